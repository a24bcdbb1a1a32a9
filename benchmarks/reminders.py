"""``python -m benchmarks.reminders [PEOPLE]``: what planning a step for 200,000 residents takes; aims: 10 s, 200 MB."""

import asyncio
import os
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import Sessions, make_engine, make_sessions, transaction
from backend.embedded_postgres import start_postgres
from backend.migrations.run import migrate
from backend.reminders.planning import plan_all
from tests.backend.reminders.audience import SLUG, make_audience

PEOPLE = 200_000
OPENS = datetime.fromisoformat("2026-11-25T08:00:00+01:00")
LAST_DAY = datetime.fromisoformat("2026-12-03T08:00:00+01:00")
HISTORY = """
    INSERT INTO backend.readings (meter_id, value, taken_on, source, state, flags, stored_at)
    SELECT id, 10 + n, date '2026-07-27' + 30 * n, 'resident', 'valid', '{}', now()
    FROM backend.meters, generate_series(0, 2) n
"""
SENT = "UPDATE backend.outgoing_messages SET state = 'sent', sent_at = now() WHERE state = 'planned'"


@asynccontextmanager
async def timed(what: str, sessions: Sessions) -> AsyncIterator[None]:
    """Prints how long the block took, PostgreSQL's processor time (on a busy machine that says more) and the machine's load."""
    before, began = await _postgres_cpu(sessions), time.perf_counter()
    yield
    took, cpu = time.perf_counter() - began, await _postgres_cpu(sessions) - before
    print(f"{what:36}{took:8.1f} s{cpu:8.1f} s of CPU in PostgreSQL, load {os.getloadavg()[0]:.1f}", flush=True)


def cpu_seconds(pid: int) -> float:
    """As ``benchmarks.process`` reads it; that one would bring Telegram's libraries into this process's memory."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


async def _postgres_cpu(sessions: Sessions) -> float:
    async with sessions() as session:
        pids = await session.scalars(text("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"))
        return sum(cpu_seconds(pid) for pid in pids)


async def vacuum(engine: AsyncEngine) -> None:
    """As autovacuum has done by the time a window opens."""
    async with engine.connect() as connection:
        alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await alone.execute(text("VACUUM ANALYZE"))


async def measure(url: str, people: int) -> None:
    """Fills an empty database and plans: all at once, nobody (as the job does, and looking at everybody), all a step later."""
    engine = make_engine(url)
    await migrate(engine)
    sessions = make_sessions(engine)
    async with timed(f"making {people} residents", sessions):
        await make_audience(sessions, people)
        async with transaction(sessions) as session:
            await session.execute(text(HISTORY))
    await vacuum(engine)
    for what, now, sparing in (
        ("planning the first step", OPENS, True),
        ("the job three minutes later", OPENS, True),
        ("everybody looked at, nobody due", OPENS, False),
        ("the last day", LAST_DAY, True),
    ):
        if now == LAST_DAY:
            async with transaction(sessions) as session:
                await session.execute(text(SENT))
            await vacuum(engine)
        async with timed(what, sessions):
            planned = dict(await plan_all(sessions, now, sparing=sparing))[SLUG]
        print(f"  {planned.chats} planned, from {planned.first} to {planned.last}")
    print(f"{'memory of this process at most':36}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
    await engine.dispose()


def main() -> None:
    """On an embedded PostgreSQL of its own, settings as they come."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with tempfile.TemporaryDirectory(prefix="hisnik-reminders-") as folder:
        server = start_postgres(Path(folder))
        asyncio.run(measure(server.get_uri(), people))
        server.cleanup()


if __name__ == "__main__":
    main()
