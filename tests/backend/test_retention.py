"""Old rows go, young ones stay."""

from datetime import timedelta

import httpx
from sqlalchemy import func, select, update

from backend.accounts.models import LinkFailure
from backend.confirmations.models import EmailConfirmation
from backend.database import Base, Sessions, transaction
from backend.idempotency_models import IdempotentRequest
from backend.ledger.models import OutgoingMessage
from backend.residents.models import Handover
from backend.retention import Forgotten, forget
from backend.staff.models import AuditEntry
from backend.tickets.models import Ticket
from tests.backend.people import meet
from tests.backend.tickets.opening import opened, writer
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


async def test_old_conversations_and_who_looked_at_them_are_forgotten(
    http: httpx.AsyncClient, sessions: Sessions, clock: MovableClock
) -> None:
    ana = await writer(http)
    old, open_still = (await opened(ana))["ticket"], (await opened(ana))["ticket"]
    async with transaction(sessions) as session:
        closed = update(Ticket).where(Ticket.id == old["id"]).values(closed_at=clock.now, state="closed")
        await session.execute(closed)
        provider = (await session.get_one(Ticket, old["id"])).provider_id
        seen = {"actor": "Maja", "action": "ticket-viewed", "subject": f"ticket:{old['id']}", "details": {}}
        session.add(AuditEntry(at=clock.now, provider_id=provider, staff_id=None, **seen))
        late = clock.now + timedelta(minutes=10)
        session.add(Handover(token_hash="x", resident_id=ana.id, created_at=clock.now, expires_at=late))
    clock.forward(timedelta(days=2 * 365))
    async with transaction(sessions) as session:
        assert (await forget(session, clock.now)).tickets == 0
    clock.forward(timedelta(days=1))
    async with transaction(sessions) as session:
        gone = await forget(session, clock.now)
    assert (gone.tickets, gone.audit, gone.handovers) == (1, 1, 0), "the link went at the first look"
    left = (await http.get(f"/v1/residents/{ana.id}/tickets")).json()["tickets"]
    assert [one["id"] for one in left] == [open_still["id"]]
