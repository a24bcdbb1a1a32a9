"""Old rows go, young ones stay."""

from datetime import timedelta

import httpx
from sqlalchemy import func, select, update

from backend.accounts.models import LinkFailure
from backend.confirmations.models import EmailConfirmation
from backend.database import Base, Sessions, transaction
from backend.idempotency_models import IdempotentRequest
from backend.ledger.models import OutgoingMessage
from backend.retention import Forgotten, forget
from tests.backend.people import meet
from tests.conftest import MovableClock

TABLES: tuple[type[Base], ...] = (IdempotentRequest, OutgoingMessage, LinkFailure, EmailConfirmation)


async def visit(http: httpx.AsyncClient) -> None:
    """One row or more in each table: three writes besides the meeting, one of them refused."""
    person = await meet(http)
    await person.link(secret="wrong")
    await person.link()
    await person.send_mail("janez@example.com")


async def counts(sessions: Sessions) -> list[int]:
    async with sessions() as session:
        return [await session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


async def test_what_is_old_is_forgotten(http: httpx.AsyncClient, sessions: Sessions, clock: MovableClock) -> None:
    await visit(http)
    async with transaction(sessions) as session:
        assert await forget(session, clock.now) == Forgotten(0, 0, 0, 0)
    assert await counts(sessions) == [4, 1, 1, 1]
    clock.forward(timedelta(days=31))
    async with transaction(sessions) as session:
        # a mail that waits is never forgotten, however old
        await session.execute(update(OutgoingMessage).values(not_before=func.now() - timedelta(days=91)))
        assert await forget(session, clock.now) == Forgotten(answers=4, messages=0, failures=1, confirmations=1)
        await session.execute(update(OutgoingMessage).values(state="failed"))
        assert await forget(session, clock.now) == Forgotten(0, 1, 0, 0)
    assert await counts(sessions) == [0, 0, 0, 0]
