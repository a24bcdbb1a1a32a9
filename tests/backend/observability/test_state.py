"""What the tables say: open rows, states, and how many meters are read."""

from datetime import date, timedelta

import httpx
import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import update

from backend.database import Sessions, transaction
from backend.ledger.models import OutgoingMessage
from backend.ledger.service import plan_mail
from backend.mail import Mail, MailRefused, MailRetry
from backend.observability.metrics import BackendMetrics, CountingMailer
from backend.observability.state import ledger_states, progress, waiting_messages
from tests.backend.at_home import at_home
from tests.conftest import DEMO_NOW

TODAY = date(2026, 11, 27)


async def plan(sessions: Sessions, count: int) -> None:
    async with transaction(sessions) as session:
        for number in range(count):
            await plan_mail(
                session, dedupe_key=f"state-{number}", recipient="a@example.com", subject="s", text="t", html="h",
                now=DEMO_NOW,
            )  # fmt: skip


async def test_an_empty_ledger_says_nothing(sessions: Sessions) -> None:
    async with sessions() as session:
        assert await waiting_messages(session) == []
        assert await ledger_states(session) == []


async def test_waiting_overdue_and_held(sessions: Sessions) -> None:
    await plan(sessions, 4)
    async with transaction(sessions) as session:
        later = update(OutgoingMessage).where(OutgoingMessage.dedupe_key == "state-0")
        await session.execute(later.values(not_before=OutgoingMessage.not_before + timedelta(hours=1)))
        late = update(OutgoingMessage).where(OutgoingMessage.dedupe_key == "state-1")
        await session.execute(late.values(not_before=OutgoingMessage.not_before - timedelta(hours=1)))
        held = update(OutgoingMessage).where(OutgoingMessage.dedupe_key == "state-3")
        await session.execute(held.values(state="sending"))
    async with sessions() as session:
        [found] = await waiting_messages(session)
    assert (found.kind, found.planned, found.overdue, found.sending) == ("mail", 1, 2, 1)
    assert 3600 <= found.overdue_seconds < 3660
    async with transaction(sessions) as session:
        await session.execute(held.values(state="failed"))
    async with sessions() as session:
        states = {one.state: one for one in await ledger_states(session)}
    assert {state: one.rows for state, one in states.items()} == {"planned": 3, "failed": 1}
    assert states["failed"].oldest == DEMO_NOW


async def test_a_window_and_what_is_read_in_it(http: httpx.AsyncClient, sessions: Sessions) -> None:
    async with sessions() as session:
        before = {one.slug: one for one in await progress(session, TODAY)}
    home = await at_home(http, sessions)
    assert (await home.store(s88213377="1834")).status_code in {200, 201}
    async with sessions() as session:
        after = {one.slug: one for one in await progress(session, TODAY)}
    assert after["komunala"].open
    assert after["komunala"].meters == before["komunala"].meters > 0
    assert after["komunala"].read == before["komunala"].read + 1
    assert after["odpadki"].window is None
    assert (after["odpadki"].meters, after["odpadki"].read) == (0, 0)


class Moody:
    """A ``Mailer`` that refuses as it is told."""

    def __init__(self) -> None:
        self.error: Exception | None = None

    async def send(self, mail: Mail) -> str:
        if self.error is not None:
            raise self.error
        return "<1@x>"


async def test_attempts_are_counted_and_errors_pass() -> None:
    registry, moody = CollectorRegistry(), Moody()
    mailer = CountingMailer(moody, BackendMetrics.on(registry))
    mail = Mail("r", "a@example.com", "s", "t", "h", DEMO_NOW)
    assert await mailer.send(mail) == "<1@x>"
    for moody.error in (MailRetry("451"), MailRetry("451"), MailRefused("550")):
        with pytest.raises(type(moody.error)):
            await mailer.send(mail)
    counts = {o: registry.get_sample_value("hisnik_mails_total", {"outcome": o}) for o in ("sent", "retried", "failed")}
    assert counts == {"sent": 1, "retried": 2, "failed": 1}
