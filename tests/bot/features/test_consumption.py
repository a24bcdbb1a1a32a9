"""A year or quarter that is not over says so in words, and makes no average smaller than it is."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.dialogue.texts import load_texts
from tests.bot.features.conftest import Visit
from tests.conftest import MovableClock

LJUBLJANA = ZoneInfo("Europe/Ljubljana")


async def test_the_running_year_says_how_far_it_has_come(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("poraba")
    words = await janez.press("Leto")
    assert "Leto 2026 še ni celo: prikazano je do oktobra." in words  # November has no reading yet
    await janez.say("stanje 1834")
    await janez.say("da")
    assert "Leto 2026 še ni celo: prikazano je do novembra." in await janez.say("poraba po letih")


async def test_a_running_quarter_as_well_and_months_never(visit: Visit) -> None:
    janez = await visit("janez")
    assert "še ni celo" not in await janez.say("poraba")
    assert "4. četrtletje 2026 še ni celo: prikazano je do oktobra." in await janez.say("poraba po četrtletjih")


async def test_the_average_is_of_whole_years(visit: Visit) -> None:
    words = await (await visit("janez")).say("poraba po letih")
    assert "Povprečno na leto, brez nepopolnih: " in words
    average = re.search(r"brez nepopolnih: (\d+),(\d)", words)
    assert average
    [highest] = re.findall(r"Največ: \d{4}, (\d+)", words)
    assert int(average[1]) <= int(highest)


async def test_a_year_that_is_over_is_whole(visit: Visit, clock: MovableClock) -> None:
    janez = await visit("janez")
    clock.now = datetime(2027, 1, 2, 10, 0, tzinfo=LJUBLJANA)
    assert "Leto 2026" not in await janez.say("poraba po letih od 2024 do 2026")


@pytest.mark.parametrize("language", ["sl", "en"])
def test_every_month_has_its_form(language: str) -> None:
    say = load_texts(strict=True)[language]
    assert len({say("consumption-until", month=month) for month in range(1, 13)}) == 12
