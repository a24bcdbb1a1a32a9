"""A budget has one courier; a second stands by and follows at once, or when the lease runs out. By the database's clock."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select, update

from backend.database import Sessions, transaction
from backend.ledger.claims import MAX_ATTEMPTS
from backend.ledger.contract import STAFF_CHANNEL
from backend.ledger.models import CourierLease, OutgoingMessage
from backend.ledger.service import plan_post
from tests.backend.ledger.test_pushes import change, claim, claim_only, lease, lease_runs_out, plan, report, row_of
from tests.backend.people import Person, meet
from tests.conftest import DEMO_NOW


@pytest.fixture
async def person(http: httpx.AsyncClient) -> Person:
    return await meet(http, chat="chat-7")


async def test_one_courier_a_budget(http: httpx.AsyncClient, sessions: Sessions, person: Person) -> None:
    await plan(sessions, person)
    assert await lease(http, "first", "web", "telegram") == {"channels": ["web", "telegram"], "wait_seconds": None}
    second = await lease(http, "second", "web", "terminal")
    assert second["channels"] == ["terminal"]
    assert 7 < second["wait_seconds"] <= 8, "it is told when to ask again"
    assert await claim_only(http, "second", "web") == []
    assert len(await claim_only(http, "first", "web")) == 1


async def test_a_renewed_lease_lasts_and_a_dead_ones_is_taken(http: httpx.AsyncClient, sessions: Sessions) -> None:
    await lease(http, "first", "web")
    async with transaction(sessions) as session:
        await session.execute(update(CourierLease).values(lease_until=func.now() + timedelta(seconds=1)))
    assert (await lease(http, "first", "web"))["channels"] == ["web"]
    assert (await lease(http, "second", "web"))["wait_seconds"] > 7
    await lease_runs_out(sessions)
    assert await claim_only(http, "first", "web") == [], "nobody sends without a lease"
    assert (await lease(http, "second", "web"))["channels"] == ["web"]
    assert (await lease(http, "first", "web"))["channels"] == []


async def test_a_clean_end_is_followed_at_once(http: httpx.AsyncClient) -> None:
    await lease(http, "first", "web")
    assert (await lease(http, "first", release=True))["channels"] == []
    assert (await lease(http, "second", "web"))["channels"] == ["web"]


async def test_too_many_holds_the_token_back_whoever_has_it(
    http: httpx.AsyncClient, sessions: Sessions, person: Person
) -> None:
    for key in ("one", "two"):
        await plan(sessions, person, key)
    await lease(http, "first", "web")
    one, two = await claim_only(http, "first", "web")
    assert await report(http, one["id"], "retry", "first", after_seconds=30, hold=True)
    assert await report(http, two["id"], "retry", "first", after_seconds=0)
    assert await claim_only(http, "first", "web") == []
    await lease_runs_out(sessions)
    await lease(http, "second", "web")
    assert await claim_only(http, "second", "web") == [], "a courier that takes over keeps to it"
    async with transaction(sessions) as session:
        left = await session.scalar(select(CourierLease.held_until - func.now()))
        assert left is not None
        assert timedelta(seconds=25) < left <= timedelta(seconds=30)
        await session.execute(update(CourierLease).values(held_until=func.now()))
    assert [push["id"] for push in await claim_only(http, "second", "web")] == [two["id"]]


async def post(sessions: Sessions) -> None:
    """Something for a staff group."""
    async with transaction(sessions) as session:
        await plan_post(session, dedupe_key="post:1", place="-7", values={}, cause="ticket:1", now=DEMO_NOW)


async def test_what_a_dead_courier_held_for_a_group_goes_on_at_once(
    http: httpx.AsyncClient, sessions: Sessions
) -> None:
    await post(sessions)
    (row,) = await claim(http, "first", STAFF_CHANNEL)
    await lease_runs_out(sessions)
    await lease(http, "other", "web")
    assert await claim_only(http, "other", "web") == []
    assert (await row_of(sessions)).owner == "first", "nobody has its right yet: it may come back"
    assert [one["id"] for one in await claim(http, "second", STAFF_CHANNEL)] == [row["id"]]
    assert not await report(http, row["id"], "sent", "first")
    assert await report(http, row["id"], "sent", "second")


async def test_what_a_dead_courier_held_for_a_resident_waits(
    http: httpx.AsyncClient, sessions: Sessions, person: Person
) -> None:
    """Nobody knows of it whether it was sent: the first one may live, and tell."""
    await plan(sessions, person)
    await claim(http, "first", "web")
    await lease_runs_out(sessions)
    assert await claim(http, "second", "web", STAFF_CHANNEL) == []
    assert (await row_of(sessions)).owner == "first"


async def test_a_post_is_tried_without_end(http: httpx.AsyncClient, sessions: Sessions) -> None:
    await post(sessions)
    await change(sessions, attempts=MAX_ATTEMPTS + 2)
    (row,) = await claim(http, "first", STAFF_CHANNEL)
    assert await report(http, row["id"], "retry", "first", error="NetworkError")
    assert (await row_of(sessions)).state == "planned"
    await change(sessions, not_before=func.now())
    assert len(await claim(http, "first", STAFF_CHANNEL)) == 1
    await change(sessions, lease_until=func.now() - timedelta(seconds=1))
    assert len(await claim(http, "first", STAFF_CHANNEL)) == 1
    async with sessions() as session:
        assert await session.scalar(select(OutgoingMessage.attempts)) == MAX_ATTEMPTS + 5
