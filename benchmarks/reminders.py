"""``python -m benchmarks.reminders [PEOPLE]``: what planning a step for 200,000 residents takes; aims: 10 s, 200 MB."""

import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from backend.database import make_engine, make_sessions, transaction
from backend.embedded_postgres import start_postgres
from backend.migrations.run import migrate
from backend.reminders.planning import plan_all
from tests.backend.reminders.audience import SLUG, make_audience

PEOPLE = 200_000
OPENS = datetime.fromisoformat("2026-11-25T08:00:00+01:00")
LAST_DAY = datetime.fromisoformat("2026-12-03T08:00:00+01:00")


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Prints how long the block took."""
    began = time.perf_counter()
    yield
    print(f"{what:44}{time.perf_counter() - began:8.1f} s")


async def measure(url: str, people: int) -> None:
    """Fills an empty database and plans: all at once, nobody, all again a step later."""
    engine = make_engine(url)
    await migrate(engine)
    sessions = make_sessions(engine)
    with timed(f"making {people} residents"):
        await make_audience(sessions, people)
        async with transaction(sessions) as session:
            await session.execute(text("ANALYZE"))
    for what, now in (
        ("planning the first step", OPENS),
        ("a run with nothing to plan", OPENS),
        ("the last day", LAST_DAY),
    ):
        with timed(what):
            planned = dict(await plan_all(sessions, now))[SLUG]
        print(f"  {planned.chats} planned, from {planned.first} to {planned.last}")
    print(f"{'memory of this process at most':44}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")
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
