"""Loads the demo data, its dates moved so that the visit works on the day it is tried (docs/decisions)."""

import asyncio
from calendar import monthrange
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from backend.database import Sessions
from backend.loading.csv_files import read_folder
from backend.loading.load import load_data
from backend.loading.report import LoadingRefused, Summary
from backend.loading.rows import Data, ProviderRow, Row
from backend.secrets import KeyedHash

FOLDER = Path(__file__).parent / "csv"
DEMO_TODAY = date(2026, 11, 27)
"""The day that the data set is written for."""

R = TypeVar("R", bound=Row)


async def load_demo(sessions: Sessions, *, keyed: KeyedHash, today: date | None) -> Summary:
    """Loads the demo data as it is, or moved so that its last readings lie a month before ``today``."""
    data, wrong = await asyncio.to_thread(read_folder, FOLDER)
    if wrong:
        raise LoadingRefused(wrong)
    return await load_data(sessions, data if today is None else shifted(data, today), keyed=keyed)


def add_months(day: date, months: int) -> date:
    """The same day months later; a month's last day stays the last, a day that is missing becomes the last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    if day.day == monthrange(day.year, day.month)[1]:
        return date(year, month + 1, last)
    return date(year, month + 1, min(day.day, last))


def months_to(today: date) -> int:
    """By how many whole months the data moves: its own today comes as near to ``today`` as it can."""
    about = (today.year - DEMO_TODAY.year) * 12 + today.month - DEMO_TODAY.month
    return min((about - 1, about, about + 1), key=lambda months: abs((add_months(DEMO_TODAY, months) - today).days))


def _moved(row: R, months: int, today: date) -> R:
    changes: dict[str, Any] = {}
    for column in fields(row):
        value = getattr(row, column.name)
        if isinstance(value, date):
            moved = add_months(value, months)
            changes[column.name] = min(moved, today) if column.name == "paid_on" else moved
    return replace(row, **changes) if changes else row


def _opened(provider: ProviderRow, today: date) -> ProviderRow:
    first, last = provider.window_from_day, provider.window_to_day
    if first is None or last is None:
        return provider
    is_open = first <= today.day <= last if first <= last else today.day >= first or today.day <= last
    if is_open:
        return provider
    return replace(
        provider,
        window_from_day=(today - timedelta(days=2)).day,
        window_to_day=(today + timedelta(days=6)).day,
    )


def shifted(data: Data, today: date) -> Data:
    """``data`` as if it were written for ``today``: dates by whole months, windows open. Numbers and codes stay.

    The office's exceptional days belong to the calendar (Christmas Eve): they move by whole years alone.
    """
    months = months_to(today)
    moved: dict[str, Any] = {
        table.name: tuple(_moved(row, months, today) for row in getattr(data, table.name))
        for table in fields(data)
        if table.name not in {"pdfs", "providers", "office_exceptions"}
    }
    years = 12 * (today.year - DEMO_TODAY.year)
    return replace(
        data,
        **moved,
        providers=tuple(_opened(row, today) for row in data.providers),
        office_exceptions=tuple(replace(row, day=add_months(row.day, years)) for row in data.office_exceptions),
    )
