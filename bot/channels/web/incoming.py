"""What the page sends, checked: JSON -> ``Turn``."""

import json
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.datastructures import UploadFile

from bot.channels.files import safe_name
from bot.dialogue.turn import Content, Kind, Pressed, Said, Sent, Started, Turn
from bot.errors import BotError

CHANNEL = "web"
LARGEST_FILE = 10 * 1024 * 1024
LARGEST_TURN = 64 * 1024
LARGEST_BODY = LARGEST_FILE + LARGEST_TURN


class Unreadable(BotError):
    """Not what the page sends."""


def _storable(said: str) -> str:
    """PostgreSQL's texts hold no zero character and no half of a surrogate pair (an emoji cut in two): neither is ever typed."""
    said.encode()  # UnicodeEncodeError is a ValueError, and so a refusal
    return said.replace("\0", "")


Words = Annotated[str, AfterValidator(_storable)]


class PageTurn(BaseModel):
    """One of ``text``, ``press``, ``start``, or none with a file. ``key`` is the page's own and unique in the chat."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    key: str = Field(min_length=8, max_length=64, pattern=r"^[\w.-]+$")
    language: Words | None = Field(default=None, max_length=40)
    text: Words | None = Field(default=None, max_length=20_000, repr=False)
    press: Words | None = Field(default=None, max_length=200, repr=False)
    start: Words | None = Field(default=None, max_length=200, repr=False)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(part is not None for part in (self.text, self.press, self.start)) > 1:
            raise ValueError("more than one content")
        return self


def read(visitor: str, raw: str, sent: Sent | None) -> Turn:
    """The turn of a request. The key is joined to the visitor, so that no visitor can meet another's."""
    try:
        page = PageTurn.model_validate(json.loads(raw))
    except (ValueError, ValidationError, RecursionError) as error:
        raise Unreadable(type(error).__name__) from None
    content = _content(page, sent)
    return Turn(CHANNEL, visitor, f"{visitor}:{page.key}", content, language_hint=page.language)


def _content(page: PageTurn, sent: Sent | None) -> Content:
    if sent is not None:
        return sent
    if page.press is not None:
        return Pressed(page.press)
    if page.start is not None:
        return Started(page.start or None)
    if page.text is not None:
        return Said(page.text)
    raise Unreadable("no content")


def sent(upload: UploadFile) -> Sent:
    """What is known of an attached file."""
    mime = (upload.content_type or "application/octet-stream")[:100]
    kinds: dict[str, Kind] = {"image": "photo", "audio": "audio", "video": "video"}
    kind = kinds.get(mime.partition("/")[0], "document")
    return Sent(kind, safe_name(upload.filename or ""), mime, upload.size)
