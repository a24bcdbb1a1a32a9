"""The console's edge: one session and one commit a request, the origin of forms, errors as pages, headers on every answer."""

from collections.abc import Callable, MutableMapping
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from sqlalchemy.exc import DataError
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.exceptions import HTTPException

from backend.attachments.contract import LARGEST_FILE
from backend.errors import BackendError
from backend.parts import parts_of
from backend.staff import sessions
from backend.staff.console import cookies
from backend.staff.console.errors import Forged, LoginNeeded
from backend.staff.console.pages import HEADERS, page, texts_of
from backend.tickets.contract import MOST_FILES

READS = frozenset({"GET", "HEAD"})
LARGEST_FORM = 512 * 1024
"""Bytes of a form without files."""
LARGEST_UPLOAD = MOST_FILES * LARGEST_FILE + LARGEST_FORM
"""Bytes of a form with files; taken from those who are logged in."""


class ConsoleRoute(APIRoute):
    """Opens the session, commits what the page did (a look is in the audit log, too), renders ``BackendError``."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            async with parts_of(request).sessions() as session:
                request.state.session = session
                response = await _answered(request, session, handler)
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return handle


async def _answered(request: Request, session: AsyncSession, handler: Callable[[Request], Any]) -> Response:
    try:
        _check_origin(request)
        response: Response = await handler(await _limited(request, session))
    except LoginNeeded:
        await session.rollback()
        return to_login(request)
    except BackendError as error:
        await (session.commit() if error.keeps_effects else session.rollback())
        return refusal(request, error.code, error.status)
    except HTTPException as error:
        await session.rollback()
        code = {404: "not_found", 413: "file_too_big"}.get(error.status_code, "malformed")
        return refusal(request, code, error.status_code)
    except (RequestValidationError, DataError):
        # an address that was made up: there is no such page; a form that was made up: it can't be taken
        await session.rollback()
        return refusal(request, *(("not_found", 404) if request.method in READS else ("malformed", 422)))
    await session.commit()
    return response


def _check_origin(request: Request) -> None:
    """Browsers name the origin of every form. Raises ``Forged`` where it is another one, or none."""
    if request.method in READS:
        return
    origin = urlsplit(request.headers.get("origin", "")).netloc
    own = {request.headers.get("host", ""), urlsplit(parts_of(request).settings.public_url).netloc} - {""}
    if origin not in own:
        raise Forged()


async def _limited(request: Request, session: AsyncSession) -> Request:
    """The request, whose body is refused as soon as it is too long; files of strangers aren't even read."""
    if request.method in READS:
        return request
    most = LARGEST_FORM
    if request.headers.get("content-type", "").startswith("multipart/"):
        parts, token = parts_of(request), cookies.read(request, cookies.SESSION)
        found = await sessions.find(session, parts.keyed, token, parts.clock()) if token else None
        if found is None or not found.row.complete:
            raise LoginNeeded()
        await session.commit()  # an upload takes its time
        most = LARGEST_UPLOAD
    size = 0

    async def receive() -> MutableMapping[str, Any]:
        nonlocal size
        message = await request.receive()
        size += len(message.get("body", b""))
        if size > most:
            raise HTTPException(413)
        return message

    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and (len(declared) > 12 or int(declared) > most):
        raise HTTPException(413)
    return Request(request.scope, receive)


def refusal(request: Request, code: str, status: int) -> Response:
    """An error as a page."""
    say, key = texts_of(request), f"staff-error-{code.replace('_', '-')}"
    text = say(key if say.has(key) else "staff-error-other")
    return page(request, "message.html", status=status, heading=say("staff-error-heading"), text=text)


def to_login(request: Request) -> Response:
    """To the login page, and afterwards back here.

    A link on another site comes without the (strict) cookie, also from those who are logged in: a page of our own leads
    on to the same address, and then the cookie is sent.
    """
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.method not in READS:
        return RedirectResponse("/staff/login", 303)
    if request.headers.get("sec-fetch-site") == "cross-site":
        return page(request, "onward.html", here=here)
    return RedirectResponse(f"/staff/login?next={quote(here, safe='')}" if here != "/staff" else "/staff/login", 303)


def console_router() -> APIRouter:
    """A router of console pages."""
    return APIRouter(prefix="/staff", route_class=ConsoleRoute, include_in_schema=False)
