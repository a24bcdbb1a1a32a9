"""Text with its entities, measured in UTF-16 units as Telegram does; ``parse_mode`` HTML; keyboards."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from tests.telegram_server.errors import bad

Json = dict[str, Any]

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
CALLBACK_BYTES = 64

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
}  # fmt: skip


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


class _Html(HTMLParser):
    """The tags Telegram knows; any other is refused."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.entities: list[Json] = []
        self._open: list[tuple[str, Json]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise bad(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {len(self.text.encode())}')
        entity: Json = {"type": TAGS[tag], "offset": units(self.text)}
        if tag == "a":
            entity["url"] = dict(attrs).get("href") or ""
        self._open.append((tag, entity))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise bad(f"can't parse entities: Unmatched end tag at byte offset {len(self.text.encode())}")
        _, entity = self._open.pop()
        entity["length"] = units(self.text) - entity["offset"]
        if entity["length"]:
            self.entities.append(entity)

    def handle_data(self, data: str) -> None:
        self.text += data

    def finish(self) -> tuple[str, list[Json]]:
        self.close()
        if self._open:
            raise bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{self._open[-1][0]}\"")
        return self.text, sorted(self.entities, key=lambda entity: entity["offset"])


def parsed(text: str, parse_mode: object, entities: list[Json] | None) -> tuple[str, list[Json]]:
    """The text after entity parsing, trimmed, with its entities."""
    found = list(entities or [])
    if isinstance(parse_mode, str) and parse_mode:
        if parse_mode.lower() != "html":
            raise bad("unsupported parse_mode")  # the stand-in knows HTML alone
        html = _Html()
        html.feed(text)
        text, found = html.finish()
    start = units(text) - units(text.lstrip())
    text = text.strip()
    end = units(text)
    kept = []
    for entity in found:
        first = max(0, entity["offset"] - start)
        last = min(end, entity["offset"] - start + entity["length"])
        if first < last:
            kept.append({**entity, "offset": first, "length": last - first})
    return text, kept


def message_text(text: str, parse_mode: object, entities: list[Json] | None) -> tuple[str, list[Json]]:
    """A message's text, within its limits."""
    text, found = parsed(text, parse_mode, entities)
    if not text:
        raise bad("message text is empty")
    if units(text) > TEXT_UNITS:
        raise bad("message is too long")
    return text, found


def caption_text(caption: str | None, parse_mode: object, entities: list[Json] | None) -> tuple[str, list[Json]]:
    """A caption, within its limits; may be empty."""
    text, found = parsed(caption or "", parse_mode, entities)
    if units(text) > CAPTION_UNITS:
        raise bad("message caption is too long")
    return text, found


def _check_button(button: Json) -> None:
    actions = [name for name in button if name not in ("text", "style", "icon_custom_emoji_id")]
    if not actions:
        raise bad("Text buttons are unallowed in the inline keyboard")
    if not button.get("text", "").strip():
        raise bad("BUTTON_TEXT_EMPTY")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= CALLBACK_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https", "tg") or ("." not in parts.netloc and parts.scheme != "tg"):
            raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def checked_keyboard(markup: Json | None) -> Json | None:
    """A keyboard that Telegram would take; None for none, or an empty one."""
    if markup is None:
        return None
    rows = markup.get("inline_keyboard")
    if rows is None:
        return markup
    for row in rows:
        for button in row:
            _check_button(button)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None
