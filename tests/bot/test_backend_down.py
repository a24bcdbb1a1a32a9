"""What counts as a backend that is away."""

from typing import Any

import httpx
import pytest

from bot.backend import BackendClient, BackendDown, Keys


class Broken:
    """Raises at every request."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def request(self, *_where: Any, **_more: Any) -> httpx.Response:
        raise self.error


def ended_as_it_was_made() -> Exception:
    """What anyio raises on uvloop."""
    try:
        None.getpeername()  # type: ignore[attr-defined]
    except AttributeError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize("error", [httpx.ConnectError("refused"), ended_as_it_was_made()])
async def test_a_connection_that_is_not_made(error: Exception) -> None:
    with pytest.raises(BackendDown):
        await BackendClient(Broken(error), Keys("a")).staff_groups()


async def test_a_mistake_is_not_called_so() -> None:
    with pytest.raises(AttributeError):
        await BackendClient(Broken(AttributeError("a mistake", name="other")), Keys("a")).staff_groups()


async def test_a_turn_that_outlives_its_process_waits_for_another() -> None:
    http = httpx.AsyncClient(base_url="http://127.0.0.1:9")
    await http.aclose()
    with pytest.raises(BackendDown):
        await BackendClient(http, Keys("a")).staff_groups()
