"""Price lists over HTTP with the demo data."""

import httpx
import pytest


async def test_the_list_in_force_beside_the_one_before(http: httpx.AsyncClient) -> None:
    prices = (await http.get("/v1/providers/komunala/tariffs")).json()
    assert (prices["provider_name"], prices["valid_from"], prices["previous_from"]) == (
        "Komunala Zgled d.o.o.",
        "2026-01-01",
        "2025-01-01",
    )
    assert len(prices["prices"]) == 9
    assert prices["prices"][0] == {
        "service": "water_cold",
        "description": "Vodarina",
        "unit": "m3",
        "unit_price": "0.7332",
        "vat_rate": "9.5",
        "with_vat": "0.8029",
        "previous": "0.7012",
    }
    [untaxed] = [each for each in prices["prices"] if each["vat_rate"] is None]
    assert untaxed["with_vat"] == untaxed["unit_price"] == "0.0528"


@pytest.mark.parametrize(
    ("on", "first", "before"), [("2025-12-31", "0.7012", None), ("2026-01-01", "0.7332", "0.7012")]
)
async def test_on_a_day(http: httpx.AsyncClient, on: str, first: str, before: str | None) -> None:
    prices = (await http.get("/v1/providers/komunala/tariffs", params={"on": on})).json()["prices"]
    assert (prices[0]["unit_price"], prices[0]["previous"]) == (first, before)


async def test_before_the_first_list_and_no_day(http: httpx.AsyncClient) -> None:
    early = await http.get("/v1/providers/komunala/tariffs", params={"on": "2020-01-01"})
    assert (early.status_code, early.json()["code"]) == (404, "no_price_list")
    wrong = await http.get("/v1/providers/komunala/tariffs", params={"on": "yesterday"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "malformed")
