"""Contract of readings: check, store, correct, withdraw, list."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from backend.contract import Amount, Id, Model
from backend.meters.contract import MeterView
from backend.providers.contract import ReadingWindow


class ReadingSource(StrEnum):
    """Who read the meter."""

    resident = "resident"
    provider = "provider"
    estimate = "estimate"


class Refusal(StrEnum):
    """Why a value cannot be stored."""

    negative = "negative"
    too_many_digits = "too_many_digits"
    lower_than_last = "lower_than_last"
    window_closed = "window_closed"
    no_window = "no_window"
    already_read = "already_read"
    """A reading of this window is stored: offer to correct it."""
    meter_removed = "meter_removed"


class Doubt(StrEnum):
    """Why a value is asked about again; stored with these flags when the resident confirms."""

    too_high = "too_high"
    rolled_over = "rolled_over"
    unchanged = "unchanged"
    """Zero use where the history has use."""


class MeterValue(Model):
    """A value for a meter."""

    meter_id: Id
    value: Amount


class Verdict(Model):
    """What would happen with a value. ``value`` is what would be stored: cut to the meter's decimals, never rounded up."""

    meter: MeterView
    value: Amount
    cut: bool
    """Decimals were dropped."""
    used: Amount | None
    """Since the last reading, rollover counted; None when refused."""
    refusal: Refusal | None
    doubts: list[Doubt]
    usual: Amount | None
    """Expected use since the last reading, from the history; None without history."""
    existing: "ReadingView | None"
    """With ``already_read``: the reading that is there."""
    window: ReadingWindow | None


class ReadingsCheck(Model):
    """Values to look at; nothing is stored. ``correcting``: one's own reading of this window is taken as absent."""

    values: list[MeterValue] = Field(min_length=1, max_length=20)
    correcting: bool = False


class Verdicts(Model):
    """One verdict a value, in the same order."""

    verdicts: list[Verdict]


class ReadingsRequest(Model):
    """Stores all values or none. Error ``reading_refused`` (details.refusal, details.serial); ``doubts_unconfirmed``
    when a value is doubtful and ``confirmed_doubts`` is false. With ``correcting`` one's own reading of this window is replaced."""

    values: list[MeterValue] = Field(min_length=1, max_length=20)
    confirmed_doubts: bool = False
    correcting: bool = False
    channel: str = Field(pattern="^[a-z]{1,20}$")


class ReadingView(Model):
    """A stored reading."""

    id: int
    serial: str
    service: str
    unit: str
    decimals: int
    value: Amount
    used: Amount | None
    """Since the reading before it on the same meter."""
    taken_on: date
    source: ReadingSource
    flagged: bool
    can_change: bool
    """Handed in by a resident within the window that is open now."""


class ReadingsView(Model):
    """Readings that count, newest first."""

    readings: list[ReadingView]
    total: int
