"""Runs jobs until cancelled, whatever happens to the database or to the clock. Several processes may; each job runs in one."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg
from procrastinate import App, JobContext
from procrastinate.exceptions import ConnectorException
from procrastinate.middleware import AsyncCallNext
from procrastinate.worker import Worker

from backend.jobs.app import make_app
from backend.jobs.sweep import DEAD_AFTER_SECONDS, take_back, take_back_unknown
from backend.jobs.tasks import Work
from backend.observability.contract import traced

log = logging.getLogger(__name__)

AT_ONCE = 2
"""A long plan must not hold up the rest."""
KEEP_SECONDS = 15.0
PAUSE_SECONDS = 5.0
GRACE_SECONDS = 3.0
"""So long a job may go on after a stop; then it is cancelled and waits for the next worker."""
JUMP_SECONDS = 60.0


class ClockJumpedError(Exception):
    """The wall clock moved against the monotonic one: set anew, or the machine slept."""


@dataclass(slots=True)
class Watch:
    """Stands around every job: its request id, its failures in the log, and when it ended (see ``sweep.take_back``)."""

    ended: dict[int, float] = field(default_factory=dict)

    async def __call__(self, call_next: AsyncCallNext, context: JobContext, worker: Worker) -> Any:
        """Runs the job; raises what it raises."""
        job = context.job
        assert job.id is not None
        self.ended.pop(job.id, None)
        with traced(None):
            try:
                return await call_next()
            except Exception as error:
                why = type(error).__name__  # its text may hold what was written
                log.warning("job %s %d failed, attempt %d: %s", job.task_name, job.id, job.attempts + 1, why)
                raise
            finally:
                self.ended[job.id] = time.monotonic()

    def long_ended(self) -> list[int]:
        """Those whose report must have come by now; told once."""
        before = time.monotonic() - DEAD_AFTER_SECONDS
        found = [number for number, moment in self.ended.items() if moment < before]
        for number in found:
            del self.ended[number]
        return found


async def run_jobs(work: Work) -> None:
    """Until cancelled. While the database is away it is tried again and again; missed periodic runs are made up for, once."""
    while True:
        try:
            await _until_trouble(work)
            log.warning("jobs wait, the worker stopped: see the lines above")
        except* (ConnectorException, psycopg.Error, OSError) as errors:
            log.warning("jobs wait, the database is away: %s", type(errors.exceptions[0]).__name__)
        except* ClockJumpedError:
            log.warning("the clock jumped: the schedule of jobs is read anew")
        await asyncio.sleep(PAUSE_SECONDS)


async def _until_trouble(work: Work) -> None:
    app, watch = make_app(work.database_url, work.tasks), Watch()
    async with app.open_async():
        await take_back_unknown(app)
        await take_back(app)
        async with asyncio.TaskGroup() as group:
            keeper = group.create_task(keep(app, watch))
            worker = group.create_task(_work(app, watch))
            worker.add_done_callback(lambda _: keeper.cancel())


async def _work(app: App, watch: Watch) -> None:
    try:
        await app.run_worker_async(
            concurrency=AT_ONCE,
            install_signal_handlers=False,
            shutdown_graceful_timeout=GRACE_SECONDS,
            worker_middleware=[watch],
        )
    except ConnectorException:
        task = asyncio.current_task()
        if (
            task is not None and task.cancelling()
        ):  # its end, told to the database, failed and hid that it was cancelled
            raise asyncio.CancelledError from None
        raise


async def keep(
    app: App, watch: Watch, every_seconds: float = KEEP_SECONDS, wall: Callable[[], float] = time.time
) -> None:
    """Sweeps again and again. Raises ``ClockJumpedError``."""
    difference = wall() - time.monotonic()
    while True:
        await asyncio.sleep(every_seconds)
        if abs(wall() - time.monotonic() - difference) > JUMP_SECONDS:
            raise ClockJumpedError
        await take_back(app, watch.long_ended())
