"""Contract of residents: who is in this chat, and what may already be done for them."""

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
