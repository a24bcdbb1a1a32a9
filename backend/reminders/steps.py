"""When each step of a window begins, and how its messages spread over the time that is left. Pure.

A step begins on its day at the first decent hour; earlier where the audience is too large for the rate: the last message
must still arrive before the deadline.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from backend.readings.window import Window
from backend.reminders.calendar import Decent, Stretch, midnight, next_allowed, stretches

OPENING = -1
"""The step that comes when the window opens, among numbers of days before its end (0: the last day)."""
MOST_DAYS = 10
"""The longest lead time that a resident can choose."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A provider's rules. ``steps``: days before the window's last day, and ``OPENING``. ``per_second``: messages."""

    steps: tuple[int, ...] = (OPENING, 3, 0)
    decent: Decent = field(default_factory=Decent)
    per_second: int = 25

    def __post_init__(self) -> None:
        if self.per_second < 1:
            raise ValueError("at least one message a second")


def name_of(step: int) -> str:
    """A step's name in the ledger and in lists: ``opens``, ``3-days``, ``last-day``."""
    return {OPENING: "opens", 0: "last-day"}.get(step, f"{step}-days")


def deadline(window: Window) -> datetime:
    """The end of the window's last day, UTC."""
    return midnight(window.closes + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Begin:
    """When a step's first message goes out. ``fits`` False: even the whole window is too short for the rate."""

    step: int
    at: datetime
    fits: bool


def needed(recipients: int, rules: Rules) -> timedelta:
    """How long so many messages take at the rate."""
    return timedelta(seconds=recipients / rules.per_second)


def _room(parts: Sequence[Stretch]) -> timedelta:
    return sum((part.length for part in parts), timedelta())


def begin_of(step: int, window: Window, rules: Rules, recipients: int) -> Begin:
    """When ``step`` begins for ``recipients`` people. Never before the window opens: until then nothing can be handed in."""
    ends, takes = deadline(window), needed(recipients, rules)
    day = window.opens if step == OPENING else max(window.opens, window.closes - timedelta(days=step))
    whole = stretches(midnight(window.opens), ends, rules.decent)
    wished = next_allowed(midnight(day), rules.decent)
    if wished < ends and _room(stretches(wished, ends, rules.decent)) >= takes:
        return Begin(step, wished, fits=True)
    # too late for the last of them, or only free days are left: back by whole days
    for first in range(len(whole) - 1, -1, -1):
        if whole[first].starts <= max(wished, whole[0].starts) and _room(whole[first:]) >= takes:
            return Begin(step, whole[first].starts, fits=True)
    return Begin(step, whole[0].starts, fits=False)


def reached(steps: Sequence[Begin], now: datetime) -> int | None:
    """The latest of ``steps`` that has begun at ``now``; of two that begin together the one nearer to the deadline."""
    begun = [begin for begin in steps if begin.at <= now]
    return min(begun, key=_nearness).step if begun else None


def _nearness(begin: Begin) -> int:
    return 10**6 if begin.step == OPENING else begin.step


@dataclass(frozen=True, slots=True)
class Slots:
    """Where messages lie in time: the n-th, counted from 0, ``n * pace`` into ``parts``, quiet time left out."""

    parts: Sequence[Stretch]
    pace: timedelta

    def offsets(self) -> list[timedelta]:
        """How much decent time lies before each part."""
        found, total = [], timedelta()
        for part in self.parts:
            found.append(total)
            total += part.length
        return found

    def of(self, number: int) -> datetime:
        """When the message goes out."""
        into = number * self.pace
        for part, offset in zip(reversed(self.parts), reversed(self.offsets()), strict=True):
            if into >= offset:
                return part.starts + (into - offset)
        raise ValueError(f"no message has number {number}")


def slots(now: datetime, window: Window, rules: Rules, recipients: int) -> Slots | None:
    """Slots from ``now`` to the deadline at the rate, or faster where they would not fit; None: the window isn't open.

    None, too, late in the evening of the last day, when no decent time is left.
    """
    ends = deadline(window)
    if not midnight(window.opens) <= now < ends:
        return None
    parts = stretches(now, ends, rules.decent)
    if not parts:
        return None
    pace = min(timedelta(seconds=1 / rules.per_second), _room(parts) / max(recipients, 1))
    return Slots(parts, pace)
