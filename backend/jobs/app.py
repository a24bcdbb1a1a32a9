"""procrastinate's app, made by whoever runs or defers jobs; there is none at import."""

import asyncio
from typing import Any

from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job
from psycopg import AsyncConnection

from backend.database import psycopg_url
from backend.jobs.tasks import SCHEMA, Task

MAX_ATTEMPTS = 6
"""Then a job is failed for good."""
FIRST_WAIT_SECONDS = 10
LONGEST_WAIT_SECONDS = 1800
LONGEST_DOWNTIME_SECONDS = 400 * 86400.0
"""A run that was missed since then is made up for, once: the latest of them."""
KEPT_HOURS = 48
FAILED_KEPT_HOURS = 90 * 24
PURGE = "jobs-purge"


def wait_after(attempts: int) -> int:
    """Seconds until the next attempt: 10, 40, 160, 640, 1800."""
    return int(min(FIRST_WAIT_SECONDS * 4**attempts, LONGEST_WAIT_SECONDS))


class BackOff(BaseRetryStrategy):
    """Again after ``wait_after``; a job that a stopping worker gave up, at once by whoever is there."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """None: failed for good. ``job.attempts`` counts those before this one."""
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_in={"seconds": 0})
        if job.attempts + 1 >= MAX_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": wait_after(job.attempts)})


async def _in_our_schema(connection: AsyncConnection[Any]) -> None:
    await connection.execute(f"SET search_path TO {SCHEMA}")
    await connection.commit()


def connector_to(database_url: str) -> PsycopgConnector:
    """Opens nothing yet. The library names its tables without a schema, hence the search path."""
    url = psycopg_url(database_url).replace("postgresql+psycopg", "postgresql", 1)
    return PsycopgConnector(conninfo=url, min_size=1, max_size=4, timeout=5.0, configure=_in_our_schema)


def make_app(database_url: str, tasks: tuple[Task, ...]) -> App:
    """An app that knows ``tasks`` and purges its own ended jobs.

    A periodic task has at most one open job, waiting or running (``queueing_lock``, migration 0004): a tick in between is skipped.
    """
    app = App(connector=connector_to(database_url), periodic_defaults={"max_delay": LONGEST_DOWNTIME_SECONDS})

    async def purge() -> None:
        await app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)
        await app.job_manager.delete_old_jobs(
            nb_hours=FAILED_KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
        )

    for task in (*tasks, Task(PURGE, purge, "37 * * * *")):
        _add(app, task)
    return app


def _add(app: App, task: Task) -> None:
    async def run(timestamp: int | None = None, **arguments: Any) -> None:
        """``timestamp``: of a periodic job, when it was due."""
        await task.run(**arguments)

    lock = task.name if task.cron is not None else None
    added = app.task(name=task.name, retry=BackOff(), queueing_lock=lock)(run)
    if task.cron is not None:
        app.periodic(cron=task.cron)(added)
