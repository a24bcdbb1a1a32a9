"""``hisnik status``: a house in use, an empty one, one of another version, and a database that is away."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import Sessions, transaction
from backend.ledger.models import OutgoingMessage
from backend.ledger.service import plan_mail
from bot.assembly.status import read_status
from bot.assembly.status_text import as_json, as_lines
from bot.dialogue.store_models import TurnRow, TurnState
from tests.command import Command
from tests.conftest import DEMO_NOW


@pytest.fixture
def away(data_dir: Path) -> Command:
    return Command({"DATABASE_URL": "postgresql://hisnik:geslo@127.0.0.1:1/hisnik", "DATA_DIR": str(data_dir)})


@pytest.fixture
def empty(empty_database_url: str, data_dir: Path) -> Command:
    return Command({"DATABASE_URL": empty_database_url, "DATA_DIR": str(data_dir)})


def test_a_database_that_is_away_is_a_message_without_its_address(away: Command) -> None:
    done = away.run("status")
    assert done.returncode == 1
    assert "database of DATABASE_URL cannot be reached" in done.stderr
    assert "geslo" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_before_and_after_the_first_migration(empty: Command) -> None:
    before = empty.run("status")
    assert before.returncode == 1
    assert "backend no tables yet" in before.stdout
    assert "hisnik migrate" in before.stdout
    assert empty.run("migrate").returncode == 0
    after = empty.run("status")
    assert (after.returncode, after.stderr) == (0, "")
    assert "no providers yet" in after.stdout
    assert "Mails      none" in after.stdout
    assert "Turns      none waiting" in after.stdout
    data = json.loads(empty.run("status", "--json").stdout)
    assert data["ready"]
    assert data["schemas"]["bot"]["version"] == data["schemas"]["bot"]["newest"]
    assert (data["providers"], data["reminders"], data["turns"]) == ([], {}, {"waiting": 0, "oldest": None})


def test_tables_of_another_version_are_named_and_not_read(empty: Command, empty_database_url: str) -> None:
    assert empty.run("migrate").returncode == 0
    with psycopg.connect(empty_database_url, autocommit=True) as connection:
        connection.execute("UPDATE backend.alembic_version SET version_num = '9999'")
        connection.execute("DROP TABLE backend.outgoing_messages CASCADE")
    done = empty.run("status", "--json")
    assert done.returncode == 1
    assert not json.loads(done.stdout)["ready"]
    assert "backend 9999, not 0" in empty.run("status").stdout


@asynccontextmanager
async def planned(sessions: Sessions, key: str) -> AsyncIterator[Any]:
    """A mail's row, to be changed in its transaction."""
    async with transaction(sessions) as session:
        await plan_mail(
            session, dedupe_key=key, recipient="janez@primer.si", subject="Šifra 123456", text="t", html="h", now=DEMO_NOW
        )  # fmt: skip

        async def change(**values: object) -> None:
            row = update(OutgoingMessage).where(OutgoingMessage.dedupe_key == key)
            await session.execute(row.values(values))

        yield change


async def test_a_house_in_use(engine: AsyncEngine, sessions: Sessions) -> None:
    reminder = {"event": "reading-reminder", "values": {}}
    async with planned(sessions, "waits"):
        pass
    async with planned(sessions, "refused") as change:
        await change(state="failed", error="550")
    async with planned(sessions, "reminder") as change:
        await change(kind="push", content=reminder, state="sent")
    async with planned(sessions, "reminder-by-mail") as change:
        await change(cause="reminder:7:2026-12-03", state="blocked")
    async with transaction(sessions) as session:
        waits = {"channel": "web", "chat": "c", "key": "k", "state": TurnState.waiting, "attempts": 1}
        session.add(TurnRow(**waits, turn={}, reply=None, received_at=DEMO_NOW, not_before=DEMO_NOW))
    found = await read_status(engine, DEMO_NOW, DEMO_NOW.date())

    lines = "\n".join(as_lines(found))
    assert "komunala: 2026-11-25 to 2026-12-03, 0 of " in lines
    assert "odpadki: takes no readings" in lines
    assert "Reminders  1 sent, 1 blocked" in lines
    assert "Pushes     1 sent\n" in lines
    assert "Mails      1 planned, 1 failed, 1 blocked" in lines
    assert "not delivered, the oldest of 2026-11-27 10:00" in lines
    assert "Turns      1 waiting, the oldest of 2026-11-27 10:00" in lines

    data = json.loads(json.dumps(as_json(found)))
    assert data["reminders"] == {"sent": 1, "blocked": 1}
    assert data["mails"]["states"] == {"planned": 1, "failed": 1, "blocked": 1}
    assert data["mails"]["overdue"] == 1
    assert data["turns"]["waiting"] == 1
    [komunala] = [one for one in data["providers"] if one["slug"] == "komunala"]
    assert komunala["open"]
    assert komunala["meters"] > 0
    for secret in ("janez", "123456"):
        assert secret not in lines + json.dumps(data)


JOBS = """
    INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, status, scheduled_at, attempts) VALUES
        ('default', 'reminders', 'todo', now() - interval '10 minutes', 0),
        ('default', 'retention', 'todo', NULL, 6);
    UPDATE jobs.procrastinate_jobs SET status = 'doing' WHERE task_name = 'retention';
    UPDATE jobs.procrastinate_jobs SET status = 'failed' WHERE task_name = 'retention'
"""


async def test_the_oldest_job_and_those_that_failed(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.exec_driver_sql(JOBS)
    found = await read_status(engine, DEMO_NOW, DEMO_NOW.date())
    lines = "\n".join(as_lines(found))
    assert "reminders not done yet, overdue for 10 min" in lines
    assert "retention not done yet, 1 failed" in lines
    assert "failed for good at" in lines
    jobs = {job["task"]: job for job in json.loads(json.dumps(as_json(found)))["jobs"]}
    assert jobs["retention"]["failed"] == 1
    assert 600 <= jobs["reminders"]["overdue_seconds"] < 660
