"""Takes back jobs that nobody works on any more, and those that another version could not know."""

import logging
from collections.abc import Collection
from datetime import UTC, datetime

from procrastinate import App
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status

from backend.jobs.app import MAX_ATTEMPTS

log = logging.getLogger(__name__)

DEAD_AFTER_SECONDS = 30.0
"""Without a heartbeat; workers give one every ten seconds. Moments are of the database's clock."""


async def take_back(app: App, ended_here: Collection[int] = ()) -> int:
    """Jobs of dead workers wait again, or are failed where no attempt is left; how many.

    ``ended_here``: jobs that this process ended a while ago. One that is still marked as running lost its report (the database was
    away just then); its worker lives, so no heartbeat tells.
    """
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS))
    for number in ended_here:
        stalled += await app.job_manager.list_jobs_async(id=number, status=Status.DOING.value)
    taken = 0
    for job in {job.id: job for job in stalled}.values():
        last = job.attempts + 1 >= MAX_ATTEMPTS
        try:
            if last:
                await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
            else:
                await app.job_manager.retry_job(job)
        except ConnectorException:  # another process was faster
            continue
        log.warning("job %s %s was taken back, %s", job.task_name, job.id, "failed for good" if last else "runs again")
        taken += 1
    return taken


async def take_back_unknown(app: App) -> int:
    """What failed before its last attempt failed because the version that fetched it has no such task; this one has. How many."""
    rows = await app.connector.execute_query_all_async(
        "SELECT id, task_name FROM procrastinate_jobs"
        " WHERE status = 'failed' AND attempts < %(most)s AND task_name = ANY(%(known)s)",
        most=MAX_ATTEMPTS,
        known=list(app.tasks),
    )
    taken = 0
    for row in rows:
        try:
            await app.job_manager.retry_job_by_id_async(row["id"], retry_at=datetime.now(UTC))
        except UniqueViolation:  # a newer one of its kind is open: that one does the work
            continue
        log.warning("job %s %s is known to this version and runs again", row["task_name"], row["id"])
        taken += 1
    return taken
