"""``Message`` <-> the JSON that the log keeps and the page draws. Text stays text: the page never reads it as markup."""

from collections.abc import Callable
from typing import Any

from bot.dialogue.turn import Attachment, Message

Stored = dict[str, Any]
"""``{title, text, buttons: [[{label, data, url}]], files: [{kind, name, mime, caption, source}]}``."""


def stored(message: Message) -> Stored:
    """What the log keeps."""
    return {
        "title": message.title,
        "text": message.text,
        "buttons": [[{"label": b.label, "data": b.data, "url": b.url} for b in row] for row in message.buttons],
        "files": [
            {"kind": f.kind, "name": f.name, "mime": f.mime, "caption": f.caption, "source": f.source}
            for f in message.attachments
        ],
    }


def shown(number: int, content: Stored, file_url: Callable[[int, int], str]) -> Stored:
    """What the page is given: a file's path at the backend becomes an address for this visitor."""
    files = [
        {
            "kind": f["kind"],
            "name": f["name"],
            "mime": f["mime"],
            "caption": f["caption"],
            "url": file_url(number, index),
        }
        for index, f in enumerate(content["files"])
    ]
    return {**content, "id": number, "files": files}


def attachment(content: Stored, index: int) -> Attachment | None:
    """The ``index``-th file of a kept message."""
    if not 0 <= index < len(content["files"]):
        return None
    f = content["files"][index]
    return Attachment(f["kind"], f["name"], f["mime"], f["source"], f["caption"])
