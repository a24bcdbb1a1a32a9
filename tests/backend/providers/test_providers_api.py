"""What anyone may ask of providers, over HTTP with the demo data."""

from datetime import datetime

import httpx
import pytest

from backend.local_time import LJUBLJANA
from tests.conftest import MovableClock


async def test_all_by_name_and_one(http: httpx.AsyncClient) -> None:
    everyone = (await http.get("/v1/providers")).json()
    assert [each["slug"] for each in everyone] == ["komunala", "odpadki", "upravnik"]
    one = (await http.get("/v1/providers/komunala")).json()
    assert one == everyone[0]
    assert (one["secret_kind"], one["services"]) == ("invoice_number", ["water_cold", "water_waste", "waste"])
    assert {"iban", "tax_number"}.isdisjoint(one)


@pytest.mark.parametrize("slug", ["nobody", "KOMUNALA", "a" * 500, "%00", "%F0%9F%92%A7", "..%2Fpayers"])
@pytest.mark.parametrize("tail", ["", "/office", "/reading-window", "/tariffs"])
async def test_unknown(http: httpx.AsyncClient, slug: str, tail: str) -> None:
    answer = await http.get(f"/v1/providers/{slug}{tail}")
    assert answer.status_code == 404
    if "%2F" not in slug:
        assert answer.json()["code"] == "provider_unknown"


async def test_office_open_now_and_closed_on_a_holiday(http: httpx.AsyncClient, clock: MovableClock) -> None:
    friday = (await http.get("/v1/providers/komunala/office")).json()
    assert (friday["open_now"], friday["closes_at"], friday["opens_at"]) == (True, "2026-11-27T12:00:00+01:00", None)
    wednesday = [(each["opens"], each["closes"]) for each in friday["hours"] if each["weekday"] == 2]
    assert wednesday == [("08:00:00", "10:00:00"), ("13:00:00", "15:00:00")]
    clock.now = datetime(2026, 12, 25, 10, tzinfo=LJUBLJANA)
    christmas = (await http.get("/v1/providers/komunala/office")).json()
    assert (christmas["open_now"], christmas["opens_at"]) == (False, "2026-12-28T08:00:00+01:00")
    assert christmas["holiday_today"]


@pytest.mark.parametrize(
    ("slug", "now", "window"),
    [
        ("komunala", "2026-11-27T10:00+01:00", ("2026-11-25", "2026-12-03", True)),
        ("komunala", "2026-12-03T23:30+01:00", ("2026-11-25", "2026-12-03", True)),
        ("komunala", "2026-12-03T23:30+00:00", ("2026-12-25", "2027-01-03", False)),
        ("upravnik", "2026-11-29T10:00+01:00", ("2026-12-20", "2026-12-28", False)),
        ("odpadki", "2026-11-27T10:00+01:00", None),
    ],
)
async def test_reading_window_goes_by_the_local_day(
    http: httpx.AsyncClient, clock: MovableClock, slug: str, now: str, window: tuple[str, str, bool] | None
) -> None:
    clock.now = datetime.fromisoformat(now)
    found = (await http.get(f"/v1/providers/{slug}/reading-window")).json()
    assert found == (window and dict(zip(("opens", "closes", "is_open"), window, strict=True)))


async def test_no_token_no_answer(backend_app: object) -> None:
    transport = httpx.ASGITransport(backend_app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://backend") as stranger:
        answer = await stranger.get("/v1/providers")
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")
