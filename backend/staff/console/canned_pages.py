"""Ready answers: listed, added, changed, deleted."""

from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from backend.contract import Id
from backend.parts import NowDep, SessionDep
from backend.staff import canned
from backend.staff.audit import audit
from backend.staff.canned import CannedInvalid, CannedTaken
from backend.staff.console.gate import Member, MemberDep
from backend.staff.console.pages import page
from backend.staff.console.route import console_router
from backend.staff.console.ticket_pages import Short, Typed, clean
from backend.staff.models import CannedAnswer

router = console_router()
FAULTS = {CannedInvalid.code: "staff-canned-invalid", CannedTaken.code: "staff-canned-taken"}


async def _page(
    request: Request,
    member: Member,
    session: AsyncSession,
    *,
    edited: CannedAnswer | None = None,
    typed: tuple[str, str, str] = ("", "", ""),
    fault: str | None = None,
) -> Response:
    values: dict[str, Any] = {
        "rows": await canned.canned_answers(session, member.provider_id),
        "edited": edited,
        "typed": typed,
        "fault": fault,
        "longest": canned.LONGEST,
    }
    return page(request, "canned.html", status=422 if fault else 200, member=member, **values)


@router.get("/canned")
async def show_canned(request: Request, member: MemberDep, session: SessionDep) -> Response:
    """All of them, and a form for a new one."""
    return await _page(request, member, session)


@router.get("/canned/{canned_id}")
async def show_one(request: Request, canned_id: Id, member: MemberDep, session: SessionDep) -> Response:
    """The form to change one."""
    edited = await canned.canned_answer(session, member.provider_id, canned_id)
    typed = (edited.shortcut, edited.text_sl, edited.text_en or "")
    return await _page(request, member, session, edited=edited, typed=typed)


@router.post("/canned")
async def add_canned(
    request: Request,
    member: MemberDep,
    session: SessionDep,
    now: NowDep,
    shortcut: Short = "",
    text_sl: Typed = "",
    text_en: Typed = "",
) -> Response:
    """Adds one."""
    return await _save(request, member, session, now, None, (shortcut, clean(text_sl), clean(text_en)))


@router.post("/canned/{canned_id}")
async def change_canned(
    request: Request,
    canned_id: Id,
    member: MemberDep,
    session: SessionDep,
    now: NowDep,
    shortcut: Short = "",
    text_sl: Typed = "",
    text_en: Typed = "",
) -> Response:
    """Changes one."""
    edited = await canned.canned_answer(session, member.provider_id, canned_id)
    return await _save(request, member, session, now, edited, (shortcut, clean(text_sl), clean(text_en)))


async def _save(
    request: Request,
    member: Member,
    session: AsyncSession,
    now: NowDep,
    edited: CannedAnswer | None,
    typed: tuple[str, str, str],
) -> Response:
    try:
        saved = await canned.save(session, member.provider_id, edited, *typed)
    except (CannedInvalid, CannedTaken) as error:
        return await _page(request, member, session, edited=edited, typed=typed, fault=FAULTS[error.code])
    await audit(session, member, "canned-changed" if edited else "canned-added", f"canned:{saved.id}", now)
    return RedirectResponse("/staff/canned", 303)


@router.post("/canned/{canned_id}/delete")
async def delete_canned(canned_id: Id, member: MemberDep, session: SessionDep, now: NowDep) -> Response:
    """Deletes one."""
    await canned.delete(session, await canned.canned_answer(session, member.provider_id, canned_id))
    await audit(session, member, "canned-deleted", f"canned:{canned_id}", now)
    return RedirectResponse("/staff/canned", 303)
