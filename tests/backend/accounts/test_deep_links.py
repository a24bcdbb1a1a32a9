"""Deep links: a slug presets the provider, a signed payload the payer code too; anything else is refused."""

import httpx
import pytest

from backend.accounts.codes import LONGEST_PAYLOAD, start_payload
from backend.secrets import KeyedHash
from tests.backend.people import meet
from tests.database import SECRET_KEY

KEYED = KeyedHash(SECRET_KEY)
RIGHT = start_payload(KEYED, "komunala", "123456")


async def opened(http: httpx.AsyncClient, payload: str) -> tuple[int, object]:
    answer = await http.post("/v1/start-payloads", json={"payload": payload}, headers={"Idempotency-Key": "open"})
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("payload", "code"),
    [("komunala", None), (RIGHT, "123456"), (start_payload(KEYED, "komunala", " 123 457 "), "123457")],
)
async def test_presets(http: httpx.AsyncClient, payload: str, code: str | None) -> None:
    assert await opened(http, payload) == (200, {"provider": "komunala", "payer_code": code})


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(RIGHT[:-1] + ("0" if RIGHT[-1] != "0" else "1"), id="wrong signature"),
        pytest.param(RIGHT.replace("123456", "123457"), id="another's code"),
        pytest.param(RIGHT.replace("komunala", "odpadki"), id="another provider"),
        pytest.param(start_payload(KEYED, "nobody", "123456"), id="signed for an unknown provider"),
        pytest.param(start_payload(KEYED, "komunala", ""), id="signed without a code"),
        pytest.param(start_payload(KeyedHash("another key"), "komunala", "123456"), id="another installation"),
        pytest.param("nobody", id="unknown provider"),
        pytest.param("komunala" + "x" * 60, id="too long"),
        pytest.param("", id="empty"),
        pytest.param("komunala\x00", id="zero character"),
        pytest.param("_ž_ž", id="not even a payload"),
    ],
)
async def test_refuses(http: httpx.AsyncClient, payload: str) -> None:
    assert await opened(http, payload) == (404, {"code": "payload_invalid", "details": {}})


@pytest.mark.parametrize("code", ["12/34", "1" * 60])
def test_no_payload_that_telegram_refuses(code: str) -> None:
    with pytest.raises(ValueError, match="deep link"):
        start_payload(KEYED, "komunala", code)


def test_fits_telegram() -> None:
    assert len(RIGHT) <= LONGEST_PAYLOAD


async def test_a_signed_link_does_not_replace_the_secret(http: httpx.AsyncClient) -> None:
    person = await meet(http)
    await opened(http, RIGHT)
    assert (await person.link(secret=None)).json()["code"] == "link_refused"
