"""Fresh demo databases: filled once into a template, then cloned, so that a start costs a copy of files and no loading."""

import hashlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

Fill = Callable[[str], Awaitable[None]]
"""Migrates and fills the empty database at this address."""
PREFIX = "hisnik_demo_"


def address_of(server_url: str, database: str) -> str:
    """The same server, another database."""
    return make_url(server_url).set(database=database).render_as_string(hide_password=False)


def fingerprint(folders: list[Path], *more: str) -> str:
    """Changes with the content of the folders: a template of older migrations or data is not used again."""
    digest = hashlib.sha256("\x1f".join(more).encode())
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".csv"}):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


async def template(server_url: str, kind: str, mark: str, fill: Fill) -> str:
    """The name of the filled template ``mark``; made at the first call. Older ones of its ``kind`` go when nobody uses them."""
    older = f"{PREFIX}template_{kind}_"
    name = older + mark
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('hisnik.demo.template'))")
        if _exists(connection, name):
            return name
        half = f"{name}_filling"
        _drop(connection, half)
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half)))
        await fill(address_of(server_url, half))
        connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(half), sql.Identifier(name)))
        _drop_older(connection, older, name)
    return name


def _drop_older(connection: psycopg.Connection, older: str, newest: str) -> None:
    found = connection.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND datname <> %s", (older, newest)
    )
    for (name,) in found.fetchall():
        try:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
        except (psycopg.errors.ObjectInUse, psycopg.errors.InvalidCatalogName):
            continue  # somebody is connected, or was quicker: the next one sees to it


def clone(server_url: str, of: str, name: str) -> str:
    """A fresh database ``name`` with the template's content; an older one of that name goes. Gives its address."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('hisnik.demo.template'))")
        _drop(connection, name)
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(copy.format(sql.Identifier(name), sql.Identifier(of)))
    return address_of(server_url, name)


def exists(server_url: str, name: str) -> bool:
    """Whether there is such a database."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        return _exists(connection, name)


@contextmanager
def private(server_url: str, of: str, name: str) -> Iterator[str]:
    """A clone that is gone afterwards."""
    address = clone(server_url, of, name)
    try:
        yield address
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            _drop(connection, name)


def _exists(connection: psycopg.Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
