"""``/metrics`` in Prometheus' text format: what this process counted, and the queues, counted when they are asked for.

Every process tells the same queues: take their maximum, not their sum (docs/operators.md).
"""

import asyncio
import hmac
import ipaddress
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, ProcessCollector, generate_latest
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from backend.jobs.state import task_states
from backend.observability.state import Waiting, waiting_messages
from bot.queue import waiting_turns

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 3.0
KINDS = ("mail", "push")
"""Told also when nothing waits."""
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""A proxy on this machine would make every stranger local."""
Probe = Callable[[AsyncSession], Awaitable[None]]
"""Reads something and sets its gauges."""
Refresh = Callable[[], Awaitable[None]]


def new_registry() -> CollectorRegistry:
    """One a process, with the process' own CPU time and memory."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    return registry


def admitted(request: Request, token: str | None) -> Response | None:
    """None, or the refusal. With a token: whoever has it; else this machine and private networks, without a proxy between."""
    if token is not None:
        given = request.headers.get("Authorization", "")
        fits = hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
        return None if fits else PlainTextResponse("unauthorised", 401, {"WWW-Authenticate": "Bearer"})
    near = request.client is not None and _near(request.client.host)
    if near and not any(name in request.headers for name in FORWARDED):
        return None
    return PlainTextResponse("forbidden: set METRICS_TOKEN", 403)


def _near(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return address.is_loopback or address.is_private


def metrics_route(registry: CollectorRegistry, token: str | None, refresh: Refresh | None = None) -> Route:
    """``/metrics``. ``refresh`` brings up to date what isn't counted as it happens."""

    async def metrics(request: Request) -> Response:
        refused = admitted(request, token)
        if refused is not None:
            return refused
        if refresh is not None:
            await refresh()
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics)


def queues(registry: CollectorRegistry, engine: AsyncEngine, *probes: Probe) -> Refresh:
    """Reads the queues in the database. One that is away is a number of its own, and the rest is told all the same."""
    up = Gauge("hisnik_database_up", "Whether the database answered just now.", registry=registry)

    async def refresh() -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), AsyncSession(engine) as session:
                for probe in probes:
                    await probe(session)
            up.set(1)
        except (SQLAlchemyError, OSError) as error:
            log.warning("queues are not counted: %s", type(error).__name__)
            up.set(0)

    return refresh


def message_queue(registry: CollectorRegistry) -> Probe:
    """Open rows of the ledger."""
    rows = Gauge("hisnik_ledger_rows", "Open rows of the ledger.", ["kind", "state"], registry=registry)
    oldest = Gauge(
        "hisnik_ledger_overdue_seconds", "For how long the oldest due row waits.", ["kind"], registry=registry
    )

    async def probe(session: AsyncSession) -> None:
        found = {one.kind: one for one in await waiting_messages(session)}
        for kind in sorted({*KINDS, *found}):
            one = found.get(kind, Waiting(kind, 0, 0, 0, 0.0))
            rows.labels(kind, "planned").set(one.planned)
            rows.labels(kind, "overdue").set(one.overdue)
            rows.labels(kind, "sending").set(one.sending)
            oldest.labels(kind).set(one.overdue_seconds)

    return probe


def turn_queue(registry: CollectorRegistry, clock: Callable[[], datetime]) -> Probe:
    """Turns that wait in the inbox, most of them for a backend that is away."""
    turns = Gauge("hisnik_turns_waiting", "Turns that are stored and not answered.", registry=registry)
    oldest = Gauge("hisnik_turns_waiting_seconds", "For how long the oldest of them waits.", registry=registry)

    async def probe(session: AsyncSession) -> None:
        found = await waiting_turns(session)
        turns.set(found.turns)
        oldest.set(max((clock() - found.oldest).total_seconds(), 0.0) if found.oldest else 0)

    return probe


def job_queue(registry: CollectorRegistry) -> Probe:
    """Jobs by task: waiting, running, failed for good; and how late the oldest is."""
    jobs = Gauge("hisnik_jobs", "Jobs of the backend.", ["task", "state"], registry=registry)
    late = Gauge("hisnik_job_overdue_seconds", "For how long the oldest due job waits.", ["task"], registry=registry)

    async def probe(session: AsyncSession) -> None:
        for task in await task_states(session):
            jobs.labels(task.task, "waiting").set(task.waiting)
            jobs.labels(task.task, "running").set(task.running)
            jobs.labels(task.task, "failed").set(task.failed)
            late.labels(task.task).set(task.overdue_seconds)

    return probe
