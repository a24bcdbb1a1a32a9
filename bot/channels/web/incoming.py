"""What the page sends, checked: JSON -> ``Turn``. A file was handed in before its turn, which has the token it was given."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.dialogue.turn import Content, Pressed, Said, Sent, Started, Turn
from bot.errors import BotError

CHANNEL = "web"
LARGEST_TURN = 64 * 1024
KEY = r"^[\w.-]{8,64}$"
"""The page's own keys, each unique in the chat."""
FileOf = Callable[[str], Sent | None]
"""The file of a token, for this visitor; None: it is none of theirs."""


class Unreadable(BotError):
    """Not what the page sends."""


def _storable(said: str) -> str:
    """PostgreSQL's texts hold no zero character and no half of a surrogate pair (an emoji cut in two): neither is ever typed."""
    said.encode()  # UnicodeEncodeError is a ValueError, and so a refusal
    return said.replace("\0", "")


Words = Annotated[str, AfterValidator(_storable)]


class PageTurn(BaseModel):
    """One of ``text``, ``press``, ``start``, or ``file`` with ``text`` as its caption.

    ``album``: joins files that were sent together. ``edits``: the key of the turn whose text or caption this one corrects.
    """

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    key: str = Field(pattern=KEY)
    language: Words | None = Field(default=None, max_length=40)
    text: Words | None = Field(default=None, max_length=20_000, repr=False)
    press: Words | None = Field(default=None, max_length=200, repr=False)
    start: Words | None = Field(default=None, max_length=200, repr=False)
    file: str | None = Field(default=None, max_length=2_000, repr=False)
    album: str | None = Field(default=None, pattern=KEY)
    edits: str | None = Field(default=None, pattern=KEY)

    @model_validator(mode="after")
    def _one(self) -> Self:
        said = self.text is not None or self.file is not None
        if sum((said, self.press is not None, self.start is not None)) != 1:
            raise ValueError("not one content")
        if (self.edits is not None and not said) or (self.album is not None and self.file is None):
            raise ValueError("only what was said is edited, only files are in albums")
        return self


def read(visitor: str, raw: str, file_of: FileOf) -> Turn:
    """The turn of a request. Its key is joined to the visitor, so that no visitor can meet another's."""
    try:
        page = PageTurn.model_validate(json.loads(raw))
    except (ValueError, ValidationError, RecursionError) as error:
        raise Unreadable(type(error).__name__) from None
    return Turn(
        CHANNEL,
        visitor,
        f"{visitor}:{page.key}",
        _content(page, file_of),
        language_hint=page.language,
        message=page.edits or page.key,
        edited=page.edits is not None,
    )


def _content(page: PageTurn, file_of: FileOf) -> Content:
    if page.press is not None:
        return Pressed(page.press)
    if page.start is not None:
        return Started(page.start or None)
    if page.file is None:
        return Said(page.text or "")
    sent = file_of(page.file)
    if sent is None:
        raise Unreadable("not a file of this visitor")
    return replace(sent, caption=page.text or "", album=page.album)
