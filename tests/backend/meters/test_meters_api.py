"""Metering points over HTTP with the demo data."""

import httpx
import pytest

from backend.database import Sessions
from tests.backend.at_home import at_home


async def test_a_replaced_meter_comes_after_the_working_one(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions, "204880")
    [point] = (await home.get("metering-points")).json()
    assert (point["code"], point["street"], point["post_code"]) == ("OM-1003", "Nova cesta 12", "1352")
    assert point["services"] == ["water_cold", "water_waste", "waste"]
    working, removed = point["meters"]
    assert (working["serial"], working["installed_on"], working["last_value"], working["last_taken_on"]) == (
        "90112254",
        "2026-08-14",
        "34",
        "2026-10-27",
    )
    assert (removed["serial"], removed["removed_on"], removed["last_value"]) == ("70015519", "2026-08-14", "4410")


async def test_three_meters_at_one_point(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions, "4711")
    [point] = (await home.get("metering-points")).json()
    assert [(each["serial"], each["unit"], each["last_value"]) for each in point["meters"]] == [
        ("11200871", "m3", "512.4"),
        ("11200872", "m3", "233.1"),
        ("55009128", "MWh", "15.872"),
    ]


async def test_a_point_without_a_meter(http: httpx.AsyncClient, sessions: Sessions) -> None:
    [point] = (await (await at_home(http, sessions, "990017")).get("metering-points")).json()
    assert (point["meters"], point["services"]) == ([], ["waste"])


async def test_a_stored_reading_is_the_last_value(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions)
    await home.store(s88213377="1834")
    [point] = (await home.get("metering-points")).json()
    assert (point["meters"][0]["last_value"], point["meters"][0]["last_taken_on"]) == ("1834", "2026-11-27")


@pytest.mark.parametrize("tail", ["metering-points", "readings", "consumption?start=2026-01-01&end=2026-10-31"])
async def test_another_residents_link_is_none(http: httpx.AsyncClient, sessions: Sessions, tail: str) -> None:
    home, neighbour = await at_home(http, sessions), await at_home(http, sessions, "4711")
    crossed = neighbour.path.replace(f"residents/{neighbour.resident}/", f"residents/{home.resident}/")
    answer = await http.get(f"{crossed}/{tail}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_linked")
    huge = await http.get(f"/v1/residents/{home.resident}/links/{10**30}/{tail}")
    assert (huge.status_code, huge.json()["code"]) == (422, "malformed")
