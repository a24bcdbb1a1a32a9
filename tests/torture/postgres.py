"""A PostgreSQL of the test's own, durable as in earnest, that can be taken away in the middle of everything."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol, cast

import psycopg

from backend.embedded_postgres import start_postgres

BACK_SECONDS = 60.0


class _Server(Protocol):
    """What of the wheel's server is needed to end it hard and start it again."""

    pgdata: Path

    def get_uri(self, database: str | None = None) -> str: ...
    def get_pid(self) -> int | None: ...
    def ensure_postgres_running(self) -> None: ...
    def cleanup(self) -> None: ...


class Postgres:
    """``url`` stays the same through restarts."""

    def __init__(self, server: _Server) -> None:
        self._server = server
        self.url = server.get_uri()
        self.ended: list[float] = []

    @property
    def restarts(self) -> int:
        """How often."""
        return len(self.ended)

    async def restart(self) -> None:
        """SIGQUIT, as in ``pg_ctl -m immediate``: every connection breaks, and it recovers from its log as after a crash."""
        pid = self._server.get_pid()
        assert pid is not None
        os.kill(pid, signal.SIGQUIT)
        self.ended.append(time.time())
        async with asyncio.timeout(BACK_SECONDS):
            while (self._server.pgdata / "postmaster.pid").exists():
                await asyncio.sleep(0.05)
        await asyncio.to_thread(self._server.ensure_postgres_running)
        async with await psycopg.AsyncConnection.connect(self.url) as connection:
            await connection.execute("SELECT 1")


@asynccontextmanager
async def postgres(folder: Path) -> AsyncIterator[Postgres]:
    """Empty, with its data in ``folder``; gone after the block."""
    server = cast(_Server, await asyncio.to_thread(start_postgres, folder))
    try:
        yield Postgres(server)
    finally:
        server.cleanup()
        # a restart that was under way when the test failed may have ended only now
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            os.kill(int((server.pgdata / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
