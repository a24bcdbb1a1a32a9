"""``hisnik jobs``: jobs that failed for good, and running them again."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncSession

from backend.jobs.state import FailedJob, failed_jobs, retry_failed
from bot.assembly.keys import Keyring
from bot.assembly.reaching import engine_on, reached
from bot.dialogue.texts import LJUBLJANA

MOST = 1000


@asynccontextmanager
async def _session(keys: Keyring) -> AsyncIterator[AsyncSession]:
    async with (
        reached(keys) as url,
        engine_on(url, pool_size=1) as engine,
        AsyncSession(engine) as session,
        session.begin(),
    ):
        yield session


async def failed(keys: Keyring) -> list[str]:
    """A line a failed job. Raises ``DatabaseAway``."""
    async with _session(keys) as session:
        found = await failed_jobs(session, MOST)
    return [_line(job) for job in found] or ["No job has failed."]


async def again(keys: Keyring, numbers: Sequence[int] | None) -> list[str]:
    """Runs these again, or all; says which. Raises ``DatabaseAway``."""
    async with _session(keys) as session:
        wanted = [job.number for job in await failed_jobs(session, MOST)] if numbers is None else numbers
        done = [(number, await retry_failed(session, number)) for number in wanted]
    return [f"job {number} {'runs again' if task else NOT_AGAIN}" for number, task in done] or ["No job has failed."]


NOT_AGAIN = "does not: it has not failed, or a newer one of its task is open"


def _line(job: FailedJob) -> str:
    at = f"{job.failed_at.astimezone(LJUBLJANA):%Y-%m-%d %H:%M}"
    return f"{job.number} {job.task}, failed {at} after {job.attempts} attempts"
