"""Contract of reminders: what a resident set, what comes next, and the answer to "in three hours"."""

from datetime import datetime

from pydantic import Field

from backend.contract import Id, Model


class NextReminder(Model):
    """The next reminder of a payer whose reading is missing. ``step``: ``opens``, ``3-days``, ``last-day``, ``later``."""

    link_id: int
    step: str
    at: datetime


class RemindersView(Model):
    """A resident's settings. ``steps``: days before the last day, -1 when the window opens; of all providers linked."""

    readings: bool
    """Whether reminders of readings are sent."""
    lead_days: int | None
    """The resident's own time; None: the provider's steps."""
    steps: list[int]
    upcoming: list[NextReminder]
    """One a payer at most, earliest first."""


class RemindersChange(Model):
    """Fields left out stay as they are. ``lead_days`` 0: back to the provider's steps."""

    readings: bool | None = None
    lead_days: int | None = Field(default=None, ge=0, le=10)


class SnoozeRequest(Model):
    """Remind again in so many hours, in this chat. Error ``nothing_to_remind``."""

    chat_id: Id
    hours: int = Field(default=3, ge=1, le=48)


class SnoozeView(Model):
    """When the reminder comes; None: there is no decent hour left before the deadline."""

    at: datetime | None
