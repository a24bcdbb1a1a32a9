"""Readings -> use by month, quarter or year: pure. The rule is written down in docs/decisions.

A reading belongs to the month that it closes: from the 11th on its own month, before that the month before (windows run
to the 3rd). The use since the reading before is that month's. Where months lie between, the use is spread over them by
their days and marked as estimated. The sum of the bars is the difference of the readings, and no bar is negative.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from backend.consumption.contract import Grain
from backend.readings.history import Device, Segment, Shown, segments

CLOSES_OWN_MONTH_FROM = 11
MONTHS = {Grain.month: 1, Grain.quarter: 3, Grain.year: 12}


@dataclass(frozen=True, slots=True)
class Use:
    """Use within a month."""

    used: Decimal
    estimated: bool

    def plus(self, other: "Use") -> "Use":
        return Use(self.used + other.used, self.estimated or other.estimated)


@dataclass(frozen=True, slots=True)
class Column:
    """One month, quarter or year; ``use`` None: no data. ``partial``: some of its months have none.

    ``until``: the last day of the last month that has.
    """

    start: date
    end: date
    use: Use | None
    partial: bool
    until: date | None


def booked_month(day: date) -> int:
    """The month, counted from year 0, that a reading of ``day`` closes."""
    return day.year * 12 + day.month - 1 - (day.day < CLOSES_OWN_MONTH_FROM)


def first_day(month: int) -> date:
    """The first day of a month counted from year 0."""
    year, index = divmod(month, 12)
    return date(year, index + 1, 1)


def spread(used: Decimal, months: Sequence[int], decimals: int) -> list[Decimal]:
    """``used`` over months by their lengths, in steps of the meter's decimals, so that the sum is exact."""
    lengths = [monthrange(each // 12, each % 12 + 1)[1] for each in months]
    steps = int(used.scaleb(decimals))
    rest = used - Decimal(steps).scaleb(-decimals)
    shares, passed, given = [], 0, 0
    for length in lengths:
        passed += length
        reached = int(Fraction(steps * passed, sum(lengths)))
        shares.append(Decimal(reached - given).scaleb(-decimals))
        given = reached
    shares[-1] += rest
    return shares


def _joined(parts: Sequence[tuple[Device, Sequence[Shown]]]) -> list[Segment]:
    """Segments of meters that replaced one another, the use on both sides of a replacement in one."""
    joined: list[Segment] = []
    for device, readings in parts:
        own = segments(device, readings)
        if joined and own and joined[-1].used is not None and own[0].used is not None:
            last = joined.pop()
            own[0] = Segment(last.start, own[0].end, (last.used or Decimal(0)) + own[0].used)
        joined += own
    return joined


def months_of(parts: Sequence[tuple[Device, Sequence[Shown]]]) -> dict[int, Use]:
    """Use by month of one meter and those it replaced (oldest first); a month that is not there has no data."""
    result: dict[int, Use] = {}
    unknown: set[int] = set()
    decimals = max((device.decimals for device, _ in parts), default=0)
    for each in _joined(parts):
        end = booked_month(each.end.on)
        months = range(min(booked_month(each.start.on) + 1, end), end + 1)
        if each.used is None:
            unknown.update(months)
            continue
        estimated = each.estimated or len(months) > 1
        for month, share in zip(months, spread(each.used, months, decimals), strict=True):
            use = Use(share, estimated)
            result[month] = result[month].plus(use) if month in result else use
    return {month: use for month, use in result.items() if month not in unknown}


def together(chains: Iterable[dict[int, Use]]) -> dict[int, Use]:
    """Several meters that work side by side for one service, summed."""
    result: dict[int, Use] = {}
    for chain in chains:
        for month, use in chain.items():
            result[month] = result[month].plus(use) if month in result else use
    return result


def months_within(start: date, end: date) -> range:
    """The months of a period; one of which less than half is asked for is left out, unless it is the only one."""
    first = start.year * 12 + start.month - 1
    last = end.year * 12 + end.month - 1
    cut_first = first + (start.day > 16)
    cut_last = last - (end.day < 15)
    return range(cut_first, cut_last + 1) if cut_first <= cut_last else range(first, first + 1)


def columns(use: dict[int, Use], months: range, grain: Grain) -> list[Column]:
    """The bars of a period, oldest first."""
    width = MONTHS[grain]
    groups: dict[int, list[int]] = {}
    for month in months:
        groups.setdefault(month // width, []).append(month)
    result = []
    for group in groups.values():
        known = [use[month] for month in group if month in use]
        total = Use(sum((each.used for each in known), Decimal(0)), any(each.estimated for each in known))
        until = max((_last_day(month) for month in group if month in use), default=None)
        use_or_none = total if known else None
        result.append(Column(first_day(group[0]), _last_day(group[-1]), use_or_none, 0 < len(known) < width, until))
    return result


def _last_day(month: int) -> date:
    return first_day(month + 1) - timedelta(days=1)
