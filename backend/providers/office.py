"""Office hours: pure. Hours are wall time in Slovenia, moments are compared in UTC, so a change of the clock does no harm."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
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


def _opening_times(day: date, hours: Iterable[Stretch]) -> list[tuple[datetime, datetime]]:
    """A day's open stretches in UTC, earliest first; those that touch are one. A holiday has none."""
    if holiday_on(day) is not None:
        return []
    joined: list[tuple[datetime, datetime]] = []
    for stretch in sorted((each for each in hours if each.weekday == day.weekday()), key=lambda each: each.opens):
        opens, closes = (datetime.combine(day, at, LJUBLJANA).astimezone(UTC) for at in (stretch.opens, stretch.closes))
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(closes, joined[-1][1]))
        else:
            joined.append((opens, closes))
    return joined


def attendance(now: datetime, hours: Sequence[Stretch]) -> Attendance:
    """Whether the office is open at ``now``, until when, or else from when (within two weeks)."""
    today = local_day(now)
    moment = now.astimezone(UTC)
    holiday = holiday_on(today)
    for ahead in range(SEARCH_DAYS + 1):
        for opens, closes in _opening_times(today + timedelta(days=ahead), hours):
            if opens <= moment < closes:
                return Attendance(open_now=True, closes_at=local(closes), opens_at=None, holiday=holiday)
            if moment < opens:
                return Attendance(open_now=False, closes_at=None, opens_at=local(opens), holiday=holiday)
    return Attendance(open_now=False, closes_at=None, opens_at=None, holiday=holiday)
