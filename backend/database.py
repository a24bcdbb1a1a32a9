"""SQLAlchemy base, column types and the engine; the only place that knows how PostgreSQL is reached."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from sqlalchemy import BigInteger, DateTime, Engine, Identity, MetaData, Numeric, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

from backend.direct import Direct

SCHEMA = "backend"
IDLE_SECONDS = 1.0
"""A connection that was idle for longer is tried before it is used."""

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of the backend, in its own PostgreSQL schema beside the bot's."""

    metadata = MetaData(schema=SCHEMA, naming_convention=NAMING)


Key = Annotated[int, mapped_column(BigInteger, Identity(always=False), primary_key=True)]
Instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]
"""An aware moment; PostgreSQL keeps it in UTC."""
Money = Annotated[Decimal, mapped_column(Numeric(12, 2))]
"""Euros with cents."""
UnitPrice = Annotated[Decimal, mapped_column(Numeric(12, 4))]
"""Euros a unit, four decimals as on communal bills (0,7332)."""
Quantity = Annotated[Decimal, mapped_column(Numeric(14, 3))]
"""A meter's value or an amount used, in the meter's unit, to three decimals."""

Sessions = async_sessionmaker[AsyncSession]


def psycopg_url(url: str) -> str:
    """``postgresql://…`` or ``postgres://…`` as SQLAlchemy names the psycopg 3 driver."""
    scheme, _, rest = url.partition("://")
    if scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
        return f"postgresql+psycopg://{rest}"
    raise ValueError(f"DATABASE_URL must be a PostgreSQL address, not one of {scheme!r}")


def make_engine(url: str, *, pool_size: int = 10) -> AsyncEngine:
    """An engine for ``url``; a connection that was idle is tried before use, so a restarted PostgreSQL is survived.

    An error's text doesn't show the values of its statement: it ends in a log.
    """
    engine = create_async_engine(psycopg_url(url), pool_size=pool_size, hide_parameters=True)
    _ping_after_idleness(engine.sync_engine)
    return engine


def _ping_after_idleness(engine: Engine) -> None:
    """As ``pool_pre_ping``, but not for what was in use a moment ago: the ping costs as much as a statement."""

    def checked_in(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["used"] = time.monotonic()

    def checked_out(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        used = record.info.get("used")
        if used is None or time.monotonic() - used < IDLE_SECONDS:
            return
        try:
            alive = engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error:
            alive = False
        if not alive:
            raise DisconnectionError()

    event.listen(engine, "checkin", checked_in)
    event.listen(engine, "checkout", checked_out)


def make_sessions(engine: AsyncEngine) -> Sessions:
    """Sessions whose objects stay readable after the edge's commit; ``backend.direct`` finds its connections in them."""
    return async_sessionmaker(engine, expire_on_commit=False, info={"direct": Direct(engine)})


@asynccontextmanager
async def transaction(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    """One session, one transaction: for workers and commands; requests go through ``backend.idempotency``."""
    async with sessions() as session, session.begin():
        yield session
