"""``python -m benchmarks.growth [RESIDENTS]``: what an update costs beside 1,000 stored residents, and beside many.

Each stored resident has a payer, a meter, ten readings, a chat, a link, consent, a conversation and a turn of the bot. Those who
are measured are forty others. Processor time is that of ``hisnik serve`` and, beside it, of PostgreSQL's connections.
"""

import asyncio
import os
import sys
import time
from dataclasses import dataclass

from sqlalchemy import text

from backend.database import make_engine, make_sessions, transaction
from benchmarks.__main__ import VISITS, hisnik
from benchmarks.process import cpu_seconds
from benchmarks.visits import Cost, measure, says
from bot.assembly.keys import Keyring, keyring
from tests.backend.reminders.audience import make_audience
from tests.telegram_server.standin import StandIn

FEW, MANY = 1_000, 1_000_000
PEOPLE = 40
NAMES = ("menu press (Uradne ure)", "reading, typed and confirmed")
FILL = """
    INSERT INTO backend.readings (meter_id, value, taken_on, source, state, flags, stored_at)
    SELECT meter.id, 10 + n, CURRENT_DATE - 335 + 30 * n, 'resident', 'valid', '{}', now()
    FROM backend.meters meter JOIN backend.metering_points point ON point.id = meter.metering_point_id
    JOIN backend.payers payer ON payer.id = point.payer_id JOIN backend.providers provider ON provider.id = payer.provider_id,
        generate_series(0, 9) n
    WHERE provider.slug = 'opomniki';
    INSERT INTO bot.conversations (channel, chat, state, language, updated_at)
    SELECT 'telegram', 's' || n, jsonb_build_object('channel', 'telegram', 'chat', 's' || n), 'sl', now()
    FROM generate_series(1, :people) n;
    INSERT INTO bot.turns (channel, chat, key, state, turn, reply, received_at, not_before, attempts, faults)
    SELECT 'telegram', 's' || n, 's' || n, 'sent', NULL, NULL, now(), now(), 1, 0 FROM generate_series(1, :people) n
"""
PIDS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"


@dataclass(frozen=True, slots=True)
class Line:
    """A visit beside ``stored`` residents; ``postgres``: seconds of its processor time."""

    stored: int
    name: str
    cost: Cost
    postgres: float


async def fill(url: str, people: int) -> None:
    """Stores ``people`` residents of a provider whose window is closed, and lets PostgreSQL count them, as autovacuum would."""
    engine = make_engine(url)
    began = time.perf_counter()
    await make_audience(make_sessions(engine), people, (None, None))
    async with transaction(make_sessions(engine)) as session:
        for statement in FILL.split(";"):
            await session.execute(text(statement), {"people": people} if ":people" in statement else {})
    async with engine.connect() as connection:
        await (await connection.execution_options(isolation_level="AUTOCOMMIT")).execute(text("VACUUM ANALYZE"))
    await engine.dispose()
    print(f"  {people} residents stored in {time.perf_counter() - began:.0f} s", flush=True)


async def _postgres(url: str) -> float:
    engine = make_engine(url)
    async with engine.connect() as connection:
        pids = [row[0] for row in await connection.execute(text(PIDS))]
        own = await connection.scalar(text("SELECT pg_backend_pid()"))
        found = sum(cpu_seconds(pid) for pid in pids if pid != own)
    await engine.dispose()
    return found


async def beside(keys: Keyring, stored: int) -> list[Line]:
    """Both visits, after warming ones."""
    address: list[str] = []

    async def prepare(url: str) -> None:
        address.append(url)
        await fill(url, stored)

    async with StandIn() as telegram:
        chats = [telegram.person() for _ in range(PEOPLE)]
        async with hisnik(telegram, chats, keys, prepare) as pid:
            for _ in range(3):
                await measure(telegram, pid, chats, says("živjo"))
            lines = []
            for name, visit in VISITS:
                if name in NAMES:
                    before = await _postgres(address[0])
                    cost = await measure(telegram, pid, chats, visit)
                    lines.append(Line(stored, name, cost, await _postgres(address[0]) - before))
            return lines


def show(lines: list[Line]) -> None:
    """The table."""
    print(f"{'':30}{'stored':>10}{'updates':>9}{'bot, CPU ms/update':>20}{'PostgreSQL, CPU ms/update':>27}")
    for line in sorted(lines, key=lambda each: each.name):
        cost = line.cost
        postgres = 1000 * line.postgres / cost.updates
        print(f"{line.name:30}{line.stored:10}{cost.updates:9}{cost.each:20.2f}{postgres:27.2f}")


async def main() -> None:
    """A million residents take some ten minutes to store and 6 GB of disk."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    keys = keyring(os.environ)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    lines = [line for stored in (FEW, many) for line in await beside(keys, stored)]
    show(lines)


if __name__ == "__main__":
    asyncio.run(main())
