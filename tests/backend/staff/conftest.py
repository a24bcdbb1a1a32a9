"""Ana of Komunala with a browser of her own."""

from collections.abc import AsyncIterator

import pytest

from backend.database import Sessions
from backend.parts import Parts
from tests.backend.staff.browsing import Browser, browser, employ
from tests.conftest import MovableClock


@pytest.fixture
async def ana_id(sessions: Sessions, clock: MovableClock) -> int:
    return await employ(sessions, clock, "ana@komunala.example")


@pytest.fixture
async def ana(ana_id: int, parts: Parts, clock: MovableClock) -> AsyncIterator[Browser]:
    """Before the login."""
    her = browser(parts, clock)
    yield her
    await her.http.aclose()


@pytest.fixture
async def other(parts: Parts, clock: MovableClock) -> AsyncIterator[Browser]:
    """A browser on another machine."""
    its = browser(parts, clock, address="10.0.0.2")
    yield its
    await its.http.aclose()
