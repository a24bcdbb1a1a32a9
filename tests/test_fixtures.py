"""The fixtures themselves: a database a test, and the backend answers."""

import httpx
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine


async def test_a_test_has_a_migrated_database_of_its_own(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        tables = await connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'backend'"))
    assert tables is not None
    assert tables >= 20


async def test_the_backend_answers_under_asgi(http: httpx.AsyncClient) -> None:
    assert (await http.get("/openapi.json")).status_code == 200
