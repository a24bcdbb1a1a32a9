"""Routes of every part: health, readiness, metrics."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from bot.assembly.keys import Keyring
from bot.assembly.metrics import Refresh, metrics_route
from bot.backend import BackendClient, BackendDown, BackendRefusal


async def _healthz(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def _to_chat(_request: Request) -> Response:
    return RedirectResponse("/chat")


HEALTH = Route("/healthz", _healthz)
"""The process answers."""
TO_CHAT = Route("/", _to_chat)
"""The way back from a mail ends in the chat."""


def ready_route(*checks: Callable[[], Awaitable[str | None]]) -> Route:
    """``/readyz``: 200 when everything needed answers; else 503 and what doesn't."""

    async def readyz(_request: Request) -> Response:
        missing = [fault for check in checks if (fault := await check())]
        return PlainTextResponse(", ".join(missing) or "ok", 503 if missing else 200)

    return Route("/readyz", readyz)


def database_answers(engine: AsyncEngine) -> Callable[[], Awaitable[str | None]]:
    """A check for ``ready_route``."""

    async def check() -> str | None:
        try:
            async with asyncio.timeout(3), engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError, TimeoutError):
            return "database does not answer"
        return None

    return check


def backend_answers(backend: BackendClient) -> Callable[[], Awaitable[str | None]]:
    """A check for ``ready_route``: reached, with a token that it takes, and with its database."""

    async def check() -> str | None:
        try:
            async with asyncio.timeout(3):
                await backend.providers()
        except (BackendDown, BackendRefusal, TimeoutError) as error:
            return "backend refuses SERVICE_TOKEN" if isinstance(error, BackendRefusal) else "backend does not answer"
        return None

    return check


def watched(keys: Keyring, registry: CollectorRegistry, refresh: Refresh | None = None) -> Route:
    """``/metrics``, admitted by ``METRICS_TOKEN`` where it is set."""
    token = keys.bot.metrics_token
    return metrics_route(registry, token.get_secret_value() if token is not None else None, refresh)


def joined(routes: Sequence[BaseRoute], backend: ASGIApp | None) -> Starlette:
    """The bot's routes before the backend's."""
    return Starlette(routes=[*routes, *([Mount("/", app=backend)] if backend is not None else [])])
