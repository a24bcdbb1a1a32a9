"""Contract of residents: who is in this chat, and what may already be done for them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from backend.accounts.contract import LinkView
from backend.contract import Language, Model


class ChatRequest(Model):
    """Announces a chat; ``language`` is taken only when the chat is new."""

    language: Language


class ResidentView(Model):
    """The resident behind a chat. ``access`` says what is still missing before personal data is shown."""

    id: int
    chat_id: int
    language: Language
    display_name: str | None
    phone: str | None
    email: str | None
    """Confirmed address."""
    pending_email: str | None
    """An address that waits for its code."""
    links: list[LinkView]
    """Active links, oldest first."""
    consented: bool
    """The current terms are agreed to."""
    marketing: bool


class ProfileChange(Model):
    """Fields left out stay as they are; an empty string clears."""

    language: Language | None = None
    display_name: str | None = Field(default=None, max_length=80)
    phone: str | None = Field(default=None, max_length=30)
    """Any usual way of writing; stored as E.164. Error code ``phone_invalid``."""


HandoverToken = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{32}$", repr=False)]
"""192 random bits as base64url, made by who shows the link: a stored answer of ours would hold it readable."""


class HandoverRequest(Model):
    """A conversation is to be carried on in another chat, by who shows this token there in time."""

    token: HandoverToken


class HandoverView(Model):
    """The token works once, until then."""

    expires_at: datetime


class HandoverTaking(Model):
    """The chat in which the conversation goes on. ``token``: any text, as it came with a link."""

    chat_id: int
    token: str = Field(max_length=100, repr=False)


class HandoverTaken(Model):
    """``again``: the chat belonged there already, and nothing was changed."""

    resident: ResidentView
    again: bool


class ChatParting(Model):
    """A chat that is to leave its resident, as after a handover that someone else began."""

    chat_id: int
