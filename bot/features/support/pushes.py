"""What support tells a chat: an answer with its files, and that a matter is closed. Values: ``backend/tickets/answers.py``."""

import json
from collections.abc import Mapping

from backend.attachments.contract import FileView
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Button, Message
from bot.features.support.messages import attachment
from bot.features.support.words import stars, write_on


def render_answer(values: Mapping[str, str], say: Texts) -> Message:
    """``ticket-answered``: whose answer it is, to what, and the way to write on."""
    key = "push-ticket-corrected" if values.get("corrected") == "yes" else "push-ticket-answered"
    if values.get("first") == "yes":  # the provider began the conversation
        key = "push-ticket-first-corrected" if values.get("corrected") == "yes" else "push-ticket-first"
    name = values["name"] or say("support-staff")
    head = say(key, name=name, number=values["number"], provider=values["provider"])
    files = [FileView.model_validate(file) for file in json.loads(values.get("files", "[]"))]
    rows = [(write_on(say, int(values["ticket"]), "support-answer"),)]
    if files:
        # not every channel sends files with a push
        show = f"w:show_messages?t={values['ticket']}&m={values['message']}"
        rows.insert(0, (Button(say("support-show-files", files=len(files)), show),))
    source = f"/v1/residents/{values.get('resident', '0')}/files/"
    names = "\n".join(f"📎 {file.name}" for file in files)
    return Message(
        "\n\n".join(filter(None, [head, values["text"], names])),
        title=values["provider"],
        buttons=tuple(rows),
        attachments=tuple(attachment(f"{source}{file.id}", file) for file in files),
    )


def render_closed(values: Mapping[str, str], say: Texts) -> Message:
    """``ticket-closed``: how it went, by one tap."""
    ticket = int(values["ticket"])
    text = say("push-ticket-closed", number=values["number"])
    return Message(text, title=values["provider"], buttons=(stars(say, ticket), (write_on(say, ticket),)))
