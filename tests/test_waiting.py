"""Parts that are started before their database, and parts that it turns away: as processes, and the rules by themselves."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.assembly import databases
from bot.assembly.front import Front
from bot.assembly.waiting import pauses, prepared
from bot.errors import CannotStart
from tests.command import HISNIK, Command, free_port

PASSWORD = "geslo-baze"
SOCKET = ".s.PGSQL.5432"


@dataclass(slots=True)
class Started:
    """A part whose address nobody has printed yet."""

    process: asyncio.subprocess.Process
    url: str
    errors: str = ""

    async def answers(self, path: str, status: int, text: str) -> None:
        """Waits until it does."""
        seen = ""
        try:
            async with asyncio.timeout(60), httpx.AsyncClient(base_url=self.url) as client:
                while seen != f"{status} {text}":
                    assert self.process.returncode is None, "it has ended"
                    try:
                        answer = await client.get(path)
                        seen = f"{answer.status_code} {answer.text}"
                    except httpx.TransportError:
                        seen = "nothing"
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise AssertionError(f"{self.url}{path}: {seen}") from None


@asynccontextmanager
async def started(hisnik: Command, *arguments: str, **more: str) -> AsyncIterator[Started]:
    """Runs a part; SIGTERM after the block, and a clean end."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *HISNIK, *arguments, "--port", str(port), env=hisnik.environ(**more),
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    part = Started(process, f"http://127.0.0.1:{port}")
    async with asyncio.TaskGroup() as group:
        errors = group.create_task(process.stderr.read())
        try:
            yield part
        finally:
            if process.returncode is None:
                process.terminate()
            async with asyncio.timeout(20):
                await process.wait()
            part.errors = (await errors).decode()
    assert process.returncode == 0, part.errors


@asynccontextmanager
async def line_to(database_url: str, port: int) -> AsyncIterator[None]:
    """The database answers at this port while the block runs: bytes are passed on, both ways."""
    address = make_url(database_url)
    folder = str(address.query.get("host") or address.host)

    async def pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65536):
                target.write(data)
                await target.drain()
        except ConnectionError:
            pass
        target.close()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if folder.startswith("/"):
            inner, outer = await asyncio.open_unix_connection(f"{folder}/{SOCKET}")
        else:
            inner, outer = await asyncio.open_connection(folder, address.port or 5432)
        async with asyncio.TaskGroup() as group:
            group.create_task(pump(reader, outer))
            group.create_task(pump(inner, writer))

    server = await asyncio.start_server(connected, "127.0.0.1", port)
    try:
        yield
    finally:
        server.close()


@pytest.fixture
def keys(data_dir: Path) -> dict[str, str]:
    return {"DATA_DIR": str(data_dir), "SERVICE_TOKEN": "t", "SECRET_KEY": "k"}


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
async def test_who_asks_a_part_that_waits_may_ask_again(method: str) -> None:
    """A write that were refused, as by 405, would be said to the resident."""
    front = Front(0, missing="database is starting up")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(front), base_url="http://part") as client:
        answer = await client.request(method, "/v1/readings")
        assert (answer.status_code, answer.text) == (503, "database is starting up")
        assert (await client.get("/healthz")).status_code == 200


async def test_parts_wait_for_their_database_and_begin_when_it_comes(keys: dict[str, str], database_url: str) -> None:
    """The bot stands behind a backend that waits, too."""
    port, name = free_port(), make_url(database_url).database
    user = make_url(database_url).username
    hisnik = Command({**keys, "DATABASE_URL": f"postgresql://{user}:{PASSWORD}@127.0.0.1:{port}/{name}"})
    async with (
        started(hisnik, "backend", "--no-worker") as backend,
        started(hisnik, "worker") as worker,
        started(hisnik, "bot", BACKEND_URL=backend.url) as bot,
    ):
        parts = backend, worker, bot
        for part in parts:
            await part.answers("/healthz", 200, "starting")
            await part.answers("/readyz", 503, "database does not answer")
        async with line_to(database_url, port):
            for part in parts:
                await part.answers("/readyz", 200, "ok")
                await part.answers("/healthz", 200, "ok")
            for part in parts:
                part.process.terminate()
                await part.process.wait()
    for part in parts:
        assert "not started yet, database does not answer; tried again in" in part.errors
        assert PASSWORD not in part.errors
        assert "Traceback" not in part.errors


async def test_a_part_that_waits_ends_when_it_is_told_to(keys: dict[str, str]) -> None:
    hisnik = Command({**keys, "DATABASE_URL": f"postgresql://hisnik:{PASSWORD}@127.0.0.1:{free_port()}/hisnik"})
    async with started(hisnik, "backend") as backend:
        await backend.answers("/readyz", 503, "database does not answer")
    assert "Traceback" not in backend.errors


async def test_a_database_that_does_not_exist_is_one_line(keys: dict[str, str], server_url: str) -> None:
    url = make_url(server_url).set(database="nobody_made_it", password=PASSWORD).render_as_string(hide_password=False)
    done = await asyncio.to_thread(Command({**keys, "DATABASE_URL": url}).run, "backend", "--port", "0")
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last == 'hisnik: DATABASE_URL: the database refuses: database "nobody_made_it" does not exist'
    assert PASSWORD not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


async def nothing(_engine: AsyncEngine) -> None:
    """All that is wanted is a connection."""


def ignored(_what: str) -> None:
    """Nobody looks at /readyz."""


async def test_a_role_that_does_not_exist_is_refused_and_named(database_url: str) -> None:
    url = make_url(database_url).set(username="nihče", password=PASSWORD).render_as_string(hide_password=False)
    told: list[str] = []
    with pytest.raises(CannotStart, match='DATABASE_URL: the database refuses: role "nihče" does not exist'):
        await prepared(url, nothing, told.append, refused_seconds=0.0)
    assert told


async def test_a_server_that_refuses_for_a_moment_is_waited_for(
    server_url: str, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    name = make_url(database_url).database
    assert name is not None
    with psycopg.connect(server_url, autocommit=True) as server:

        def allow(whether: bool) -> None:
            server.execute(
                sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(sql.Identifier(name), sql.Literal(whether))
            )

        allow(False)
        with caplog.at_level(logging.WARNING):
            await prepared(database_url, nothing, lambda _: allow(True))
    assert "is not currently accepting connections; tried again in 0.5 s" in caplog.text


def test_pauses_grow_to_a_quarter_of_a_minute() -> None:
    grown = pauses()
    assert [next(grown) for _ in range(7)] == [0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0]


# tables of another version


def execute(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("schema", ["backend", "bot"])
async def test_tables_of_a_newer_version_are_left_alone(database_url: str, schema: str) -> None:
    execute(database_url, f"UPDATE {schema}.alembic_version SET version_num = '9999'")
    with pytest.raises(CannotStart, match=f"the tables in {schema} are of a newer version .9999.* `hisnik migrate`"):
        await databases.migrate(database_url)


async def test_a_part_before_tables_of_a_newer_version_ends_with_a_line(
    keys: dict[str, str], database_url: str
) -> None:
    execute(database_url, "UPDATE bot.alembic_version SET version_num = '9999'")
    hisnik = Command({**keys, "DATABASE_URL": database_url})
    done = await asyncio.to_thread(hisnik.run, "worker", "--port", "0")
    assert done.returncode == 1
    assert "hisnik: the tables in bot are of a newer version (9999)" in done.stderr
    assert "Traceback" not in done.stderr


@contextmanager
def visitor(url: str) -> Iterator[str]:
    """A role that may read the version and change nothing."""
    role = f"visitor_{uuid4().hex[:8]}"
    execute(url, f"CREATE ROLE {role} LOGIN")
    for schema in ("backend", "bot"):
        execute(
            url,
            f"GRANT USAGE ON SCHEMA {schema} TO {role}",
            f"GRANT SELECT ON {schema}.alembic_version TO {role}",
        )
    try:
        yield make_url(url).set(username=role).render_as_string(hide_password=False)
    finally:
        execute(url, f"DROP OWNED BY {role}", f"DROP ROLE {role}")


async def test_a_role_that_may_not_migrate_will_do_where_nothing_is_to_be_done(database_url: str) -> None:
    with visitor(database_url) as url:
        await databases.migrate(url)
        execute(database_url, "UPDATE bot.alembic_version SET version_num = 'b0001'")
        with pytest.raises(CannotStart, match=r"in bot are of version b0001.* run `hisnik migrate` with one that may"):
            await databases.migrate(url)


async def test_an_empty_database_gets_its_tables(empty_database_url: str) -> None:
    with visitor_of_nothing(empty_database_url) as url, pytest.raises(CannotStart, match="of version none"):
        await databases.migrate(url)
    await databases.migrate(empty_database_url)
    await databases.migrate(empty_database_url)


@contextmanager
def visitor_of_nothing(url: str) -> Iterator[str]:
    """A role that may connect."""
    role = f"visitor_{uuid4().hex[:8]}"
    execute(url, f"CREATE ROLE {role} LOGIN")
    try:
        yield make_url(url).set(username=role).render_as_string(hide_password=False)
    finally:
        execute(url, f"DROP ROLE {role}")
