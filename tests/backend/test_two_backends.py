"""Two backends behind a balancer that knows no sessions: what they share is PostgreSQL, so it is one backend to everybody.

Each app has connections of its own, as a process has. ``tests/torture`` has them as processes.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import func, select

from backend.app import create_app
from backend.database import Sessions, make_engine, make_sessions
from backend.ledger.models import OutgoingMessage
from backend.parts import Parts
from backend.readings.models import Reading
from tests.backend.at_home import AtHome, at_home
from tests.backend.people import meet
from tests.conftest import SERVICE_TOKEN


def client(transport: httpx.AsyncBaseTransport) -> httpx.AsyncClient:
    """The bot's view of it."""
    headers = {"Authorization": f"Bearer {SERVICE_TOKEN}"}
    return httpx.AsyncClient(transport=transport, base_url="http://backend", headers=headers)


class InTurns(httpx.AsyncBaseTransport):
    """A balancer: each request goes to the other backend than the one before."""

    def __init__(self, *backends: httpx.AsyncBaseTransport) -> None:
        self._backends = backends
        self.requests = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        return await self._backends[self.requests % len(self._backends)].handle_async_request(request)


@pytest.fixture
async def backends(parts: Parts, database_url: str) -> AsyncIterator[list[httpx.ASGITransport]]:
    engines = [make_engine(database_url) for _ in range(2)]
    yield [httpx.ASGITransport(create_app(replace(parts, sessions=make_sessions(engine)))) for engine in engines]
    for engine in engines:
        await engine.dispose()


@pytest.fixture
async def both(backends: list[httpx.ASGITransport]) -> AsyncIterator[list[httpx.AsyncClient]]:
    async with client(backends[0]) as one, client(backends[1]) as other:
        yield [one, other]


def elsewhere(home: AtHome, http: httpx.AsyncClient) -> AtHome:
    """The same resident, asking there."""
    return replace(home, http=http)


async def stored(sessions: Sessions, home: AtHome) -> tuple[int, int]:
    """Readings that the resident has handed in, and receipts for them."""
    async with sessions() as session:
        readings = select(func.count()).where(Reading.resident_id == home.resident)
        mails = select(func.count()).where(OutgoingMessage.dedupe_key.startswith("reading-"))
        return await session.scalar(readings) or 0, await session.scalar(mails) or 0


async def test_one_key_at_both_at_once_has_one_effect_and_one_answer(
    both: list[httpx.AsyncClient], sessions: Sessions
) -> None:
    home = await at_home(both[0], sessions)
    asked = [elsewhere(home, http).store(key="tap", s88213377="1834") for http in both * 4]
    answers = await asyncio.gather(*asked)
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    assert await stored(sessions, home) == (1, 1)
    again = await elsewhere(home, both[1]).store(key="tap", s88213377="1835")
    assert again.json()["code"] == "idempotency_key_reused"


async def test_one_meter_at_both_at_once_is_read_once(both: list[httpx.AsyncClient], sessions: Sessions) -> None:
    """Two messages, not one delivered twice: each has its own key, and the meter's row is what they meet at."""
    home = await at_home(both[0], sessions)
    asked = [elsewhere(home, both[n % 2]).store(key=f"message-{n}", s88213377="1834") for n in range(6)]
    answers = await asyncio.gather(*asked)
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert await stored(sessions, home) == (1, 1)


async def test_what_is_done_at_one_is_seen_at_the_other(both: list[httpx.AsyncClient], sessions: Sessions) -> None:
    one, other = both
    home = await at_home(one, sessions)
    there = elsewhere(home, other)
    assert (await there.store(s88213377="1834")).status_code == 201
    assert (await home.check(s88213377="1834"))[0]["existing"] is not None
    headers = {"Idempotency-Key": "leave"}
    assert (await other.delete(home.path, headers=headers)).status_code == 200
    assert (await home.get("metering-points")).status_code == 404


async def test_guesses_at_both_are_counted_together(both: list[httpx.AsyncClient]) -> None:
    person = await meet(both[0])
    guesses = [replace(person, http=both[n % 2]).link(secret=f"guess {n}") for n in range(8)]
    assert sorted(answer.status_code for answer in await asyncio.gather(*guesses)) == [409] * 5 + [429] * 3


async def test_a_visit_needs_no_session_at_either(backends: list[httpx.ASGITransport], sessions: Sessions) -> None:
    balancer = InTurns(*backends)
    async with client(balancer) as http:
        home = await at_home(http, sessions)
        assert (await home.store(s88213377="1834")).status_code == 201
        assert (await home.store(correcting=True, s88213377="1835")).status_code == 201
        history = await home.get("metering-points")
    assert history.status_code == 200
    assert balancer.requests >= 7
    assert await stored(sessions, home) == (2, 2)
