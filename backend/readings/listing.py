"""Readings as residents see them: those that count, with the use since the one before."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.access import Linked
from backend.errors import NotFound
from backend.providers.service import reading_window_on
from backend.readings.contract import ReadingSource, ReadingView
from backend.readings.history import uses
from backend.readings.past import MeterPast, Taken, pasts_of
from backend.readings.window import Window


class MeterUnknown(NotFound):
    """The payer has no such meter."""

    code = "meter_unknown"


def window_today(linked: Linked, today: date) -> Window | None:
    """The provider's window around today, or the next one."""
    found = reading_window_on(linked.provider, today)
    return None if found is None else Window(found.opens, found.closes)


def views(past: MeterPast, linked: Linked, today: date, *, only: Collection[int] | None = None) -> list[ReadingView]:
    """A meter's readings that count, or ``only`` these, oldest first, with the use since the one before."""
    window = window_today(linked, today)
    is_open = window is not None and window.holds(today)
    return [
        _view(row, past, used, can_change=is_open and window is not None and _may_change(row, linked, window))
        for row, used in zip(past.readings, uses(past.device, past.shown()), strict=True)
        if only is None or row.id in only
    ]


def _may_change(row: Taken, linked: Linked, window: Window) -> bool:
    mine = row.source == ReadingSource.resident.value and row.resident_id == linked.resident_id
    return mine and window.holds(row.taken_on)


def _view(row: Taken, past: MeterPast, used: object, *, can_change: bool) -> ReadingView:
    decimals = past.meter.decimals
    return ReadingView.model_validate(
        {
            "id": row.id,
            "serial": past.meter.serial,
            "service": past.meter.service,
            "unit": past.meter.unit,
            "decimals": decimals,
            "value": round(row.value, decimals),
            "used": used,
            "taken_on": row.taken_on,
            "source": row.source,
            "flagged": row.state == "flagged",
            "can_change": can_change,
        }
    )


async def listed(session: AsyncSession, linked: Linked, *, meter_id: int | None, today: date) -> list[ReadingView]:
    """Every reading of the payer that counts, or of one meter, newest first."""
    everyone = await pasts_of(session, linked.payer)
    if meter_id is not None and all(each.meter.id != meter_id for each in everyone):
        raise MeterUnknown()
    chosen = (each for each in everyone if meter_id is None or each.meter.id == meter_id)
    found = [view for each in chosen for view in views(each, linked, today)]
    return newest_first(found)


def newest_first(found: list[ReadingView]) -> list[ReadingView]:
    """As lists show them."""
    return sorted(found, key=lambda view: (view.taken_on, view.id), reverse=True)
