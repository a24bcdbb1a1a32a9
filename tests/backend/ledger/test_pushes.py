"""Pushes over HTTP: claimed once, by channel; every outcome; a report by who holds the row no more is refused."""

from datetime import timedelta
from itertools import count
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select, update

from backend.database import Sessions, transaction
from backend.demo.mailbox import running_mailbox
from backend.ledger.claims import MAX_ATTEMPTS
from backend.ledger.contract import Event, Outcome
from backend.ledger.models import CourierLease, OutgoingMessage
from backend.ledger.service import plan_push
from backend.ledger.worker import MailWorker
from backend.mail import SmtpMailer
from backend.residents.models import Chat
from tests.backend.people import Person, meet
from tests.conftest import DEMO_NOW


@pytest.fixture
async def person(http: httpx.AsyncClient) -> Person:
    return await meet(http, chat="chat-7")


async def plan(sessions: Sessions, person: Person, key: str = "one") -> None:
    async with transaction(sessions) as session:
        chat = await session.get_one(Chat, person.chat_id)
        values = {"email": "a@example.com"}
        await plan_push(session, dedupe_key=key, chat=chat, event=Event.email_confirmed, values=values, now=DEMO_NOW)


async def lease(http: httpx.AsyncClient, owner: str, *channels: str, release: bool = False) -> dict[str, Any]:
    budgets = [{"channel": channel, "token_key": f"key of {channel}"} for channel in channels]
    body = {"owner": owner, "budgets": budgets, "release": release}
    view: dict[str, Any] = (await http.post("/v1/couriers/lease", json=body, headers=key())).json()
    return view


async def claim(http: httpx.AsyncClient, owner: str = "me", *channels: str) -> list[dict[str, Any]]:
    """With the lease, whoever has it: one that died is let run out."""
    await lease(http, owner, *(channels or ("web",)))
    return await claim_only(http, owner, *channels)


async def lease_runs_out(sessions: Sessions) -> None:
    async with transaction(sessions) as session:
        await session.execute(update(CourierLease).values(lease_until=func.now() - timedelta(seconds=1)))


async def claim_only(http: httpx.AsyncClient, owner: str, *channels: str) -> list[dict[str, Any]]:
    body = {"owner": owner, "channels": list(channels or ("web",)), "limit": 10}
    pushes: list[dict[str, Any]] = (await http.post("/v1/pushes/claims", json=body, headers=key())).json()["pushes"]
    return pushes


_numbers = count(1)


def key() -> dict[str, str]:
    return {"Idempotency-Key": f"push-{next(_numbers)}"}


async def report(http: httpx.AsyncClient, push: int, outcome: str, owner: str = "me", **more: object) -> bool:
    """Whether it was taken."""
    body = {"owner": owner, "outcomes": [{"push_id": push, "outcome": outcome} | more]}
    answer = await http.post("/v1/pushes/outcomes", json=body, headers=key())
    assert answer.status_code == 200, answer.text
    return push not in answer.json()["push_ids"]


async def row_of(sessions: Sessions) -> OutgoingMessage:
    async with sessions() as session:
        return (await session.scalars(select(OutgoingMessage))).one()


async def change(sessions: Sessions, **values: object) -> None:
    async with transaction(sessions) as session:
        await session.execute(update(OutgoingMessage).values(values))


async def test_claimed_once_and_by_channel(http: httpx.AsyncClient, sessions: Sessions, person: Person) -> None:
    await plan(sessions, person)
    await plan(sessions, person)
    assert await claim(http, "me", "telegram") == []
    (push,) = await claim(http)
    assert await claim(http, "you") == [], "the lease is not theirs"
    del push["id"]
    assert push == {
        "channel": "web",
        "external_id": "chat-7",
        "language": "sl",
        "event": "email-confirmed",
        "values": {"email": "a@example.com"},
        "request": None,
        "repeatable": True,
    }


async def test_sent(http: httpx.AsyncClient, sessions: Sessions, person: Person) -> None:
    await plan(sessions, person)
    (push,) = await claim(http)
    assert await report(http, push["id"], "sent", external_id="99")
    row = await row_of(sessions)
    assert (row.state, row.external_id, row.owner, row.error) == ("sent", "99", None, None)
    assert row.content == {"event": "email-confirmed"}, "what it said is forgotten"
    assert not await report(http, push["id"], "sent")


async def test_come_later_is_no_attempt(http: httpx.AsyncClient, sessions: Sessions, person: Person) -> None:
    await plan(sessions, person)
    (push,) = await claim(http)
    assert await report(http, push["id"], "retry", after_seconds=3600)
    row = await row_of(sessions)
    assert (row.state, row.attempts) == ("planned", 0)
    async with sessions() as session:
        wait = await session.scalar(select(OutgoingMessage.not_before - func.now()))
    assert wait is not None
    assert timedelta(minutes=59) < wait <= timedelta(hours=1)
    assert await claim(http) == []
    await change(sessions, not_before=func.now())
    assert len(await claim(http)) == 1


async def test_retries_end(http: httpx.AsyncClient, sessions: Sessions, person: Person) -> None:
    await plan(sessions, person)
    (push,) = await claim(http)
    assert await report(http, push["id"], "retry", error="timeout")
    row = await row_of(sessions)
    assert (row.state, row.attempts, row.error) == ("planned", 1, "timeout")
    await change(sessions, not_before=func.now(), attempts=MAX_ATTEMPTS - 1)
    await claim(http)
    await report(http, push["id"], "retry")
    row = await row_of(sessions)
    assert (row.state, row.attempts, row.error) == ("failed", MAX_ATTEMPTS, "retry")


@pytest.mark.parametrize(
    ("event", "attempts", "recoveries", "longest"),
    [
        ("email-confirmed", 8, 0, timedelta(minutes=16)),
        ("email-confirmed", 8, 7, timedelta(seconds=7)),
        ("ticket-post", 14, 3, timedelta(seconds=75)),
    ],
)
async def test_the_wait_grows_with_failures_and_not_with_crashes(
    http: httpx.AsyncClient,
    sessions: Sessions,
    person: Person,
    *,
    event: str,
    attempts: int,
    recoveries: int,
    longest: timedelta,
) -> None:
    await plan(sessions, person)
    await change(sessions, attempts=attempts - 1, recoveries=recoveries, content={"event": event, "values": {}})
    (push,) = await claim(http)
    assert await report(http, push["id"], "retry", error="NetworkError")
    async with sessions() as session:
        wait = await session.scalar(select(OutgoingMessage.not_before - func.now()))
    assert wait is not None
    assert longest / 2 < wait <= longest


async def test_unreachable_marks_the_chat_until_it_writes(
    http: httpx.AsyncClient, sessions: Sessions, person: Person
) -> None:
    await plan(sessions, person)
    (push,) = await claim(http)
    assert await report(http, push["id"], "unreachable")
    row = await row_of(sessions)
    assert (row.state, row.error) == ("blocked", "unreachable")
    async with sessions() as session:
        assert (await session.get_one(Chat, person.chat_id)).reachable is False
    await meet(http, chat="chat-7")
    async with sessions() as session:
        assert (await session.get_one(Chat, person.chat_id)).reachable is True


async def test_failed(http: httpx.AsyncClient, sessions: Sessions, person: Person) -> None:
    await plan(sessions, person)
    (push,) = await claim(http)
    assert await report(http, push["id"], "failed", error="400")
    assert ((await row_of(sessions)).state, (await row_of(sessions)).error) == ("failed", "400")
    async with sessions() as session:
        assert (await session.get_one(Chat, person.chat_id)).reachable is True


@pytest.mark.parametrize("outcome", list(Outcome))
async def test_fenced(http: httpx.AsyncClient, sessions: Sessions, person: Person, outcome: str) -> None:
    await plan(sessions, person)
    (push,) = await claim(http, "dead")
    await change(sessions, lease_until=func.now() - timedelta(seconds=1))
    await lease_runs_out(sessions)
    assert len(await claim(http, "me")) == 1
    assert not await report(http, push["id"], outcome, "dead", external_id="8")
    row = await row_of(sessions)
    assert (row.state, row.owner) == ("sending", "me")
    async with sessions() as session:
        assert (await session.get_one(Chat, person.chat_id)).reachable is True
    assert await report(http, push["id"], "sent")


async def test_mails_and_unknown_rows_are_not_the_couriers(
    http: httpx.AsyncClient, sessions: Sessions, person: Person
) -> None:
    await person.link()
    await person.send_mail("a@example.com")
    mail = await row_of(sessions)
    for row_id in (mail.id, 10**9):
        assert not await report(http, row_id, "sent")


async def mail_events(http: httpx.AsyncClient) -> list[tuple[str, str]]:
    return [(push["event"], push["values"]["email"]) for push in await claim(http)]


async def test_the_chat_hears_once_that_its_mail_is_late_and_that_it_failed(
    http: httpx.AsyncClient, sessions: Sessions, person: Person
) -> None:
    await person.link()
    await person.send_mail("a@example.com")
    mails = OutgoingMessage.kind == "mail"
    async with running_mailbox() as mailbox:
        worker = MailWorker(sessions, SmtpMailer(mailbox.url, "hišnik <bot@hisnik.example>"))
        mailbox.verdict = lambda _address: "451 later"
        heard = []
        for _ in range(3):
            await worker.drain()
            heard.append(await mail_events(http))
            async with transaction(sessions) as session:
                await session.execute(update(OutgoingMessage).where(mails).values(not_before=func.now()))
        assert heard == [[], [("mail-delayed", "a@example.com")], []]
        mailbox.verdict = lambda _address: "550 no such user"
        await worker.drain()
        assert await mail_events(http) == [("mail-failed", "a@example.com")]
