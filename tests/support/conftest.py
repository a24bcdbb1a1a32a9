"""A house with both sides at work."""

from collections.abc import AsyncIterator

import httpx
import pytest

from backend.database import Sessions
from tests.support.house import House, at_work


@pytest.fixture
async def house(http: httpx.AsyncClient, sessions: Sessions) -> AsyncIterator[House]:
    async with at_work(http, sessions) as house:
        yield house
