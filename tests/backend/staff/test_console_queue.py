"""The queue: order, filters, search, pages; and what it costs."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from backend.database import Sessions, transaction
from backend.tickets import answers, queue, service
from backend.tickets.contract import State, Topic, Written
from backend.tickets.models import Ticket
from backend.tickets.queue import Wanted
from backend.tickets.writing import Writer
from tests.backend.staff.browsing import Browser
from tests.backend.staff.conversations import someone, ticket
from tests.conftest import DEMO_NOW

ANA = "ana@komunala.example"


async def shown(ana: Browser, path: str = "/staff") -> list[int]:
    """Ids of the rows."""
    page = (await ana.open(path)).text
    assert ana.page.status_code == 200
    return [int(each) for each in re.findall(r'data-row href="/staff/tickets/(\d+)"', page)]


@pytest.fixture
async def at_desk(ana: Browser) -> Browser:
    await ana.log_in(ANA)
    return ana


async def test_who_waits_longest_is_first(at_desk: Browser, sessions: Sessions) -> None:
    janez, marija = await someone(sessions), await someone(sessions, "78", payer="204880")
    tone = await someone(sessions, "79", payer=None, name="Tone")
    late = await ticket(sessions, janez, ago=timedelta(hours=1))
    early = await ticket(sessions, marija, ago=timedelta(days=3))
    fault = await ticket(sessions, tone, "Voda teče", topic=Topic.fault, ago=timedelta(minutes=2))
    bor = await someone(sessions, "80", payer="4711", provider="upravnik")
    await ticket(sessions, bor, provider="upravnik")
    assert await shown(at_desk) == [early, late, fault]
    for said in ("čaka 3 dni", "čaka 1 uro", "čaka 2 minuti", "Nujno: okvara", "nedodeljen"):
        assert said in at_desk.page.text
    async with transaction(sessions) as session:  # writing again is no step back
        await service.write(session, marija.resident, early, Written(text="Halo?", chat_id=marija.chat), DEMO_NOW)
        await service.write(session, janez.resident, late, Written(text="Halo?", chat_id=janez.chat), DEMO_NOW)
    assert await shown(at_desk) == [early, late, fault]
    assert "Halo?" in at_desk.page.text
    async with transaction(sessions) as session:
        row = await session.get_one(Ticket, early)
        await answers.answer(session, row, Writer("Ana"), answers.Answer(text="Tukaj", via="group"), DEMO_NOW)
        await answers.close(session, await session.get_one(Ticket, fault), Writer("Ana"), DEMO_NOW)
    assert await shown(at_desk) == [late]
    assert await shown(at_desk, "/staff?state=answered") == [early]
    assert await shown(at_desk, "/staff?state=closed") == [fault]
    assert sorted(await shown(at_desk, "/staff?state=all")) == sorted([early, late, fault])


async def test_filters_and_search(at_desk: Browser, sessions: Sessions, ana_id: int) -> None:
    janez, marija = await someone(sessions), await someone(sessions, "78", payer="204880")
    one = await ticket(sessions, janez, "Zamenjava 100% vodomera_", ago=timedelta(hours=3))
    two = await ticket(sessions, marija, "Selim se", topic=Topic.move)
    csrf = (await at_desk.open(f"/staff/tickets/{two}"), at_desk.csrf)[1]
    await at_desk.send(f"/staff/tickets/{two}/assignee", csrf=csrf, staff_id=str(ana_id))
    await at_desk.send(f"/staff/tickets/{two}/close", csrf=csrf)
    await at_desk.send(f"/staff/tickets/{two}/reopen", csrf=csrf)
    for query, found in {
        "whose=mine": [two],
        "whose=nobody": [one],
        "topic=move": [two],
        "topic=fault": [],
        "q=kovac": [two],
        "q=KOVAČ": [two],
        "q=204880": [two],
        "q=%232": [two],
        "q=1": [one],
        "q=vodomera": [one],
        "q=100%25": [one],
        "q=%25": [],  # no word
        "q=VODOM+menjava": [],  # beginnings of words, not what is within
        "q=ZAMENJAVA+vodom": [one],
        "q=vodomera_": [one],
        "q=closed": [],  # what happened is no text of anybody's
        "q=vodomera&state=closed": [],
        "q=%27%3B--": [],
    }.items():
        assert await shown(at_desk, f"/staff?{query}") == found, query
    assert "Ni takih pogovorov" in at_desk.page.text
    for wrong in ("state=x", "whose=x", "topic=x", "after=1", "after=99999999999999999-1", "after=x-1", "q=%00"):
        assert (await at_desk.open(f"/staff?{wrong}")).status_code == 404, wrong


async def test_pages_follow_each_other(at_desk: Browser, sessions: Sessions) -> None:
    janez = await someone(sessions)
    made = [
        await ticket(sessions, janez, ago=timedelta(hours=9 - number // 10)) for number in range(2 * queue.PAGE + 3)
    ]
    for first, expected in (("/staff", made), ("/staff?state=all", None)):
        seen: list[int] = []
        path = first
        while path:
            rows = await shown(at_desk, path)
            assert len(rows) <= queue.PAGE
            seen += rows
            path = at_desk.page.text.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
        assert sorted(seen) == sorted(made)
        assert expected is None or seen == expected
    assert '<span class="number">53</span>' in at_desk.page.text


async def test_looks_are_in_the_log(at_desk: Browser, sessions: Sessions) -> None:
    await ticket(sessions, await someone(sessions))
    await shown(at_desk)
    await shown(at_desk, "/staff?q=novak")
    page = (await at_desk.open("/staff/audit")).text
    assert "pregled pogovorov" in page
    assert "iskanje po pogovorih" in page
    assert "novak" not in page.lower().replace("janez novak", "")


async def test_the_queue_comes_from_its_indexes(sessions: Sessions) -> None:
    """Twenty thousand conversations: what waits is read in order, nothing whole."""
    janez = await someone(sessions)
    await ticket(sessions, janez)
    async with transaction(sessions) as session:
        await session.execute(
            text("""
            INSERT INTO backend.tickets (provider_id, number, resident_id, chat_id, topic, state, reply_token, opened_at,
                changed_at, waiting_since, away_said)
            SELECT provider_id, n, resident_id, chat_id, 'other', CASE WHEN n % 50 = 0 THEN 'open' ELSE 'closed' END, 't' || n,
                opened_at, opened_at + n * interval '1 second',
                CASE WHEN n % 50 = 0 THEN opened_at + n * interval '1 second' END, false
            FROM backend.tickets, generate_series(2, 20000) n WHERE number = 1
            """)
        )
        await session.execute(
            text("""
            INSERT INTO backend.ticket_messages (ticket_id, author, internal, via, body, created_at)
            SELECT id, 'resident', false, 'telegram', 'Dober dan', opened_at FROM backend.tickets
            """)
        )
        await session.execute(text("ANALYZE backend.tickets"))
        await session.execute(text("ANALYZE backend.ticket_messages"))
        provider = await session.scalar(text("SELECT provider_id FROM backend.tickets LIMIT 1"))
        for state in (State.open, State.closed, None):
            wanted = Wanted(provider, 1, state=state)
            plan = await explained(session, queue._filtered(queue._rows(wanted), wanted).limit(queue.PAGE + 1))
            assert "Seq Scan on tickets" not in plan, plan
            assert "Seq Scan on ticket_messages" not in plan, plan
            if state is State.open:
                assert "ix_tickets_waiting" in plan
                assert "Sort" not in plan.replace("Incremental Sort", "Sort") or "ix_tickets_waiting" in plan
        found = await queue.page(session, Wanted(provider, 1))
        assert len(found.rows) == queue.PAGE
        assert (await queue.counts(session, provider, 1)).open == 401


async def explained(session: Any, statement: Any) -> str:
    compiled = statement.compile(dialect=session.get_bind().dialect, compile_kwargs={"literal_binds": True})
    return "\n".join(
        await session.scalars(text("EXPLAIN " + str(compiled).replace(":", "\\:").replace("\\:\\:", "::")))
    )
