"""Fixtures that everything shares: the database with demo data, the clock, the backend under ``ASGITransport``."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.app import create_app
from backend.attachments.desk import Files
from backend.attachments.store import FolderStore
from backend.database import Sessions, make_engine, make_sessions
from backend.parts import Parts
from backend.secrets import KeyedHash
from backend.settings import BackendSettings
from tests import database

SERVICE_TOKEN = "tests-service-token"
DEMO_NOW = datetime(2026, 11, 27, 10, 0, tzinfo=ZoneInfo("Europe/Ljubljana"))


@dataclass(slots=True)
class MovableClock:
    """A clock that stands until a test moves it."""

    now: datetime = DEMO_NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        """Moves on."""
        self.now += by


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


CLUSTER = "HISNIK_TEST_CLUSTER"


def pytest_configure(config: pytest.Config) -> None:
    """One folder for the run's PostgreSQL; workers inherit it. Not in pytest's own, which other runs clear away."""
    if CLUSTER not in os.environ:
        folder = tempfile.mkdtemp(prefix="hisnik-tests-")
        os.environ[CLUSTER] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    with database.server(Path(os.environ[CLUSTER])) as address:
        yield address


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``DATA_DIR`` of commands that tests run: keys, and the interpreter that the first one trains."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def template_name(server_url: str) -> Iterator[str]:
    # a loop of its own: session fixtures outlive the tests' loops
    with asyncio.Runner() as runner:
        filled = database.template(server_url)
        name = runner.run(filled.__aenter__())
        yield name
        runner.run(filled.__aexit__(None, None, None))


@pytest.fixture
def database_url(server_url: str, template_name: str) -> Iterator[str]:
    """A database of this test's own, migrated, with the demo data."""
    with database.clone(server_url, template_name) as address:
        yield address


@pytest.fixture
def empty_database_url(server_url: str) -> Iterator[str]:
    """A database of this test's own without any table."""
    with database.clone(server_url, None) as address:
        yield address


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
def sessions(engine: AsyncEngine) -> Sessions:
    return make_sessions(engine)


@pytest.fixture
def keyed() -> KeyedHash:
    return KeyedHash(database.SECRET_KEY)


@pytest.fixture
def parts(sessions: Sessions, clock: MovableClock, keyed: KeyedHash, database_url: str, tmp_path: Path) -> Parts:
    settings = BackendSettings(
        database_url=database_url,
        service_token=SecretStr(SERVICE_TOKEN),
        secret_key=SecretStr(database.SECRET_KEY),
    )
    files = Files(FolderStore(tmp_path / "files"))
    return Parts(settings=settings, sessions=sessions, clock=clock, keyed=keyed, files=files)


@pytest.fixture
def backend_app(parts: Parts) -> FastAPI:
    return create_app(parts)


@pytest.fixture
async def http(backend_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """The bot's view of the backend: the contract over ASGI, with the service token."""
    transport = httpx.ASGITransport(backend_app)
    headers = {"Authorization": f"Bearer {SERVICE_TOKEN}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://backend", headers=headers) as client:
        yield client
