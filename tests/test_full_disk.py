"""PostgreSQL has no room left (53100): nothing is half stored, nobody is told what isn't so, and later everything goes on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from backend.database import Sessions, transaction
from backend.readings.models import Reading
from bot.backend import BackendClient, BackendDown, Keys
from bot.dialogue.store import Store
from bot.dialogue.turn import Said, Turn
from tests.backend.at_home import AtHome, at_home
from tests.conftest import DEMO_NOW

FULL = """CREATE FUNCTION public.full() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$"""


@asynccontextmanager
async def full_disk(sessions: Sessions, table: str) -> AsyncIterator[None]:
    """Whatever is written into ``table`` finds no room."""
    async with transaction(sessions) as session:
        await session.execute(text(FULL))
        made = f"CREATE TRIGGER full_disk BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION public.full()"
        await session.execute(text(made))
    yield
    async with transaction(sessions) as session:
        await session.execute(text("DROP FUNCTION public.full CASCADE"))


@pytest.fixture
async def home(http: httpx.AsyncClient, sessions: Sessions) -> AtHome:
    return await at_home(http, sessions)


async def count(sessions: Sessions) -> int:
    async with sessions() as session:
        return await session.scalar(select(func.count()).select_from(Reading)) or 0


async def test_a_reading_is_not_taken_and_not_lost(
    home: AtHome, sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    before = await count(sessions)
    async with full_disk(sessions, "backend.readings"):
        refused = await home.store(key="one", s88213377="1834")
        assert (refused.status_code, refused.json()["code"]) == (503, "database_away")
    assert "DiskFull" in caplog.text
    assert "1834" not in caplog.text
    assert await count(sessions) == before
    assert (await home.store(key="one", s88213377="1834")).status_code == 201, "the same request, made again"
    assert await count(sessions) == before + 1


async def test_the_receipt_has_no_room_so_the_reading_waits_too(home: AtHome, sessions: Sessions) -> None:
    before = await count(sessions)
    async with full_disk(sessions, "backend.outgoing_messages"):
        assert (await home.store(key="one", s88213377="1834")).status_code == 503
    assert await count(sessions) == before


async def test_it_is_nobodys_fault(home: AtHome, sessions: Sessions, http: httpx.AsyncClient) -> None:
    """The turn waits, and is not given up after some tries."""
    client = BackendClient(http, Keys("turn"))
    async with full_disk(sessions, "backend.idempotent_requests"):
        with pytest.raises(BackendDown) as down:
            await client.unlink((home.resident, int(home.path.rsplit("/", 1)[1])))
    assert not down.value.fault


async def test_an_update_is_not_acknowledged(sessions: Sessions) -> None:
    store, turn = Store(sessions), Turn("telegram", "1", "1:1", Said("stanje 1834"))
    async with full_disk(sessions, "bot.turns"):
        with pytest.raises(DBAPIError):
            await store.take(turn, "me", DEMO_NOW)
    assert (await store.take(turn, "me", DEMO_NOW)).go
