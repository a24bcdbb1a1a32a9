"""One's own account: the password, and where one is logged in."""

from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from backend.parts import NowDep, PartsDep, SessionDep
from backend.staff import sessions
from backend.staff.audit import audit
from backend.staff.console import cookies
from backend.staff.console.gate import Member, MemberDep
from backend.staff.console.pages import page
from backend.staff.console.route import console_router
from backend.staff.passwords import SHORTEST, PasswordUnfit
from backend.staff.service import PasswordWrong, change_password

router = console_router()
Password = Annotated[str, Form(max_length=500)]


@router.get("/account")
async def show_account(
    request: Request, member: MemberDep, session: SessionDep, now: NowDep, done: bool = False
) -> Response:
    """The page."""
    return await _account(request, member, session, now, done="staff-account-password-done" if done else None)


async def _account(
    request: Request,
    member: Member,
    session: AsyncSession,
    now: NowDep,
    *,
    fault: str | None = None,
    done: str | None = None,
) -> Response:
    held = await sessions.open_sessions(session, member.staff_id, now)
    logins = [(sessions.mark(row), row.created_at, row.seen_at, row.token_hash == member.session) for row in held]
    status = 200 if fault is None else 422
    values = {"logins": logins, "fault": fault, "done": done, "shortest": SHORTEST}
    return page(request, "account.html", status=status, member=member, **values)


@router.post("/account/password")
async def set_password(
    request: Request,
    member: MemberDep,
    parts: PartsDep,
    session: SessionDep,
    now: NowDep,
    present: Password = "",
    new: Password = "",
    repeated: Password = "",
) -> Response:
    """Changes the password: every login ends, and this browser gets a new one."""
    if new != repeated:
        return await _account(request, member, session, now, fault="staff-account-repeated")
    try:
        await change_password(session, parts.passwords, member.staff_id, present, new, now)
    except PasswordWrong:
        return await _account(request, member, session, now, fault="staff-account-wrong")
    except PasswordUnfit:
        return await _account(request, member, session, now, fault="staff-account-unfit")
    token = await sessions.start(session, parts.keyed, member.staff_id, now, complete=True)
    response = RedirectResponse("/staff/account?done=true", 303)
    cookies.give(request, response, cookies.SESSION, token)
    return response


@router.post("/account/sessions/{login}/end")
async def end_session(login: str, member: MemberDep, session: SessionDep, now: NowDep) -> Response:
    """Ends one of one's own logins."""
    await sessions.end_marked(session, member.staff_id, login)
    await audit(session, member, "session-ended", f"staff:{member.staff_id}", now)
    return RedirectResponse("/staff/account", 303)
