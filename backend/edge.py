"""The edge: a session a request, ``Idempotency-Key`` on every write, one commit, errors rendered in one place.

``EdgeRoute`` is the route class of every router under ``/v1``. The claim of the key, the service's writes and the stored
answer are one transaction: a redelivered request, also to another process, waits for the first and gets its answer.
"""

import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from sqlalchemy import select
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from backend.contract import Problem
from backend.direct import row, rows
from backend.errors import BackendError, Invalid, Refused, Unauthorised
from backend.idempotency_models import IdempotentRequest
from backend.parts import parts_of

log = logging.getLogger(__name__)

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
STORES_NOTHING = {"x-stores-nothing": True}
"""``openapi_extra`` of a POST that only asks: its key is wanted as of any POST, but nothing has to be kept under it."""

_CLAIM = """
INSERT INTO backend.idempotent_requests (key, fingerprint, status, body, created_at)
VALUES (%(key)s, %(fingerprint)s, 0, '', %(now)s) ON CONFLICT DO NOTHING RETURNING key
"""
_KEEP = "UPDATE backend.idempotent_requests SET status = %(status)s, body = %(body)s WHERE key = %(key)s"


class KeyMissing(Invalid):
    """A write without ``Idempotency-Key``."""

    code = "idempotency_key_missing"


class KeyReused(Refused):
    """The key was used for a different request."""

    code = "idempotency_key_reused"


def render(error: BackendError) -> Response:
    """An error as its HTTP answer: ``Problem`` as JSON."""
    return _problem(error.code, error.status, **error.details)


def _as_text(body: bytes) -> str:
    """What goes into the fingerprint: the text, or the digest of what is none, such as a picture."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return hashlib.sha256(body).hexdigest()


async def _claim(session: AsyncSession, request: Request, key: str) -> Response | None:
    """Takes the key for this request, or gives the answer that was stored under it."""
    parts = parts_of(request)
    body = _as_text(await request.body())
    fingerprint = parts.keyed("request", request.method, request.url.path, request.url.query, body)
    if await row(session, _CLAIM, {"key": key, "fingerprint": fingerprint, "now": parts.clock()}) is not None:
        return None
    done = (await session.execute(select(IdempotentRequest).where(IdempotentRequest.key == key))).scalar_one()
    if not hmac.compare_digest(done.fingerprint, fingerprint):
        raise KeyReused()
    return Response(done.body, status_code=done.status, media_type="application/json" if done.body else None)


async def _keep(session: AsyncSession, key: str, response: Response) -> None:
    await rows(session, _KEEP, {"key": key, "status": response.status_code, "body": bytes(response.body)})


def render_malformed(_request: Request, error: Exception) -> Response:
    """A request that doesn't fit the contract. Names the field and the fault, never the value: it may be a secret."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    # a field nobody knows is named by the caller: it may be anything, also half a character
    field = ".".join(str(step) for step in first["loc"]).encode("ascii", "replace").decode()[:100]
    return _problem("malformed", 422, field=field, fault=first["type"])


def render_refused(_request: Request, error: Exception) -> Response:
    """What FastAPI itself refuses (no such path or method, a body that can't be read), as a ``Problem``."""
    assert isinstance(error, HTTPException)
    codes = {404: "not_found", 405: "method_not_allowed"}
    return _problem(codes.get(error.status_code, "malformed"), error.status_code)


def render_away(_request: Request, error: Exception) -> Response:
    """PostgreSQL is away, full or overloaded: nothing was stored, the same request may be made again. 503: nobody's fault."""
    assert isinstance(error, OperationalError)
    log.error("the database: %s", type(error.orig).__name__)
    return _problem("database_away", 503)


def _problem(code: str, status: int, **details: str | int | None) -> Response:
    return JSONResponse(Problem(code=code, details=details).model_dump(mode="json"), status_code=status)


class Unstorable(Invalid):
    """A value that fits the contract and that PostgreSQL can't hold: a zero character, a number beyond all bounds."""

    code = "malformed"


Handler = Callable[[Request], Awaitable[Response]]


async def _guarded(handler: Handler, request: Request) -> Response:
    try:
        return await handler(request)
    except DataError as error:
        raise Unstorable() from error


def _key(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not key or len(key) > 200:
        raise KeyMissing()
    return key


async def _read(handler: Handler, request: Request) -> Response:
    try:
        if request.method in WRITES:
            _key(request)
        return await _guarded(handler, request)
    except BackendError as error:
        return render(error)


async def _write(handler: Handler, request: Request, session: AsyncSession) -> Response:
    await session.begin()
    try:
        key = _key(request)
        stored = await _claim(session, request, key)
        if stored is not None:
            return stored
        response = await _guarded(handler, request)
    except BackendError as error:
        response = render(error)
        if not error.keeps_effects:
            await session.rollback()
            return response
    await _keep(session, key, response)
    await session.commit()
    return response


class EdgeRoute(APIRoute):
    """Opens the session, commits after the service, renders ``BackendError``."""

    async def before(self, request: Request) -> Request:
        """What is done for an admitted request outside of any transaction; a route class may do more. May refuse."""
        return request

    def get_route_handler(self) -> Callable[[Request], Any]:
        handler = super().get_route_handler()
        writes = bool(WRITES & (self.methods or set())) and self.openapi_extra != STORES_NOTHING

        async def handle(request: Request) -> Response:
            try:
                admit(request)
                if writes:
                    _key(request)
                request = await self.before(request)
            except BackendError as error:
                return render(error)
            session = request.state.session = parts_of(request).sessions()
            try:
                return await (_write(handler, request, session) if writes else _read(handler, request))
            finally:
                if session.in_transaction():  # most reads open none, and closing costs a task of its own
                    async with session:
                        pass

        return handle


def admit(request: Request) -> None:
    """Lets the bot in: ``Authorization: Bearer <service token>``. Before a stored answer is given out, too."""
    authorization = request.headers.get("Authorization", "")
    expected = f"Bearer {parts_of(request).settings.service_token.get_secret_value()}"
    if not hmac.compare_digest(authorization.encode(), expected.encode()):
        raise Unauthorised()


class _Token(HTTPBearer):
    """For the documentation alone: ``admit`` has looked at the token before any dependency is solved."""

    async def __call__(self, request: HTTPConnection) -> None:
        """Nothing is left to be done."""


_TOKEN = _Token(scheme_name="HTTPBearer", auto_error=False, description="The service token.")


def edge_router(tag: str, route_class: type[EdgeRoute] = EdgeRoute) -> APIRouter:
    """A noun's router under ``/v1``."""
    return APIRouter(
        prefix="/v1",
        tags=[tag],
        route_class=route_class,
        dependencies=[Depends(_TOKEN)],
        responses={"4XX": {"model": Problem}},
    )
