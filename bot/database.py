"""The bot's own tables: a schema of its own in the same PostgreSQL. Nothing here knows the backend's."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import DateTime, MetaData
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, mapped_column

SCHEMA = "bot"

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of the bot."""

    metadata = MetaData(schema=SCHEMA, naming_convention=NAMING)


Instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]
Sessions = async_sessionmaker[AsyncSession]


def make_engine(url: str, *, pool_size: int = 10) -> AsyncEngine:
    """An engine for ``postgresql://…``; dead connections are noticed before use."""
    _, _, rest = url.partition("://")
    return create_async_engine(f"postgresql+psycopg://{rest}", pool_size=pool_size, pool_pre_ping=True)


def make_sessions(engine: AsyncEngine) -> Sessions:
    """Sessions whose objects stay readable after commit."""
    return async_sessionmaker(engine, expire_on_commit=False)
