"""SQLAlchemy base, column types and the engine; the only place that knows how PostgreSQL is reached."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from sqlalchemy import BigInteger, DateTime, Identity, MetaData, Numeric
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, mapped_column

SCHEMA = "backend"

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
    """An engine for ``url``; dead connections are noticed before use, so a restarted PostgreSQL is survived.

    An error's text doesn't show the values of its statement: it ends in a log.
    """
    return create_async_engine(psycopg_url(url), pool_size=pool_size, pool_pre_ping=True, hide_parameters=True)


def make_sessions(engine: AsyncEngine) -> Sessions:
    """Sessions whose objects stay readable after the edge's commit."""
    return async_sessionmaker(engine, expire_on_commit=False)


@asynccontextmanager
async def transaction(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    """One session, one transaction: for workers and commands; requests go through ``backend.idempotency``."""
    async with sessions() as session, session.begin():
        yield session
