"""Mails over real SMTP: the server away and back, refusals for now and for good, a dead worker's rows."""

from datetime import timedelta

from sqlalchemy import func, select, update

from backend.database import Sessions, transaction
from backend.demo.mailbox import Mailbox, running_mailbox
from backend.ledger.claims import claim, finish
from backend.ledger.models import OutgoingMessage
from backend.ledger.service import plan_mail
from backend.ledger.worker import Counts, MailWorker
from backend.mail import SmtpMailer
from tests.conftest import DEMO_NOW


async def planned(sessions: Sessions, key: str = "one") -> bool:
    async with transaction(sessions) as session:
        return await plan_mail(
            session, dedupe_key=key, recipient="a@example.com", subject="s", text="t", html="<p>t</p>", now=DEMO_NOW
        )


async def the_row(sessions: Sessions) -> OutgoingMessage:
    async with sessions() as session:
        return (await session.scalars(select(OutgoingMessage))).one()


async def due_again(sessions: Sessions, **values: object) -> None:
    async with transaction(sessions) as session:
        await session.execute(update(OutgoingMessage).values(not_before=func.now(), **values))


def worker(sessions: Sessions, mailbox: Mailbox) -> MailWorker:
    return MailWorker(sessions, SmtpMailer(mailbox.url, "hišnik <bot@hisnik.example>"))


async def test_planned_twice_is_sent_once_and_the_body_is_forgotten(sessions: Sessions) -> None:
    assert [await planned(sessions), await planned(sessions)] == [True, False]
    async with running_mailbox() as mailbox:
        assert await worker(sessions, mailbox).drain() == Counts(sent=1)
    assert [(mail.to, mail.text.strip()) for mail in mailbox.mails] == [("a@example.com", "t")]
    row = await the_row(sessions)
    assert (row.state, row.content, row.external_id) == ("sent", {"subject": "s"}, mailbox.mails[0].message_id)


async def test_server_down_then_up(sessions: Sessions) -> None:
    await planned(sessions)
    async with running_mailbox() as mailbox:
        await mailbox.stop()
        assert await worker(sessions, mailbox).drain() == Counts(retried=1)
        await mailbox.start()
        await due_again(sessions)
        assert await worker(sessions, mailbox).drain() == Counts(sent=1)
    assert len(mailbox.mails) == 1


async def test_refused_for_now_and_for_good(sessions: Sessions) -> None:
    await planned(sessions)
    async with running_mailbox() as mailbox:
        mailbox.verdict = lambda _address: "451 later"
        assert await worker(sessions, mailbox).drain() == Counts(retried=1)
        await due_again(sessions)
        mailbox.verdict = lambda _address: "550 no such user"
        assert await worker(sessions, mailbox).drain() == Counts(failed=1)
    row = await the_row(sessions)
    assert (row.state, row.error) == ("failed", "recipient refused, 550")


async def test_a_dead_workers_row_is_taken_over_and_its_late_report_refused(sessions: Sessions) -> None:
    await planned(sessions)
    async with transaction(sessions) as session:
        assert len(await claim(session, "mail", owner="dead", limit=10)) == 1
    async with running_mailbox() as mailbox:
        assert await worker(sessions, mailbox).drain() == Counts()
        await due_again(sessions, lease_until=func.now() - timedelta(seconds=1))
        assert await worker(sessions, mailbox).drain() == Counts(sent=1)
    row = await the_row(sessions)
    async with transaction(sessions) as session:
        assert await finish(session, row.id, owner="dead", state="failed") is False
