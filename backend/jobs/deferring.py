"""A job for later, added in the caller's transaction: it exists if and only if its cause was committed."""

from datetime import datetime

from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued
from psycopg import AsyncConnection
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.jobs.tasks import SCHEMA


async def defer(
    app: App,
    session: AsyncSession,
    task: str,
    *,
    at: datetime | None = None,
    only_one: str | None = None,
    **arguments: int | str | None,
) -> int | None:
    """The job's number. ``app`` need not be open. ``at``: not before. ``arguments``: ids, no personal data.

    ``only_one``: None is given back and nothing added while a job with this word is open. Raises ``TaskNotFound``.
    """
    raw = await (await session.connection()).get_raw_connection()
    connection = raw.driver_connection
    assert isinstance(connection, AsyncConnection)
    before = await session.scalar(select(func.current_setting("search_path")))
    try:
        async with session.begin_nested():
            await session.execute(select(func.set_config("search_path", SCHEMA, True)))
            job = app.configure_task(
                task, allow_unknown=False, connection=connection, schedule_at=at, queueing_lock=only_one
            )
            number = await job.defer_async(**arguments)
            await session.execute(select(func.set_config("search_path", before, True)))
    except AlreadyEnqueued:
        return None
    return number
