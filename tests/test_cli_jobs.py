"""``hisnik jobs``: failed jobs listed and run again; also those whose task or arguments are another version's."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from backend.database import Sessions, transaction
from backend.jobs.app import MAX_ATTEMPTS, make_app
from backend.jobs.deferring import defer
from backend.jobs.state import failed_jobs, retry_failed, task_states
from backend.jobs.tasks import Task
from bot.assembly.jobs import NOT_AGAIN, again, failed
from bot.assembly.keys import Keyring, keyring
from bot.assembly.reaching import DatabaseAway
from bot.cli import cli
from tests.backend.jobs.test_jobs import execute, work


@pytest.fixture
def keys(database_url: str, data_dir: Path) -> Keyring:
    return keyring({"DATABASE_URL": database_url, "DATA_DIR": str(data_dir)})


async def take(note: str) -> None:
    """What this version's task wants to be told."""


async def failing(database_url: str, sessions: Sessions) -> int:
    """A job deferred by another version, failed for good; its number."""
    app = make_app(database_url, (Task("letters", take),))
    async with app.open_async():
        async with transaction(sessions) as session:
            number = await defer(app, session, "letters", note="1", page=2)
            await defer(app, session, "letters", note="after it")
        for _ in range(MAX_ATTEMPTS):
            await work(app)
            await execute(sessions, "UPDATE jobs.procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
    assert number is not None
    return number


async def test_arguments_of_another_version_end_failed_and_the_worker_goes_on(
    database_url: str, sessions: Sessions
) -> None:
    number = await failing(database_url, sessions)
    async with sessions() as session:
        (job,) = await failed_jobs(session)
        (state,) = [one for one in await task_states(session) if one.task == "letters"]
    assert (job.number, job.attempts) == (number, MAX_ATTEMPTS)
    assert state.succeeded_at is not None


async def test_failed_jobs_are_listed_and_run_again(keys: Keyring, database_url: str, sessions: Sessions) -> None:
    number = await failing(database_url, sessions)
    (line,) = await failed(keys)
    assert line.startswith(f"{number} letters, failed ")
    assert await again(keys, [number]) == [f"job {number} runs again"]
    assert await again(keys, [number]) == [f"job {number} {NOT_AGAIN}"]
    assert await again(keys, None) == await failed(keys) == ["No job has failed."]
    async with sessions() as session:
        (state,) = [one for one in await task_states(session) if one.task == "letters"]
    assert (state.waiting, state.failed) == (1, 0)


async def test_a_periodic_job_does_not_run_again_beside_a_newer_one(database_url: str, sessions: Sessions) -> None:
    app = make_app(database_url, (Task("letters", take),))
    async with transaction(sessions) as session:
        old = await defer(app, session, "letters", only_one="letters", note="old")
    assert old is not None
    await execute(sessions, "UPDATE jobs.procrastinate_jobs SET status = 'doing'")
    await execute(sessions, "UPDATE jobs.procrastinate_jobs SET status = 'failed'")
    async with transaction(sessions) as session:
        assert await defer(app, session, "letters", only_one="letters", note="new")
    async with transaction(sessions) as session:
        assert not await retry_failed(session, old)


async def test_a_database_that_is_away_is_a_message(data_dir: Path) -> None:
    away = keyring({"DATABASE_URL": "postgresql://hisnik:geslo@127.0.0.1:1/hisnik", "DATA_DIR": str(data_dir)})
    with pytest.raises(DatabaseAway, match="cannot be reached"):
        await failed(away)


def test_numbers_or_all() -> None:
    for arguments in (["jobs", "retry"], ["jobs", "retry", "--all", "7"]):
        done = CliRunner().invoke(cli, arguments)
        assert done.exit_code == 2
        assert "--all" in done.output
