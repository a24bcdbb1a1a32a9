"""Consumption over HTTP with the demo data: figures and picture."""

from decimal import Decimal
from io import BytesIO

import httpx
import pytest
from PIL import Image

from backend.database import Sessions
from tests.backend.at_home import at_home

YEAR = {"start": "2025-12-01", "end": "2026-11-30"}


async def test_months_of_a_year_beside_the_year_before(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions)
    view = (await home.get("consumption", **YEAR, compare=True)).json()
    [series], [before] = view["series"], view["before"]
    assert (series["service"], series["unit"], series["serials"]) == ("water_cold", "m3", ["88213377"])
    assert [bar["start"] for bar in series["bars"]][::11] == ["2025-12-01", "2026-11-01"]
    # November's reading is not in yet: no data, not zero
    assert (series["bars"][-1]["used"], series["missing"]) == (None, 1)
    assert series["bars"][-2]["used"] == "11"
    assert Decimal(series["total"]) == 1821 - 1693
    assert (before["bars"][0]["start"], len(before["bars"]), before["missing"]) == ("2024-12-01", 12, 0)


@pytest.mark.parametrize(("grain", "bars"), [("month", 10), ("quarter", 4), ("year", 1)])
async def test_grains_have_one_total(http: httpx.AsyncClient, sessions: Sessions, grain: str, bars: int) -> None:
    home = await at_home(http, sessions)
    view = (await home.get("consumption", start="2026-01-01", end="2026-10-31", grain=grain)).json()
    [series] = view["series"]
    assert (len(series["bars"]), series["total"], view["before"]) == (bars, "118", None)


async def test_a_replacement_and_a_rollover_are_never_negative(http: httpx.AsyncClient, sessions: Sessions) -> None:
    marija = await at_home(http, sessions, "204880")
    [series] = (await marija.get("consumption", **YEAR)).json()["series"]
    assert (series["serials"], series["replaced_on"]) == (["70015519", "90112254"], ["2026-08-14"])
    assert Decimal(series["total"]) == (4410 - 4284) + 34
    weekend = await at_home(http, sessions, "123457")
    assert (await weekend.store(s88213401="3", sure=True)).status_code == 201
    [rolled] = (await weekend.get("consumption", **YEAR)).json()["series"]
    assert rolled["bars"][-1]["used"] == "22"
    assert all(Decimal(bar["used"]) >= 0 for bar in [*series["bars"], *rolled["bars"]] if bar["used"] is not None)


async def test_several_meters_are_several_series(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions, "4711")
    series = (await home.get("consumption", **YEAR)).json()["series"]
    assert [(each["service"], each["unit"], each["decimals"]) for each in series] == [
        ("water_cold", "m3", 1),
        ("water_hot", "m3", 1),
        ("heat", "MWh", 3),
    ]


async def test_before_the_first_reading_there_is_no_data(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions, "4711")
    [cold, *_] = (await home.get("consumption", start="2015-01-01", end="2015-12-31")).json()["series"]
    assert (cold["missing"], cold["total"]) == (12, "0")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-10-31", "2026-01-01"),
        ("2027-01-01", "2027-12-31"),
        ("2000-01-01", "2026-11-27"),
        ("2026-01-01", "9999-12-31"),
        ("0001-01-01", "0001-12-31"),
    ],
)
@pytest.mark.parametrize("tail", ["", "/chart.png"])
async def test_periods_that_cannot_be(
    http: httpx.AsyncClient, sessions: Sessions, start: str, end: str, tail: str
) -> None:
    home = await at_home(http, sessions)
    answer = await home.get(f"consumption{tail}", start=start, end=end, compare=True)
    assert (answer.status_code, answer.json()["code"]) == (422, "period_invalid")


@pytest.mark.parametrize("wrong", [{"start": "2026-13-01"}, {"grain": "week"}, {"end": ""}])
async def test_malformed(http: httpx.AsyncClient, sessions: Sessions, wrong: dict[str, str]) -> None:
    home = await at_home(http, sessions)
    answer = await home.get("consumption", **(YEAR | wrong))
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


@pytest.mark.parametrize(("payer", "compare"), [("123456", True), ("4711", False)])
async def test_the_chart_is_a_png(http: httpx.AsyncClient, sessions: Sessions, payer: str, compare: bool) -> None:
    home = await at_home(http, sessions, payer)
    answer = await home.get("consumption/chart.png", **YEAR, compare=compare, language="en")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    with Image.open(BytesIO(answer.content)) as picture:
        picture.load()
        assert picture.format == "PNG"
        assert picture.width >= 600
        assert len(set(picture.convert("L").resize((60, 60)).tobytes())) > 5


async def test_without_a_meter_there_is_nothing_to_draw(http: httpx.AsyncClient, sessions: Sessions) -> None:
    home = await at_home(http, sessions, "990017")
    assert (await home.get("consumption", **YEAR)).json()["series"] == []
    answer = await home.get("consumption/chart.png", **YEAR)
    assert (answer.status_code, answer.json()["code"]) == (409, "no_consumption")
