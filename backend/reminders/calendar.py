"""When residents may be reminded: decent hours on Slovenia's clock, perhaps not on Sundays and holidays. Pure.

Hours are wall time (Europe/Ljubljana), moments are aware UTC: a day on which the clock changes is an hour longer or shorter
at night, its decent hours are not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from backend.local_time import LJUBLJANA, local_day

SUNDAY = 6
LONGEST_REST = 10
"""Days in a row without a decent hour; Slovenia has three at most."""


@dataclass(frozen=True, slots=True)
class Decent:
    """From ``starts`` until just before ``ends``, local time; quiet outside. Free days are Sundays and public holidays."""

    starts: time = time(8)
    ends: time = time(20)
    on_sundays: bool = False
    on_holidays: bool = False

    def __post_init__(self) -> None:
        if self.starts >= self.ends:
            raise ValueError(f"no hour of the day is left between {self.starts} and {self.ends}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time in which messages may be sent: from ``starts`` until just before ``ends``, UTC."""

    starts: datetime
    ends: datetime

    @property
    def length(self) -> timedelta:
        return self.ends - self.starts


def midnight(day: date) -> datetime:
    """The moment at which ``day`` begins in Slovenia, in UTC."""
    return datetime.combine(day, time(), LJUBLJANA).astimezone(UTC)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.Slovenia(years=year))  # type: ignore[attr-defined]


def is_free(day: date, decent: Decent) -> bool:
    """Whether nobody is to be disturbed on ``day``."""
    if not decent.on_sundays and day.weekday() == SUNDAY:
        return True
    return not decent.on_holidays and day in _holidays(day.year)


def _hours(day: date, decent: Decent) -> Stretch:
    starts, ends = (datetime.combine(day, at, LJUBLJANA).astimezone(UTC) for at in (decent.starts, decent.ends))
    return Stretch(starts, ends)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def stretches(start: datetime, end: datetime, decent: Decent) -> Sequence[Stretch]:
    """The decent time between two moments, earliest first.

    Where that is none because every day is a free one, free days count: a reminder on a Sunday is better than none.
    """
    return _cut(start, end, decent) or _cut(start, end, replace(decent, on_sundays=True, on_holidays=True))


def _cut(start: datetime, end: datetime, decent: Decent) -> Sequence[Stretch]:
    found = []
    for day in _days(local_day(start), local_day(end)):
        if is_free(day, decent):
            continue
        hours = _hours(day, decent)
        cut = Stretch(max(hours.starts, start.astimezone(UTC)), min(hours.ends, end.astimezone(UTC)))
        if cut.starts < cut.ends:
            found.append(cut)
    return found


def next_allowed(moment: datetime, decent: Decent) -> datetime:
    """``moment``, or the next one at a decent hour, in UTC."""
    moment = moment.astimezone(UTC)
    for day in _days(local_day(moment), local_day(moment) + timedelta(days=LONGEST_REST)):
        hours = _hours(day, decent)
        if not is_free(day, decent) and moment < hours.ends:
            return max(moment, hours.starts)
    return moment
