"""May this value be stored, and should it be asked about again? Pure: a meter, its past, a value in; findings out.

Rules: digits and decimals of the meter; not lower than the last reading unless the counter rolled over; plausible against
the history. Expected is the daily average of up to 24 months times the days since the last reading, or what the same days of
the year before took, whichever is more: heat and gardens have seasons.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from backend.readings.contract import Doubt, Refusal
from backend.readings.history import Device, Segment, Shown, used_between
from backend.readings.window import Window

LOOK_BACK = timedelta(days=730)
A_YEAR = timedelta(weeks=52)
SHORTEST_HISTORY = 28
"""Days of history below which nothing is expected of a meter."""
TIMES_EXPECTED = 3
ALLOWANCE = {"m3": Decimal(10), "kWh": Decimal(300), "MWh": Decimal("1.5")}
"""What a household may use beyond the expected without being asked: guests, a filled pool, the first cold month."""
ROLLOVER_STRETCH = 10
"""A lower value counts as a rollover up to this many times the limit, else as a typing error."""
BLIND_SHARE = Decimal("0.1")
"""Without history: asked about above this share of the counter's span."""
STEPS_MISSED = 3
"""An unchanged value is asked about when the meter should have counted on by this many of its smallest steps."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a meter before the new value. ``last`` is the reading the use is counted from.

    ``settled``: the readings that hold, oldest first. ``segments``: use so far, replaced meters of the place included.
    """

    settled: Sequence[Shown]
    segments: Sequence[Segment]


@dataclass(frozen=True, slots=True)
class Finding:
    """``used`` None: refused. ``usual`` None: no history. ``since``: the reading that ``used`` is counted from."""

    value: Decimal
    cut: bool
    used: Decimal | None
    refusal: Refusal | None
    doubts: tuple[Doubt, ...]
    usual: Decimal | None
    since: Shown | None = None


def cut_to(value: Decimal, decimals: int) -> Decimal:
    """The value with the meter's decimals, never rounded up: residents report whole m³ ("48 m³ 517 l" is 48)."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)


def daily_average(segments: Sequence[Segment], until: date) -> Decimal | None:
    """Use a day over up to 24 months before ``until``; None with less than four weeks of history."""
    earliest = until - LOOK_BACK
    used, days = Decimal(0), 0
    for each in segments:
        if each.used is None or each.days == 0 or each.end.on <= earliest or each.end.on > until:
            continue
        counted = (each.end.on - max(each.start.on, earliest)).days
        used += each.used * counted / each.days
        days += counted
    return used / days if days >= SHORTEST_HISTORY else None


def same_days_last_year(segments: Sequence[Segment], start: date, end: date) -> Decimal | None:
    """Use from ``start`` to ``end`` a year (52 weeks) earlier; None where readings don't cover all of it."""
    start, end = start - A_YEAR, end - A_YEAR
    used, days = Decimal(0), 0
    for each in segments:
        shared = (min(each.end.on, end) - max(each.start.on, start)).days
        if shared <= 0:
            continue
        if each.used is None:
            return None
        used += each.used * shared / each.days
        days += shared
    return used if 0 < (end - start).days <= days else None


def _expected(segments: Sequence[Segment], start: date, end: date) -> Decimal | None:
    """Use that is no surprise between two days; None without history."""
    average = daily_average(segments, start)
    if average is None:
        return None
    return max(average * (end - start).days, same_days_last_year(segments, start, end) or Decimal(0))


def _base(value: Decimal, settled: Sequence[Shown], device: Device) -> Shown:
    """The reading that use is counted from: soft ones above the value no longer count."""
    points = list(settled)
    while len(points) > 1 and points[-1].soft and used_between(points[-1].value, value, device) is None:
        points.pop()
    return points[-1]


def _limit(expected: Decimal, unit: str) -> Decimal:
    return max(TIMES_EXPECTED * expected, expected + ALLOWANCE.get(unit, Decimal(10)))


def _rests(segments: Sequence[Segment], until: date) -> bool:
    """Whether nothing was used before for two weeks or more: then an unchanged value is no surprise."""
    earliest = until - LOOK_BACK
    return any(each.used == 0 and each.days >= 14 and each.end.on > earliest for each in segments)


def refuse_before_value(device: Device, window: Window | None, today: date) -> Refusal | None:
    """What forbids any reading today."""
    if device.removed_on is not None:
        return Refusal.meter_removed
    if window is None:
        return Refusal.no_window
    return None if window.holds(today) else Refusal.window_closed


def refuse_value(device: Device, value: Decimal) -> Refusal | None:
    """What the meter can't show."""
    if value < 0:
        return Refusal.negative
    return Refusal.too_many_digits if value >= device.span else None


def check(device: Device, past: Past, value: Decimal, today: date) -> Finding:
    """Judges a value that ``refuse_value`` let through; ``past`` must not hold a reading that is being corrected."""
    kept = cut_to(value, device.decimals)
    cut = kept != value
    base = _base(kept, past.settled, device)
    expected = _expected(past.segments, base.on, today)
    usual = None if expected is None else cut_to(expected + Decimal(5).scaleb(-device.decimals - 1), device.decimals)
    used = used_between(base.value, kept, device)
    wrapped = kept < base.value
    limit = device.span * BLIND_SHARE if expected is None else _limit(expected, device.unit)
    if used is None or (wrapped and used > (limit / 10 if expected is None else limit * ROLLOVER_STRETCH)):
        return Finding(kept, cut, None, Refusal.lower_than_last, (), usual)
    doubts = []
    if wrapped:
        doubts.append(Doubt.rolled_over)
    if used > limit:
        doubts.append(Doubt.too_high)
    missed = expected is not None and expected >= Decimal(STEPS_MISSED).scaleb(-device.decimals)
    if used == 0 and missed and not _rests(past.segments, base.on):
        doubts.append(Doubt.unchanged)
    return Finding(kept, cut, used, None, tuple(doubts), usual, base)
