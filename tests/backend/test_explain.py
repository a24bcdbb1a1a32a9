"""What every turn, the courier and the planner ask is served by indexes, however many residents there are.

A visit among 8,000 residents is recorded, statement by statement, and each is EXPLAINed; PostgreSQL's own counters say the same
of what runs within functions.
"""

import asyncio
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
import psycopg
import pytest
from psycopg.abc import Params
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import Sessions, make_engine, make_sessions, transaction
from backend.ledger.claims import claim, waiting
from backend.local_time import LJUBLJANA
from backend.providers.service import by_slug
from backend.reminders.planning import plan_all, plan_provider
from bot.dialogue.store import Store
from bot.dialogue.turn import Said, Turn
from tests.backend.at_home import at_home
from tests.backend.reminders.audience import SLUG, make_audience
from tests.conftest import DEMO_NOW, MovableClock

PEOPLE = 8_000
LARGE = 4_000
"""Rows from which on no table may be read whole."""
FILL = """
    INSERT INTO backend.readings (meter_id, value, taken_on, source, state, flags, stored_at)
    SELECT id, 10 + n, date '2026-08-27' + 30 * n, 'resident', 'valid', '{}', now()
    FROM backend.meters, generate_series(0, 1) n;
    INSERT INTO bot.conversations (channel, chat, state, language, updated_at)
    SELECT 'telegram', n::text,
        jsonb_build_object('channel', 'telegram', 'chat', n::text), 'sl', now() FROM generate_series(1, :people) n;
    INSERT INTO bot.turns (channel, chat, key, state, turn, reply, received_at, not_before, attempts, faults)
    SELECT 'telegram', n::text, 'k' || n, 'sent', NULL, NULL, now(), now(), 1, 0 FROM generate_series(1, :people) n
"""
OTHERS = """
    SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
TABLES = """
    SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind = 'r' AND reltuples > :large AND nspname IN ('backend', 'bot')
"""
WHOLE = re.compile(r"Seq Scan on (?:\w+\.)?(\w+)")


@dataclass(slots=True)
class Recorder:
    """Statements with their values, once each."""

    said: dict[str, Params | None] = field(default_factory=dict)


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """Everything that goes through psycopg, SQLAlchemy's statements among them."""
    found, execute = Recorder(), psycopg.AsyncCursor.execute

    async def recorded(self: Any, query: Any, params: Params | None = None, **options: Any) -> Any:
        if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", str(query)):
            found.said[str(query)] = params
        return await execute(self, query, params, **options)

    monkeypatch.setattr(psycopg.AsyncCursor, "execute", recorded)
    return found


@pytest.fixture
async def crowd(sessions: Sessions, engine: AsyncEngine) -> set[str]:
    """Fills the database; the tables that are large."""
    await make_audience(sessions, PEOPLE, (20, 30))
    async with transaction(sessions) as session:
        for statement in FILL.split(";"):
            await session.execute(text(statement), {"people": PEOPLE} if ":people" in statement else {})
    # fills the ledger, too: everybody's reminder, half of them sent, some due
    assert dict(await plan_all(sessions, datetime(2026, 11, 27, 8, tzinfo=LJUBLJANA)))[SLUG].chats == PEOPLE
    async with transaction(sessions) as session:
        await session.execute(text("UPDATE backend.outgoing_messages SET state = 'sent' WHERE id % 2 = 0"))
        await session.execute(text("UPDATE backend.outgoing_messages SET not_before = now() WHERE id % 20 = 1"))
    async with engine.connect() as connection:
        alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await alone.execute(text("VACUUM ANALYZE"))
        rows = await alone.execute(text(TABLES), {"large": LARGE})
        large = {row[0] for row in rows}
    assert {"chats", "links", "residents", "readings", "outgoing_messages", "turns", "conversations"} <= large
    return large


async def explained(url: str, recorder: Recorder, large: set[str]) -> list[tuple[str, str]]:
    """``(table, statement)`` for each large table that a statement would read whole."""
    found = []
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        for query, params in list(recorder.said.items()):
            plan = await connection.execute("EXPLAIN " + query, params)
            for (line,) in await plan.fetchall():
                found += [(table, query) for table in WHOLE.findall(line) if table in large]
    return found


async def rows_read_by_scans(url: str) -> dict[str, int]:
    """How many rows each table gave to scans of the whole, as PostgreSQL counted; connections must be closed by then."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        while await (await connection.execute(OTHERS)).fetchone():
            await asyncio.sleep(0.01)  # a connection tells its counts at its end
        rows = await connection.execute("SELECT relname, coalesce(seq_tup_read, 0) FROM pg_stat_user_tables")
        return {row[0]: row[1] for row in await rows.fetchall()}


async def visit(http: httpx.AsyncClient, sessions: Sessions) -> None:
    """A resident links, reads, corrects, looks around; the courier and the planner do their part."""
    home = await at_home(http, sessions)
    await at_home(http, sessions, "204880")
    assert (await http.get("/v1/chats/telegram/nobody")).status_code == 404
    assert (await home.get("readings")).status_code == 200
    await home.check(s88213377="1834")
    assert (await home.store(s88213377="1834")).status_code == 201
    async with transaction(sessions) as session:
        assert await waiting(session, "push", ["telegram"])
        assert len(await claim(session, "push", owner="a", limit=20, channels=["telegram"])) == 20
        await claim(session, "mail", owner="a", limit=20)


async def take_turns(url: str, now: datetime) -> None:
    """The inbox: a turn that is new, and the same once more."""
    engine = make_engine(url)
    store = Store(make_sessions(engine))
    for key in ("new", "new", "k7"):
        await store.take(Turn("telegram", "7", key, Said("stanje 1834")), "owner", now)
    await store.next_waiting("telegram", "7")
    await engine.dispose()


async def small_provider(sessions: Sessions) -> None:
    """The planner's run for a provider with one resident."""
    async with sessions() as session:
        komunala = await by_slug(session, "komunala")
    assert (await plan_provider(sessions, komunala, DEMO_NOW)).chats == 1


async def test_no_large_table_is_read_whole(
    http: httpx.AsyncClient, sessions: Sessions, engine: AsyncEngine, database_url: str, crowd: set[str],
    recorder: Recorder, clock: MovableClock,
) -> None:  # fmt: skip
    await engine.dispose()
    before = await rows_read_by_scans(database_url)
    await visit(http, sessions)
    await take_turns(database_url, clock.now)
    await small_provider(sessions)
    await engine.dispose()
    after = await rows_read_by_scans(database_url)
    assert {table: after[table] - before[table] for table in crowd if after[table] != before[table]} == {}
    assert len(recorder.said) > 20
    assert await explained(database_url, recorder, crowd) == []
