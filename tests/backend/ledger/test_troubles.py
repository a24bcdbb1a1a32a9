"""Reasons for staff; failed pushes planned again: not what may have arrived, nor what is overdue; reminders by their planner."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select, update

from backend.database import Sessions, transaction
from backend.ledger.models import OutgoingMessage
from backend.ledger.troubles import Retried, retry_failed, troubles
from tests.backend.ledger.test_ends import remind
from tests.backend.ledger.test_pushes import claim, lease, plan, report
from tests.backend.people import Person, meet


@pytest.fixture
async def person(http: httpx.AsyncClient) -> Person:
    return await meet(http, chat="-5")


async def test_failed_pushes_are_planned_again(http: httpx.AsyncClient, sessions: Sessions, person: Person) -> None:
    for key in ("wrong", "late", "unknown"):
        await plan(sessions, person, key)
    await remind(sessions, person)
    for push in await claim(http):
        assert await report(http, push["id"], "failed", error="BUTTON_DATA_INVALID")
    async with transaction(sessions) as session:
        late, unknown = (
            update(OutgoingMessage).where(OutgoingMessage.dedupe_key == key) for key in ("late", "unknown")
        )
        await session.execute(late.values(expires_at=func.now() - timedelta(hours=1)))
        await session.execute(unknown.values(state="unknown", error="TimeoutError"))
    async with sessions() as session:
        told = {(one.state, one.reason, one.rows) for one in await troubles(session)}
        assert told == {("failed", "BUTTON_DATA_INVALID", 3), ("unknown", "TimeoutError", 1)}
        assert await retry_failed(session, reason="another") == Retried(0, 0, 0)
        assert await retry_failed(session, event="mail-failed") == Retried(0, 0, 0)
    async with transaction(sessions) as session:
        assert await retry_failed(session) == Retried(planned=1, reminders=1, overdue=1)
    (push,) = await claim(http)
    assert push["values"] == {"email": "a@example.com"}, "what it says was kept"
    assert await report(http, push["id"], "sent")
    async with sessions() as session:
        states = set((await session.scalars(select(OutgoingMessage.state))).all())
    assert states == {"sent", "dropped", "failed", "unknown"}
    await remind(sessions, person)
    assert len(await claim(http)) == 1, "the reminder's key is free"


async def test_providers_of_one_token_share_a_budget_and_other_tokens_have_their_own(http: httpx.AsyncClient) -> None:
    """A budget belongs to a token: whoever else has the token stands by, whoever has another sends beside it."""

    async def ask(owner: str, token_key: str) -> list[str]:
        body = {"owner": owner, "budgets": [{"channel": "telegram", "token_key": token_key}]}
        answer = await http.post("/v1/couriers/lease", json=body, headers={"Idempotency-Key": f"{owner}:{token_key}"})
        channels: list[str] = answer.json()["channels"]
        return channels

    assert await ask("komunala", "one token") == ["telegram"]
    assert await ask("energetika", "one token") == []
    assert await ask("vodovod", "its own token") == ["telegram"]
    assert (await lease(http, "page", "web"))["channels"] == ["web"]
