"""Office hours: the week as it was loaded, days that differ, and the staff's group in Telegram."""

from datetime import date, time
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from backend.contract import Id
from backend.local_time import local_day
from backend.parts import NowDep, SessionDep
from backend.providers.models import Provider
from backend.providers.office import holiday_on
from backend.providers.service import office_of
from backend.staff import office_days
from backend.staff.audit import audit
from backend.staff.console.gate import Member, MemberDep
from backend.staff.console.pages import page
from backend.staff.console.route import console_router
from backend.staff.console.ticket_pages import Short
from backend.staff.office_days import DayPast, DayTaken, HoursInvalid

router = console_router()
FAULTS = {
    DayPast.code: "staff-office-past",
    HoursInvalid.code: "staff-office-hours-invalid",
    DayTaken.code: "staff-office-taken",
}


async def _page(
    request: Request,
    member: Member,
    session: AsyncSession,
    now: NowDep,
    typed: tuple[str, str, str, str] = ("", "", "", ""),
    fault: str | None = None,
) -> Response:
    provider = await session.get_one(Provider, member.provider_id)
    office = await office_of(session, member.provider_id, now)
    rows = await office_days.exceptions(session, member.provider_id, local_day(now))
    values: dict[str, Any] = {
        "week": [(day, [each for each in office.hours if each.weekday == day]) for day in range(7)],
        "rows": [(row, holiday_on(row.day)) for row in rows],
        "present": office.at(now),
        "group": provider.staff_group_id,
        "slug": provider.slug,
        "typed": typed,
        "fault": fault,
        "today": local_day(now).isoformat(),
        "note_length": office_days.NOTE,
    }
    return page(request, "office.html", status=422 if fault else 200, member=member, **values)


@router.get("/office")
async def show_office(request: Request, member: MemberDep, session: SessionDep, now: NowDep) -> Response:
    """The page."""
    return await _page(request, member, session, now)


@router.post("/office/days")
async def add_day(
    request: Request,
    member: MemberDep,
    session: SessionDep,
    now: NowDep,
    day: Short = "",
    opens: Short = "",
    closes: Short = "",
    note: Short = "",
) -> Response:
    """Adds a day that differs: closed, or open at other times."""
    typed = (day, opens, closes, note)
    try:
        when, span = date.fromisoformat(day), (_time(opens), _time(closes))
    except ValueError:
        return await _page(request, member, session, now, typed, "staff-office-day-invalid")
    try:
        row = await office_days.add(session, member.provider_id, when, span, note, local_day(now))
    except (DayPast, HoursInvalid, DayTaken) as error:
        return await _page(request, member, session, now, typed, FAULTS[error.code])
    await audit(session, member, "office-day-added", f"office:{row.id}", now, day=day)
    return RedirectResponse("/staff/office", 303)


def _time(text: str) -> time | None:
    return time.fromisoformat(text).replace(tzinfo=None) if text.strip() else None


@router.post("/office/days/{day_id}/delete")
async def delete_day(day_id: Id, member: MemberDep, session: SessionDep, now: NowDep) -> Response:
    """The weekday's hours hold again."""
    row = await office_days.delete(session, member.provider_id, day_id)
    await audit(session, member, "office-day-deleted", f"office:{day_id}", now, day=row.day.isoformat())
    return RedirectResponse("/staff/office", 303)
