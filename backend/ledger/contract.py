"""Contract of pushes: the bot's courier claims them and reports what became of them."""

from enum import StrEnum

from pydantic import Field

from backend.contract import Language, Model


class Budget(Model):
    """A channel, and what its budget belongs to: a keyed hash of the bot's token, or the channel's name."""

    channel: str = Field(max_length=20)
    token_key: str = Field(max_length=64)


class LeaseRequest(Model):
    """Asks for the right to send, or renews it: for 8 seconds. ``release``: gives it back."""

    owner: str = Field(max_length=60)
    budgets: list[Budget] = Field(max_length=10)
    release: bool = False


class LeaseView(Model):
    """``channels`` are the caller's. ``wait_seconds``: so long the first of the others is somebody else's; None: there are none."""

    channels: list[str]
    wait_seconds: float | None


class Waiting(Model):
    """Whether a claim would find something."""

    due: bool


class Event(StrEnum):
    """What a chat is told unasked; the bot has a text ``push-<event>`` for each."""

    email_confirmed = "email-confirmed"
    mail_delayed = "mail-delayed"
    mail_failed = "mail-failed"
    reading_reminder = "reading-reminder"
    ticket_answered = "ticket-answered"
    ticket_closed = "ticket-closed"


STAFF_CHANNEL = "telegram-staff"
"""The channel of what goes into a provider's staff group: its "chat" is the group, and ``ticket-post`` its only event."""
POST = "ticket-post"


class PushView(Model):
    """One push: ``event`` names a text of the bot's locale files, ``values`` fill it."""

    id: int
    channel: str
    external_id: str
    """The channel's own key of the chat."""
    language: Language
    event: str
    values: dict[str, str]
    request: str | None = None
    """The id of the request that planned it: what is logged of it belongs there."""
    repeatable: bool
    """Sent again when its courier dies during the call: a courier has one such call open at a time."""


class Outcome(StrEnum):
    """What the channel said."""

    sent = "sent"
    retry = "retry"
    """Not sent. ``after_seconds``: the channel said when to come again, which is no attempt."""
    unclear = "unclear"
    """A timeout during the call: sent or not. The backend decides by event."""
    failed = "failed"
    unreachable = "unreachable"
    """The chat is gone or the bot is blocked: the chat is marked, and a mail goes out where there is an address."""
    migrated = "migrated"
    """``external_id`` is the chat's new key: it is kept, and the push is sent there."""


class PushOutcome(Model):
    """One row's end. ``hold``: "too many" was said to the token, not to this chat alone: nothing is claimed before."""

    push_id: int
    outcome: Outcome
    external_id: str | None = Field(default=None, max_length=100)
    after_seconds: int | None = Field(default=None, ge=0, le=86400)
    hold: bool = False
    error: str | None = Field(default=None, max_length=300)


class PushOutcomes(Model):
    """Fenced by ``owner``, each row for itself."""

    owner: str = Field(max_length=60)
    outcomes: list[PushOutcome] = Field(max_length=200)


class PushClaim(Model):
    """Asks for due pushes of ``channels`` whose lease ``owner`` has; each row is then held for 60 seconds.

    ``outcomes`` of earlier rows are written first, as ``PushOutcomes`` are: one call a batch.
    """

    owner: str = Field(max_length=60)
    channels: list[str]
    limit: int = Field(default=20, ge=1, le=200)
    outcomes: list[PushOutcome] = Field(default=[], max_length=200)


class Pushes(Model):
    """Claimed rows. ``ended``: so many ended here, as their chats are known to be gone. ``not_yours``: as ``NotYours``."""

    pushes: list[PushView]
    ended: int = 0
    not_yours: list[int] = Field(default=[])


class NotYours(Model):
    """The rows of a report that another courier holds now, or that had ended."""

    push_ids: list[int]
