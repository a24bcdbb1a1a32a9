"""Single statements straight on psycopg, for what every turn does: a third of what the same statement costs through SQLAlchemy.

Each call is one statement and its own transaction (autocommit). Connections are few, opened when needed, prepared statements
stay on them, and they go with the engine. No ping before use: a statement that meets a connection which died while it was idle is
sent once more on a new one, so statements must bear being done twice.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

CONNECTIONS = 4
"""Each is busy for a millisecond at a time."""

Row = tuple[Any, ...]
Connection = psycopg.AsyncConnection[Row]


class Direct:
    """Statements on ``engine``'s database. Raises ``DBAPIError``, as the engine would, without statement and values."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._idle: list[Connection] = []
        self._free = asyncio.Semaphore(CONNECTIONS)
        event.listen(engine.sync_engine, "engine_disposed", lambda _engine: self._drop_idle())

    async def first(self, statement: str, values: Mapping[str, object]) -> Row | None:
        """The first row, if the statement gives one."""
        async with self._free:
            try:
                while self._idle:
                    try:
                        return await self._on(self._idle.pop(), statement, values)
                    except psycopg.OperationalError:
                        self._drop_idle()  # they are as old
                return await self._on(await self._connect(), statement, values)
            except psycopg.Error as error:
                raise DBAPIError(type(error).__name__, None, error) from error

    async def _connect(self) -> Connection:
        args, options = self._engine.dialect.create_connect_args(self._engine.url)
        return await psycopg.AsyncConnection.connect(*args, **options, autocommit=True, prepare_threshold=1)

    async def _on(self, connection: Connection, statement: str, values: Mapping[str, object]) -> Row | None:
        try:
            cursor = await connection.execute(statement, values)
            row = await cursor.fetchone() if cursor.description is not None else None
        except BaseException:
            connection.pgconn.finish()  # cancelled or broken: nobody knows its state
            raise
        self._idle.append(connection)
        return row

    def _drop_idle(self) -> None:
        while self._idle:
            connection = self._idle.pop()  # held until it is closed: it complains otherwise
            connection.pgconn.finish()
