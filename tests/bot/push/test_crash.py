"""The courier as a process of its own, killed between the call and its report; counted is what arrived twice."""

import asyncio
import json
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, update
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.database import Sessions, transaction
from backend.ledger.contract import Event
from backend.ledger.models import CourierLease, OutgoingMessage
from backend.ledger.service import plan_push
from backend.residents.models import Chat
from bot.assembly.front import bind, quiet
from tests.backend.people import meet
from tests.command import Command
from tests.conftest import DEMO_NOW, SERVICE_TOKEN
from tests.telegram_server.standin import StandIn

ROWS = 12
VALUES = {"link": "7", "provider": "Komunala Zgled", "closes": "2026-12-03", "step": "3-days", "meters": "[]"}
PATIENCE = 30.0


class Wire:
    """The backend; at the ``kill_at``-th request with outcomes the courier is killed, and the request does not arrive."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.pid = 0
        self.kill_at = 0
        self.reports = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in {"/v1/pushes/outcomes", "/v1/pushes/claims"}:
            await self.app(scope, receive, send)
            return
        body = await Request(scope, receive).body()
        if json.loads(body).get("outcomes"):
            self.reports += 1
            if self.reports == self.kill_at:
                os.kill(self.pid, signal.SIGKILL)
                await PlainTextResponse("", 503)(scope, receive, send)
                return

        async def again() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, again, send)


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with StandIn() as telegram:
        yield telegram


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[str]:
    taken = bind("127.0.0.1", 0)
    server = quiet(app)
    async with asyncio.TaskGroup() as group:
        group.create_task(server.serve([taken]))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        server.should_exit = True


@pytest.fixture
async def wire(backend_app: FastAPI) -> Wire:
    return Wire(backend_app)


async def plan(http: httpx.AsyncClient, sessions: Sessions, telegram: StandIn, event: Event) -> None:
    """One push to each of as many residents."""
    for number in range(ROWS):
        resident = telegram.person()
        telegram.user_starts(resident)
        person = await meet(http, str(resident.id), "telegram")
        async with transaction(sessions) as session:
            chat = await session.get_one(Chat, person.chat_id)
            key = f"{event}:{number}"
            await plan_push(session, dedupe_key=key, chat=chat, event=event, values=VALUES, now=DEMO_NOW)


async def states(sessions: Sessions) -> Counter[str]:
    async with sessions() as session:
        return Counter((await session.scalars(select(OutgoingMessage.state))).all())


async def until(true: Callable[[Counter[str]], bool], sessions: Sessions) -> Counter[str]:
    async with asyncio.timeout(PATIENCE):
        while not true(found := await states(sessions)):
            await asyncio.sleep(0.05)
    return found


async def leases_run_out(sessions: Sessions) -> None:
    """What eight and sixty seconds would do."""
    past = func.now() - timedelta(seconds=1)
    async with transaction(sessions) as session:
        await session.execute(update(CourierLease).values(lease_until=past))
        await session.execute(
            update(OutgoingMessage).where(OutgoingMessage.state == "sending").values(lease_until=past)
        )


def twice(telegram: StandIn) -> int:
    """Messages that came more than once."""
    seen = Counter(str(values["chat_id"]) for values in telegram.called("sendMessage"))
    return sum(count - 1 for count in seen.values())


@pytest.fixture
def hisnik(telegram: StandIn, data_dir: Path) -> Command:
    settings = {"TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_BASE": telegram.base_url, "TELEGRAM_RATE": "25"}
    return Command(settings | {"DATA_DIR": str(data_dir), "SERVICE_TOKEN": SERVICE_TOKEN, "SECRET_KEY": "k"})


@pytest.mark.parametrize("event", [Event.email_confirmed, Event.reading_reminder])
async def test_killed_before_the_report(
    hisnik: Command, http: httpx.AsyncClient, sessions: Sessions, telegram: StandIn, wire: Wire, event: Event
) -> None:
    """A notice: one is doubled, none lost. A reminder: none is doubled, and those in doubt are ``unknown``."""
    await plan(http, sessions, telegram, event)
    async with served(wire) as url:
        async with hisnik.serving("courier", "--port", "0", BACKEND_URL=url) as first:
            wire.pid, wire.kill_at = first.pid, wire.reports + 2
            await until(lambda _: wire.reports >= wire.kill_at, sessions)
        assert first.status == -signal.SIGKILL
        held = (await states(sessions))["sending"]
        assert held > 0
        await leases_run_out(sessions)
        async with hisnik.serving("courier", "--port", "0", BACKEND_URL=url) as second:
            ended = await until(lambda found: not found["planned"] and not found["sending"], sessions)
            async with httpx.AsyncClient(base_url=second.url) as page:
                assert (await page.get("/healthz")).text == "ok"
    assert second.status == 0, second.errors
    assert "Traceback" not in second.errors
    if event is Event.reading_reminder:
        assert ended == {"unknown": held, "sent": ROWS - held}
        assert twice(telegram) == 0
        assert held <= 10, "two claims of a fifth of a second's work"
    else:
        assert ended == {"sent": ROWS}
        assert twice(telegram) <= 1


async def test_a_second_courier_stands_by_and_follows(
    hisnik: Command, http: httpx.AsyncClient, sessions: Sessions, telegram: StandIn, wire: Wire
) -> None:
    async with served(wire) as url, hisnik.serving("courier", "--port", "0", BACKEND_URL=url) as first:
        async with hisnik.serving("courier", "--port", "0", BACKEND_URL=url) as second:
            await plan(http, sessions, telegram, Event.email_confirmed)
            assert await until(lambda found: found["sent"] == ROWS, sessions) == {"sent": ROWS}
            async with sessions() as session:
                before = await session.scalar(select(CourierLease.owner))
            os.kill(first.pid, signal.SIGKILL)  # its lease runs out by itself
            began = asyncio.get_running_loop().time()
            async with asyncio.timeout(PATIENCE), sessions() as session:
                while await session.scalar(select(CourierLease.owner)) == before:
                    await session.rollback()
                    await asyncio.sleep(0.1)
            assert asyncio.get_running_loop().time() - began < 10
        assert second.status == 0
    assert twice(telegram) == 0
