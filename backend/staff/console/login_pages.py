"""The pages before the console: password, second factor, its setup; and the way out."""

import asyncio
import re
import secrets
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from backend.contract import Language
from backend.parts import NowDep, Parts, PartsDep, SessionDep, parts_of
from backend.staff import lockout, sessions, totp
from backend.staff.audit import audit
from backend.staff.console import cookies
from backend.staff.console.gate import MemberDep, PendingDep
from backend.staff.console.pages import STATIC, page, static_file, texts_of
from backend.staff.console.route import console_router
from backend.staff.login import Attempt, give_code, give_password

router = console_router()
HOME = "/staff"
FOREVER = 365 * 24 * 3600
Typed = Annotated[str, Form(max_length=500)]


def way_on(wanted: str) -> str:
    """Where to after the login: a page of the console, or its start."""
    return wanted if re.fullmatch(r"/staff(/[\w-]+)*(\?[\w=&%.:-]*)?", wanted, re.ASCII) else HOME


@router.get("/static/{name}")
async def show_static(name: str) -> Response:
    """The style sheet and the shortcuts."""
    if name not in STATIC:
        return Response(status_code=404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(static_file(name), media_type=STATIC[name], headers=headers)


@router.get("/language/{language}")
async def choose_language(request: Request, language: Language) -> Response:
    """Remembers the language and leads back to the start."""
    response = RedirectResponse(HOME, 303)
    cookies.give(request, response, cookies.LANGUAGE, language.value, max_age=FOREVER)
    return response


# the password


def _form_token(parts: Parts, nonce: str) -> str:
    """Before the login there is no session: the form's token hangs on a cookie of its own."""
    return parts.keyed("staff-login-form", nonce)


def _login(request: Request, way: str, fault: str | None = None, email: str = "", status: int = 200) -> Response:
    nonce = cookies.read(request, cookies.FORM) or secrets.token_urlsafe(32)
    csrf = _form_token(parts_of(request), nonce)
    response = page(request, "login.html", status=status, csrf=csrf, next=way, fault=fault, email=email)
    cookies.give(request, response, cookies.FORM, nonce)
    return response


@router.get("/login")
async def show_login(
    request: Request, parts: PartsDep, session: SessionDep, now: NowDep, next: str = HOME, again: bool = False
) -> Response:
    """The password page; for those who are logged in, the way on."""
    token = cookies.read(request, cookies.SESSION)
    found = await sessions.find(session, parts.keyed, token, now) if token else None
    if found is not None and found.row.complete:
        return RedirectResponse(way_on(next), 303)
    return _login(request, way_on(next), "staff-login-again" if again else None)


@router.post("/login")
async def log_in(
    request: Request,
    parts: PartsDep,
    session: SessionDep,
    now: NowDep,
    email: Typed = "",
    password: Typed = "",
    csrf: Typed = "",
    next: Typed = HOME,
) -> Response:
    """Takes the password. A login from before in this browser ends."""
    nonce, way = cookies.read(request, cookies.FORM), way_on(next)
    if nonce is None or not secrets.compare_digest(_form_token(parts, nonce).encode(), csrf.encode()):
        return _login(request, way, "staff-login-stale", email, 403)
    address = lockout.address_key(parts.keyed, request.client.host if request.client else None)
    attempt = Attempt(email, password, address)
    token = await give_password(parts.sessions, parts.passwords, parts.keyed, attempt, now)
    if token is None:
        return _login(request, way, "staff-login-wrong", email, 401)
    if (earlier := cookies.read(request, cookies.SESSION)) is not None:
        await sessions.end(session, sessions.token_hash(parts.keyed, earlier))
    response = _onward("/staff/second-factor", way)
    cookies.give(request, response, cookies.SESSION, token)
    return response


def _onward(path: str, way: str) -> Response:
    return RedirectResponse(path if way == HOME else f"{path}?{urlencode({'next': way})}", 303)


# the second factor


async def _ask_code(request: Request, pending: sessions.Found, way: str, fault: str | None = None) -> Response:
    values = {"csrf": pending.row.csrf, "next": way, "fault": fault, "email": pending.member.email}
    status = 200 if fault is None else 401
    if pending.member.totp_secret is not None:
        return page(request, "second_factor.html", status=status, **values)
    secret = totp.setup_secret(parts_of(request).keyed, pending.row.token_hash)
    uri = totp.setup_uri(secret, pending.member.email, pending.provider.name)
    svg = await asyncio.to_thread(totp.qr_svg, uri)
    return page(request, "setup.html", status=status, qr=svg, uri=uri, secret=totp.in_groups(secret), **values)


@router.get("/second-factor")
async def show_second_factor(request: Request, pending: PendingDep, next: str = HOME) -> Response:
    """Asks for a code; at the first login, offers the secret it comes from."""
    return await _ask_code(request, pending, way_on(next))


@router.post("/second-factor")
async def give_second_factor(
    request: Request,
    pending: PendingDep,
    parts: PartsDep,
    session: SessionDep,
    now: NowDep,
    code: Typed = "",
    next: Typed = HOME,
) -> Response:
    """Takes the code: a new session, a new cookie."""
    key = parts.settings.secret_key.get_secret_value()
    token = await give_code(session, pending, code, key, parts.keyed, now)
    if token is not None:
        response: Response = RedirectResponse(way_on(next), 303)
        cookies.give(request, response, cookies.SESSION, token)
        return response
    if await sessions.has_ended(session, pending.row.token_hash):
        response = RedirectResponse("/staff/login?again=true", 303)
        cookies.take(request, response, cookies.SESSION)
        return response
    return await _ask_code(request, pending, way_on(next), "staff-code-wrong")


@router.post("/logout")
async def log_out(request: Request, member: MemberDep, session: SessionDep, now: NowDep) -> Response:
    """Ends the login."""
    await sessions.end(session, member.session)
    await audit(session, member, "logout", f"staff:{member.staff_id}", now)
    say = texts_of(request)
    response = page(request, "message.html", heading=say("staff-out-heading"), text=say("staff-out-text"))
    cookies.take(request, response, cookies.SESSION)
    return response
