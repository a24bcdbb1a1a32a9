"""Office hours: pure. Hours are wall time in Slovenia, moments are compared in UTC, so a change of the clock does no harm."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

import holidays

from backend.local_time import LJUBLJANA, local, local_day

SEARCH_DAYS = 14
"""How far the next opening is looked for: over New Year's holidays there are at most five closed days in a row."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Open from ``opens`` until just before ``closes`` on a weekday (0 is Monday), local time."""

    weekday: int
    opens: time
    closes: time


Span = tuple[time, time]
"""From the first until just before the second."""
Exceptions = Mapping[date, Sequence[Span]]
"""Days that differ, with their spans; a day without any is closed. They beat weekdays and holidays."""
_NONE: Exceptions = MappingProxyType({})
ANSWER_WITHIN = timedelta(hours=4)
"""Of office time: so long an answer is promised to take at most."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether someone is there. Of ``closes_at`` (open) and ``opens_at`` (closed) at most one is set; local time."""

    open_now: bool
    closes_at: datetime | None
    opens_at: datetime | None
    holiday: str | None


def holiday_on(day: date) -> str | None:
    """The Slovenian name of the public holiday, if ``day`` is one."""
    name: str | None = _holidays(day.year).get(day)
    return name


@cache
def _holidays(year: int) -> Any:
    """A year's holidays; reckoned once, since that takes milliseconds."""
    return holidays.Slovenia(years=year, language="sl")  # type: ignore[attr-defined]


def _spans(day: date, hours: Iterable[Stretch], exceptions: Exceptions) -> Sequence[Span]:
    """A day's spans as they were declared. A holiday has none."""
    if day in exceptions:
        return exceptions[day]
    if holiday_on(day) is not None:
        return []
    return [(each.opens, each.closes) for each in hours if each.weekday == day.weekday()]


def _opening_times(day: date, hours: Iterable[Stretch], exceptions: Exceptions) -> list[tuple[datetime, datetime]]:
    """A day's open stretches in UTC, earliest first; those that touch are one."""
    joined: list[tuple[datetime, datetime]] = []
    for span in sorted(_spans(day, hours, exceptions)):
        opens, closes = (datetime.combine(day, at, LJUBLJANA).astimezone(UTC) for at in span)
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(closes, joined[-1][1]))
        else:
            joined.append((opens, closes))
    return joined


def attendance(now: datetime, hours: Sequence[Stretch], exceptions: Exceptions = _NONE) -> Attendance:
    """Whether the office is open at ``now``, until when, or else from when (within two weeks)."""
    today = local_day(now)
    moment = now.astimezone(UTC)
    # an exceptional day has hours of its own: then the holiday explains nothing
    holiday = None if today in exceptions else holiday_on(today)
    for ahead in range(SEARCH_DAYS + 1):
        for opens, closes in _opening_times(today + timedelta(days=ahead), hours, exceptions):
            if opens <= moment < closes:
                return Attendance(open_now=True, closes_at=local(closes), opens_at=None, holiday=holiday)
            if moment < opens:
                return Attendance(open_now=False, closes_at=None, opens_at=local(opens), holiday=holiday)
    return Attendance(open_now=False, closes_at=None, opens_at=None, holiday=holiday)


def answer_by(
    now: datetime, hours: Sequence[Stretch], exceptions: Exceptions = _NONE, within: timedelta = ANSWER_WITHIN
) -> datetime | None:
    """When ``within`` of office time will have passed; local time. None: not in the next two weeks."""
    today, moment, left = local_day(now), now.astimezone(UTC), within
    for ahead in range(SEARCH_DAYS + 1):
        for opens, closes in _opening_times(today + timedelta(days=ahead), hours, exceptions):
            begin = max(opens, moment)
            if begin + left <= closes:
                return local(begin + left)
            left -= max(closes - begin, timedelta())
    return None
