"""Hot statements straight on psycopg: a third or less of what the same statement costs through SQLAlchemy.

For what every turn asks (who is in this chat, may they see this, what do the meters show). Everything else goes through the
ORM: it is easier to change. A statement outside of any transaction is one of its own (autocommit), on a connection of its
own; within the session's transaction it runs on the session's connection, so it sees what was flushed.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

CONNECTIONS = 6
"""Of each engine, beside its pool's. Each is busy for a millisecond at a time."""

Row = tuple[Any, ...]
Connection = psycopg.AsyncConnection[Row]


async def rows(session: AsyncSession, statement: str, values: Mapping[str, object]) -> Sequence[Row]:
    """The rows of one statement, ``%(name)s`` for values. Raises ``DBAPIError``, as the session would.

    Outside of a transaction a read may be sent twice, where its connection died while it was idle.
    """
    if not session.in_transaction():
        direct: Direct = session.info["direct"]
        return await direct.rows(statement, values)
    if session.new or session.dirty or session.deleted:
        await session.flush()
    try:
        return await _rows(await _connection_of(session), statement, values)
    except psycopg.Error as error:
        raise _as_usual(error) from error


async def _connection_of(session: AsyncSession) -> Connection:
    """The connection of the session's transaction; looked for once in each."""
    transaction = session.sync_session.get_transaction()
    known: tuple[object, Connection] | None = session.info.get("connection")
    if known is not None and known[0] is transaction:
        return known[1]
    connection = (await (await session.connection()).get_raw_connection()).driver_connection
    assert isinstance(connection, psycopg.AsyncConnection)
    session.info["connection"] = transaction, connection
    return connection


async def row(session: AsyncSession, statement: str, values: Mapping[str, object]) -> Row | None:
    """The one row, or None."""
    found = await rows(session, statement, values)
    return found[0] if found else None


def _as_usual(error: psycopg.Error) -> DBAPIError:
    """SQLAlchemy's error of that kind, without statement and values: it ends in a log."""
    usual = DBAPIError.instance(None, None, error, psycopg.Error)
    assert isinstance(usual, DBAPIError)
    return usual


async def _rows(connection: Connection, statement: str, values: Mapping[str, object]) -> Sequence[Row]:
    cursor = await connection.execute(statement, values)
    return await cursor.fetchall() if cursor.description is not None else ()


class Direct:
    """Connections of its own to ``engine``'s database; opened when needed, gone with the engine. No ping before use."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._idle: list[Connection] = []
        self._free = asyncio.Semaphore(CONNECTIONS)
        event.listen(engine.sync_engine, "engine_disposed", lambda _engine: self._drop_idle())

    async def rows(self, statement: str, values: Mapping[str, object]) -> Sequence[Row]:
        """One statement in its own transaction; must bear being done twice."""
        async with self._free:
            try:
                while self._idle:
                    try:
                        return await self._on(self._idle.pop(), statement, values)
                    except psycopg.OperationalError:
                        self._drop_idle()  # they are as old
                return await self._on(await self._connect(), statement, values)
            except psycopg.Error as error:
                raise _as_usual(error) from error

    async def _connect(self) -> Connection:
        args, options = self._engine.dialect.create_connect_args(self._engine.url)
        return await psycopg.AsyncConnection.connect(*args, **options, autocommit=True, prepare_threshold=1)

    async def _on(self, connection: Connection, statement: str, values: Mapping[str, object]) -> Sequence[Row]:
        try:
            found = await _rows(connection, statement, values)
        except psycopg.DataError:
            self._idle.append(connection)  # a value that PostgreSQL can't hold: the connection is as good as before
            raise
        except BaseException:
            connection.pgconn.finish()  # cancelled or broken: nobody knows its state
            raise
        self._idle.append(connection)
        return found

    def _drop_idle(self) -> None:
        while self._idle:
            connection = self._idle.pop()  # held until it is closed: it complains otherwise
            connection.pgconn.finish()
