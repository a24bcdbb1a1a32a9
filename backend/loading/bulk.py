"""Many rows in few round trips."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import Base
from backend.loading.rows import Row

Values = dict[str, Any]


def plain(row: Row, *without: str) -> Values:
    """A row's columns without ``line``, for a table that has the same."""
    return {name: getattr(row, name) for name in type(row).__slots__ if name not in without}


async def upsert(session: AsyncSession, table: type[Base], key: Sequence[str], values: Sequence[Values]) -> None:
    """Inserts, or updates the row with the same ``key`` (a unique constraint)."""
    if values:
        statement = insert(table)
        changed = {name: statement.excluded[name] for name in values[0] if name not in key}
        await session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changed), list(values))


async def add(session: AsyncSession, table: type[Base], values: Iterable[Values]) -> None:
    """Inserts."""
    rows = list(values)
    if rows:
        await session.execute(insert(table), rows)
