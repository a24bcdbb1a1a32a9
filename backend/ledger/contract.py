"""Contract of pushes: the bot's courier claims them and reports what became of them."""

from enum import StrEnum

from pydantic import Field

from backend.contract import Language, Model


class PushClaim(Model):
    """Asks for due pushes of ``channels``. ``owner`` names the courier process; the lease is 60 seconds."""

    owner: str = Field(max_length=60)
    channels: list[str]
    limit: int = Field(default=20, ge=1, le=200)


class Event(StrEnum):
    """What a chat is told unasked; the bot has a text ``push-<event>`` for each."""

    email_confirmed = "email-confirmed"
    mail_delayed = "mail-delayed"
    mail_failed = "mail-failed"


class PushView(Model):
    """One push: ``event`` names a text of the bot's locale files, ``values`` fill it."""

    id: int
    channel: str
    external_id: str
    """The channel's own key of the chat."""
    language: Language
    event: str
    values: dict[str, str]


class Pushes(Model):
    """Claimed rows."""

    pushes: list[PushView]


class Outcome(StrEnum):
    """``retry`` waits (``after_seconds``) and does not count as an attempt when the channel said "later"."""

    sent = "sent"
    retry = "retry"
    failed = "failed"
    unreachable = "unreachable"
    """The chat is gone or the bot is blocked: the chat is marked."""


class PushOutcome(Model):
    """Fenced by ``owner``: a report for a row that another courier holds now is refused (``not_yours``)."""

    owner: str
    outcome: Outcome
    external_id: str | None = None
    after_seconds: int | None = Field(default=None, ge=0, le=86400)
    error: str | None = Field(default=None, max_length=300)
