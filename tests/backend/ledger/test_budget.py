"""A budget has one courier; a second stands by and follows at once, or when the lease runs out. By the database's clock."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select, update

from backend.database import Sessions, transaction
from backend.ledger.models import CourierLease
from tests.backend.ledger.test_pushes import claim_only, lease, lease_runs_out, plan, report
from tests.backend.people import Person, meet


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
