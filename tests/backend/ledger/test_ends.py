"""How a row may end without being sent: overdue, withdrawn, blocked (with a mail instead), unknown; and a chat that moved."""

from collections.abc import Mapping
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select, update

from backend.contract import Language
from backend.database import Sessions, transaction
from backend.ledger import fallback
from backend.ledger.contract import Event
from backend.ledger.models import OutgoingMessage
from backend.ledger.recovery import FEW, RECOVERIES, Recovery, recovery_of
from backend.ledger.service import plan_push, purge, withdraw
from backend.mail_texts import MailText
from backend.residents.models import Chat, Resident
from tests.backend.ledger.test_pushes import change, claim, key, lease_runs_out, plan, report, row_of
from tests.backend.people import Person, meet
from tests.conftest import DEMO_NOW


@pytest.fixture
async def person(http: httpx.AsyncClient) -> Person:
    return await meet(http, chat="-5")


async def remind(sessions: Sessions, person: Person) -> None:
    async with transaction(sessions) as session:
        chat = await session.get_one(Chat, person.chat_id)
        event, cause = Event.reading_reminder, "reminder:1:2026-11-30"
        await plan_push(session, dedupe_key="r", chat=chat, event=event, values={"a": "b"}, now=DEMO_NOW, cause=cause)


async def due(http: httpx.AsyncClient) -> bool:
    found: bool = (await http.get("/v1/pushes/waiting", params={"channel": "web"})).json()["due"]
    return found


async def test_overdue_is_dropped_and_not_sent(http: httpx.AsyncClient, sessions: Sessions, person: Person) -> None:
    await plan(sessions, person)
    await change(sessions, expires_at=func.now() + timedelta(hours=1), not_before=func.now() + timedelta(minutes=1))
    assert not await due(http)
    await change(sessions, expires_at=func.now())
    assert await due(http)
    assert await claim(http) == []
    row = await row_of(sessions)
    assert (row.state, row.error, row.content) == ("dropped", "overdue", {"event": "email-confirmed"})
    assert not await due(http)


async def test_what_is_settled_is_withdrawn(http: httpx.AsyncClient, sessions: Sessions, person: Person) -> None:
    await remind(sessions, person)
    await plan(sessions, person, "other")
    async with transaction(sessions) as session:
        assert await withdraw(session, ["reminder:1:2026-11-30"], "the reading is in", kind="mail") == 0
        assert await withdraw(session, ["reminder:1:2026-11-30"], "the reading is in") == 1
        assert await withdraw(session, ["reminder:1:2026-11-30"], "the reading is in") == 0
    await remind(sessions, person)  # its key is free again
    assert sorted(push["event"] for push in await claim(http)) == ["email-confirmed", "reading-reminder"]


async def test_ended_rows_are_purged_whatever_their_end(sessions: Sessions, person: Person) -> None:
    for state in ("dropped", "unknown", "blocked", "failed", "sent", "planned", "sending"):
        await plan(sessions, person, state)
    async with transaction(sessions) as session:
        await session.execute(
            update(OutgoingMessage).values(
                state=OutgoingMessage.dedupe_key, not_before=func.now() - timedelta(days=100)
            )
        )
        assert await purge(session, older_than=timedelta(days=90)) == 5


def test_every_event_has_a_recovery() -> None:
    assert {event.value for event in Event} <= set(RECOVERIES)
    assert recovery_of("ticket-answered") is Recovery.few
    assert recovery_of("nobody knows") is Recovery.once


async def test_a_notice_in_doubt_is_sent_once_more_and_then_unknown(
    http: httpx.AsyncClient, sessions: Sessions, person: Person
) -> None:
    await plan(sessions, person)
    for owner in ("first", "second"):
        assert len(await claim(http, owner)) == 1
        await change(sessions, lease_until=func.now() - timedelta(seconds=1))
        await lease_runs_out(sessions)
    assert await claim(http, "third") == []
    assert (await row_of(sessions)).state == "unknown"


async def test_an_answer_in_doubt_is_sent_a_few_times_more(
    http: httpx.AsyncClient, sessions: Sessions, person: Person
) -> None:
    await plan(sessions, person)
    await change(sessions, content={"event": "ticket-answered", "values": {}})
    for attempt in range(1 + FEW):
        assert len(await claim(http, f"owner {attempt}")) == 1
        await change(sessions, lease_until=func.now() - timedelta(seconds=1))
        await lease_runs_out(sessions)
    assert await claim(http, "another") == []
    assert (await row_of(sessions)).state == "unknown"


@pytest.mark.parametrize("crashed", [True, False])
async def test_a_reminder_in_doubt_is_never_sent_again(
    http: httpx.AsyncClient, sessions: Sessions, person: Person, *, crashed: bool
) -> None:
    await remind(sessions, person)
    (push,) = await claim(http)
    assert push["repeatable"] is False
    if crashed:
        await change(sessions, lease_until=func.now() - timedelta(seconds=1))
        assert await due(http)
    else:
        assert await report(http, push["id"], "unclear", error="ReadTimeout")
    assert await claim(http) == []
    row = await row_of(sessions)
    assert (row.state, row.content) == ("unknown", {"event": "reading-reminder"})
    assert row.error == ("the sender died during the call" if crashed else "ReadTimeout")


def mail(event: str, values: Mapping[str, str], language: Language) -> MailText:
    return MailText(subject=f"{event} {language}", text=values["a"], html="<p>")


@pytest.mark.parametrize("known", [True, False])
async def test_blocked_goes_by_mail_where_there_is_an_address(
    http: httpx.AsyncClient, sessions: Sessions, person: Person, monkeypatch: pytest.MonkeyPatch, *, known: bool
) -> None:
    """Also what was planned before the block was seen: it ends without a call."""
    monkeypatch.setattr(fallback, "MAILS", {"reading-reminder": mail})
    async with transaction(sessions) as session:
        if known:
            await session.execute(update(Resident).values(email="a@example.com"))
    await plan(sessions, person)
    (push,) = await claim(http)
    assert await report(http, push["id"], "unreachable", error="Forbidden: bot was blocked by the user")
    await remind(sessions, person)
    assert await claim(http) == []
    async with sessions() as session:
        rows = (await session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id))).all()
    assert [(row.kind, row.state) for row in rows[:2]] == [("push", "blocked")] * 2
    mails = [(row.recipient, row.content["subject"], row.cause, row.dedupe_key) for row in rows[2:]]
    instead = ("a@example.com", "reading-reminder sl", "reminder:1:2026-11-30", f"instead:{rows[1].id}")
    assert mails == ([instead] if known else [])


async def test_a_moved_group_is_followed(http: httpx.AsyncClient, sessions: Sessions, person: Person) -> None:
    await plan(sessions, person)
    (push,) = await claim(http)
    assert await report(http, push["id"], "migrated", external_id="-1005")
    (moved,) = await claim(http)
    assert (moved["id"], moved["external_id"]) == (push["id"], "-1005")
    assert (await meet(http, chat="-1005")).id == person.id, "its turns find the same resident"


async def test_a_group_that_moved_to_a_chat_of_somebodys_is_gone(
    http: httpx.AsyncClient, sessions: Sessions, person: Person
) -> None:
    await meet(http, chat="-1005")
    await plan(sessions, person)
    (push,) = await claim(http)
    assert await report(http, push["id"], "migrated", external_id="-1005")
    assert (await row_of(sessions)).state == "blocked"


async def test_a_refused_body_names_the_fault(http: httpx.AsyncClient) -> None:
    body = {"owner": "me", "outcomes": [{"push_id": 1, "outcome": "perhaps"}]}
    answer = await http.post("/v1/pushes/outcomes", json=body, headers=key())
    assert answer.status_code == 422
