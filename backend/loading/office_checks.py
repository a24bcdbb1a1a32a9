"""Checks of office hours and of the days that differ. Pure: rows in, faults out."""

from collections.abc import Iterator, Sequence
from datetime import time
from itertools import groupby, pairwise

from backend.loading import rows as r
from backend.loading.report import Fault

Place = tuple[object, ...]
"""A provider's weekday, or its day."""
Span = tuple[Place, time, time, int]
"""The last is the line."""
HOURS, EXCEPTIONS = "office_hours.csv", "office_exceptions.csv"


def office_faults(data: r.Data) -> Iterator[Fault]:
    """Hours that end before they begin, or overlap; days that are half open, or both closed and open."""
    hours = [((row.provider, row.weekday), row.opens, row.closes, row.line) for row in data.office_hours]
    yield from _spans(HOURS, hours)
    yield from _exceptions(data.office_exceptions)


def _exceptions(rows: Sequence[r.OfficeExceptionRow]) -> Iterator[Fault]:
    spans: list[Span] = []
    for row in rows:
        if (row.opens is None) != (row.closes is None):
            yield Fault(EXCEPTIONS, row.line, "closes", "half of the opening time", "both times, or none: closed")
        elif row.opens is not None and row.closes is not None:
            spans.append(((row.provider, row.day), row.opens, row.closes, row.line))
    yield from _spans(EXCEPTIONS, spans)
    for _, days in groupby(sorted(rows, key=_day), key=_day):
        same = sorted(days, key=lambda row: row.line)
        for closed in (row for row in same if row.opens is None and row.closes is None and len(same) > 1):
            other = next(row.line for row in same if row is not closed)
            yield Fault(EXCEPTIONS, closed.line, "opens", f"closed all day, but the day is in line {other} too")


def _day(row: r.OfficeExceptionRow) -> tuple[str, int]:
    return row.provider, row.day.toordinal()


def _spans(file: str, spans: Sequence[Span]) -> Iterator[Fault]:
    ordered = sorted(spans, key=lambda span: (str(span[0]), span[1]))
    for _, opens, closes, line in ordered:
        if opens >= closes:
            yield Fault(file, line, "closes", "not after opening", "a later time")
    for (place, _, closes, line), (next_place, next_opens, _, next_line) in pairwise(ordered):
        if place == next_place and next_opens < closes:
            yield Fault(file, next_line, "opens", f"overlaps with line {line}")
