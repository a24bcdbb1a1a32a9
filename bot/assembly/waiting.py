"""A part that is started before its database waits for it. One that the database turns away ends, and says why.

Which of the two it is tells libpq's ``PQping``, in whatever language the server speaks: it needs no right user or database. The
database's address is never named, it has a password.
"""

import asyncio
import itertools
import logging
import time
from collections.abc import Awaitable, Callable, Iterator

from psycopg.conninfo import make_conninfo
from psycopg.errors import ProgrammingError as BadAddress
from psycopg.pq import PGconn, Ping
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import make_engine, psycopg_url
from bot.errors import CannotStart

log = logging.getLogger(__name__)

CONNECT_SECONDS = 5
LONGEST_PAUSE = 15.0
REFUSED_SECONDS = 15.0
"""So long a database that answers may refuse: it may just be being made, or have no connection left."""
AWAY = "database does not answer"
STARTING = "database is starting up or shutting down"

Prepare = Callable[[AsyncEngine], Awaitable[None]]
Told = Callable[[str], None]
"""Hears what is waited for."""


def pauses() -> Iterator[float]:
    """Seconds between tries: half a second, doubling."""
    return (min(0.5 * 2**number, LONGEST_PAUSE) for number in itertools.count())


async def prepared(url: str, prepare: Prepare, told: Told, refused_seconds: float = REFUSED_SECONDS) -> None:
    """Runs ``prepare`` as soon as the database takes connections. Raises ``CannotStart``, and what ``prepare`` raises."""
    engine = make_engine(url, pool_size=2)
    refusing_since: float | None = None
    try:
        for pause in pauses():
            try:
                async with asyncio.timeout(CONNECT_SECONDS):
                    async with engine.connect():
                        pass
                await prepare(engine)
            except (OperationalError, OSError) as error:
                away = await asyncio.to_thread(_away, url)
                why = away or f"the database refuses: {_words(error)}"
                told(why)
                refusing_since = (refusing_since or time.monotonic()) if away is None else None
                if refusing_since is not None and time.monotonic() - refusing_since >= refused_seconds:
                    raise CannotStart(f"DATABASE_URL: {why}") from error
            else:
                return
            log.warning("not started yet, %s; tried again in %.1f s", why, pause)
            await asyncio.sleep(pause)
    finally:
        await engine.dispose()


def _away(url: str) -> str | None:
    """Why nobody can connect now; None: others can. Blocks for seconds."""
    try:
        address = make_conninfo(
            psycopg_url(url).replace("postgresql+psycopg", "postgresql", 1), connect_timeout=CONNECT_SECONDS
        )
    except BadAddress:
        return None
    state = PGconn.ping(address.encode())
    return {Ping.NO_RESPONSE: AWAY, Ping.REJECT: STARTING}.get(Ping(state))


def _words(error: OperationalError | OSError) -> str:
    """What the server said, without what stands before it: the address."""
    if not isinstance(error, OperationalError):
        return type(error).__name__
    return str(error.orig).strip().splitlines()[-1].rpartition(":  ")[2]
