"""Routes of readings."""

from typing import Annotated

from fastapi import Query

from backend.accounts.access import LinkedDep
from backend.contract import Id
from backend.edge import STORES_NOTHING, edge_router
from backend.local_time import local_day
from backend.parts import NowDep, SessionDep
from backend.providers.service import reading_window
from backend.readings import receipts, service
from backend.readings.contract import ReadingsCheck, ReadingsRequest, ReadingsView, ReadingView, Verdicts
from backend.readings.judging import judge, verdict
from backend.readings.listing import listed, newest_first, views
from backend.reminders.service import readings_stored

router = edge_router("readings")
SCOPE = "/residents/{resident_id}/links/{link_id}/readings"


@router.get(SCOPE)
async def readings(
    linked: LinkedDep,
    session: SessionDep,
    now: NowDep,
    meter_id: Id | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 12,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> ReadingsView:
    """Readings that count, newest first; of every meter or of one."""
    found = await listed(session, linked, meter_id=meter_id, today=local_day(now))
    return ReadingsView(readings=found[offset : offset + limit], total=len(found))


@router.post(SCOPE + "/check", openapi_extra=STORES_NOTHING)
async def check(linked: LinkedDep, session: SessionDep, now: NowDep, body: ReadingsCheck) -> Verdicts:
    """What would become of these values. Stores nothing."""
    today = local_day(now)
    judged = await judge(session, linked, body.values, correcting=body.correcting, today=today)
    window = reading_window(linked.provider, now)
    return Verdicts(verdicts=[verdict(each, linked, window, today) for each in judged])


@router.post(SCOPE, status_code=201)
async def store(linked: LinkedDep, session: SessionDep, now: NowDep, body: ReadingsRequest) -> ReadingsView:
    """Stores all values or none, and mails a receipt; gives the stored ones."""
    stored = await service.store(session, linked, body, now)
    await receipts.confirm_stored(session, linked, stored, now)
    await readings_stored(session, linked, now)
    today = local_day(now)
    shown = [view for each in stored for view in views(each.past, linked, today, only={each.row.id})]
    return ReadingsView(readings=newest_first(shown), total=len(shown))


@router.delete(SCOPE + "/{reading_id}")
async def withdraw(linked: LinkedDep, session: SessionDep, now: NowDep, reading_id: Id) -> ReadingView:
    """Takes back one's own reading while its window is open, and mails that; gives the reading as it was."""
    row, past, shown = await service.withdraw(session, linked, reading_id, now)
    await receipts.confirm_withdrawn(session, linked, row, past, now)
    return shown
