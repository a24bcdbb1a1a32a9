"""``hisnik worker`` as a process: health, a job and a mail that a backend without a worker left, a clean end."""

import asyncio
from pathlib import Path

import httpx
import pytest

from backend.database import Sessions
from backend.demo.mailbox import running_mailbox
from backend.jobs.state import task_states
from tests.backend.people import meet
from tests.command import Command

SERVICE_TOKEN = "t"


@pytest.fixture
def hisnik(database_url: str, data_dir: Path) -> Command:
    """On demo data."""
    settings = {"DATABASE_URL": database_url, "DATA_DIR": str(data_dir), "SERVICE_TOKEN": SERVICE_TOKEN}
    return Command({**settings, "SECRET_KEY": "k"})


async def succeeded(sessions: Sessions) -> set[str]:
    async with sessions() as session:
        return {state.task for state in await task_states(session) if state.succeeded_at is not None}


async def test_the_worker_does_what_the_backend_leaves(hisnik: Command, sessions: Sessions) -> None:
    async with running_mailbox() as mailbox, hisnik.serving("backend", "--no-worker", "--port", "0") as backend:
        headers = {"Authorization": f"Bearer {SERVICE_TOKEN}"}
        async with httpx.AsyncClient(base_url=backend.url, headers=headers) as http:
            assert (await http.get("/readyz")).text == "ok"
            person = await meet(http)
            await person.link()
            await person.send_mail("janez@example.com")
        assert await succeeded(sessions) == set()
        async with (
            hisnik.serving("worker", "--port", "0", SMTP_URL=mailbox.url) as worker,
            httpx.AsyncClient(base_url=worker.url) as probe,
        ):
            for path in ("/healthz", "/readyz", "/metrics"):
                assert (await probe.get(path)).status_code == 200
            assert (await probe.get("/v1/providers", headers=headers)).status_code == 404
            async with asyncio.timeout(60):
                while not mailbox.mails:
                    await asyncio.sleep(0.05)
                # what was due before the worker began runs at once: the last full hour's retention, the last reminders
                while not {"retention", "reminders", "jobs-purge"} <= await succeeded(sessions):
                    await asyncio.sleep(0.05)
    assert (worker.status, backend.status) == (0, 0), worker.errors + backend.errors
    assert "Traceback" not in worker.errors
    assert worker.seconds_to_stop < 8
