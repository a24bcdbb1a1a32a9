"""What counts as a backend that is away."""

from typing import Any

import httpx
import pytest

from bot.backend import BackendClient, BackendDown, BackendRefusal, Keys


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


class Answering:
    """Gives this answer to every request."""

    def __init__(self, status: int, body: str) -> None:
        self.answer = httpx.Response(status, text=body)

    async def request(self, *_where: Any, **_more: Any) -> httpx.Response:
        return self.answer


@pytest.mark.parametrize("status", [404, 405, 413])
async def test_an_error_that_is_not_the_contracts_refuses_nothing(status: int) -> None:
    """It is of a proxy; that it may be so for ever is counted."""
    with pytest.raises(BackendDown) as raised:
        await BackendClient(Answering(status, "<h1>Not found</h1>"), Keys("a")).staff_groups()
    assert raised.value.fault


async def test_the_contracts_refusal_is_one() -> None:
    with pytest.raises(BackendRefusal) as raised:
        await BackendClient(Answering(409, '{"code": "not_linked"}'), Keys("a")).staff_groups()
    assert raised.value.code == "not_linked"


async def test_a_turn_that_outlives_its_process_waits_for_another() -> None:
    http = httpx.AsyncClient(base_url="http://127.0.0.1:9")
    await http.aclose()
    with pytest.raises(BackendDown):
        await BackendClient(http, Keys("a")).staff_groups()
