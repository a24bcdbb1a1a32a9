"""Databases for tests: one PostgreSQL server, one migrated template with the demo data a worker, one clone a test."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from backend.database import make_engine, make_sessions
from backend.demo.data import load_demo
from backend.embedded_postgres import start_postgres
from backend.migrations.run import migrate as migrate_backend
from backend.secrets import KeyedHash
from bot.migrations.run import migrate as migrate_bot

SECRET_KEY = "tests-secret-key"


@contextmanager
def server(shared: Path) -> Iterator[str]:
    """The address of a server: ``DATABASE_URL``, or the embedded one, shared by all workers of the run."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    running = start_postgres(shared)
    address = running.get_uri()
    with psycopg.connect(address, autocommit=True) as connection:
        # what a test writes need not survive a power cut
        for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            connection.execute(sql.SQL("ALTER SYSTEM SET " + setting))
        connection.execute("SELECT pg_reload_conf()")
    yield address
    running.cleanup()


def address_of(server_url: str, database: str) -> str:
    """The same server, another database."""
    return make_url(server_url).set(database=database).render_as_string(hide_password=False)


def _run(server_url: str, command: str, *names: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL(command).format(*(sql.Identifier(name) for name in names)))


async def fill(url: str) -> None:
    """Both schemas and the demo data, unshifted."""
    engine = make_engine(url)
    await migrate_backend(engine)
    await migrate_bot(engine)
    await load_demo(make_sessions(engine), keyed=KeyedHash(SECRET_KEY), today=None)
    await engine.dispose()


@asynccontextmanager
async def template(server_url: str) -> AsyncIterator[str]:
    """The name of a filled database that tests clone."""
    name = f"hisnik_template_{uuid4().hex[:12]}"
    _run(server_url, "CREATE DATABASE {}", name)
    try:
        await fill(address_of(server_url, name))
        yield name
    finally:
        _run(server_url, "DROP DATABASE {} WITH (FORCE)", name)


@contextmanager
def clone(server_url: str, of: str | None) -> Iterator[str]:
    """A fresh database's address; ``of`` None: empty."""
    name = f"hisnik_test_{uuid4().hex[:12]}"
    if of is None:
        _run(server_url, "CREATE DATABASE {}", name)
    else:
        _run(server_url, "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, of)
    try:
        yield address_of(server_url, name)
    finally:
        _run(server_url, "DROP DATABASE {} WITH (FORCE)", name)
