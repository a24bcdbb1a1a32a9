"""Daily use over the real backend: what a resident reads, and what is stored."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.bot.features.conftest import Visit
from tests.conftest import MovableClock

LJUBLJANA = ZoneInfo("Europe/Ljubljana")


async def test_a_reading_is_echoed_and_stored_on_confirmation(visit: Visit) -> None:
    janez = await visit("janez")
    echo = await janez.say("stanje 1834")
    assert "88213377" in echo
    assert "13 m³" in echo
    assert "shranjeno" in await janez.press("Da, shrani")
    assert "oddano 1.834 m³" in await janez.say("do kdaj lahko oddam stanje?")


async def test_a_correction_shows_the_use_since_the_reading_before(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("stanje 1834")
    await janez.say("da")
    assert "že oddano stanje 1.834 m³" in await janez.say("stanje 1843")
    echo = await janez.press("Popravi na 1.843 m³")
    assert "Doslej shranjeno: 1.834 m³" in echo
    assert "22 m³" in echo
    assert "popravljen" in await janez.say("da")


async def test_a_withdrawn_reading_is_gone(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("stanje 1834")
    await janez.say("da")
    await janez.say("popravi odčitek")
    await janez.press("Umakni odčitek")
    assert "umaknjen" in await janez.press("Da, umakni")
    assert "1.834" not in await janez.say("moji odčitki")


async def test_wrong_values_are_explained_and_nothing_is_stored(visit: Visit) -> None:
    janez = await visit("janez")
    await janez.say("oddaj stanje")
    for said, expected in {
        "-5": "negativno",
        "1e9": "črko e",
        "12,3,4": "preveč vejic",
        "١٨٣٤": "števkami 0–9",
        "1700": "manj od zadnjega stanja 1.821 m³",
        "123456": "5 mest",
    }.items():
        assert expected in await janez.say(said), said
    await janez.press("Prekliči")
    assert "27. 11. 2026" not in await janez.say("moji odčitki")


async def test_an_implausible_value_is_asked_about_with_the_reason(visit: Visit) -> None:
    janez = await visit("janez")
    echo = await janez.say("stanje 4000")
    assert "Ali ste prepričani" in echo
    assert "2.179 m³" in echo
    assert "preverili" in await janez.press("Da, shrani")


async def test_two_readings_fill_two_meters_and_the_third_is_offered(visit: Visit) -> None:
    ana = await visit("ana")
    assert "0,2 m³" in await ana.say("hladna 512,6 topla 233,4")
    assert "Stanji sta shranjeni" in await ana.say("da")
    await ana.press("Vnesi: Toplota 55009128")
    assert "15,990 MWh" in await ana.say("15.990")


async def test_the_wrong_one_of_two_is_fixed(visit: Visit) -> None:
    ana = await visit("ana")
    await ana.say("hladna 512,6 topla 233,4")
    await ana.press("Popravi")
    await ana.press("Topla voda 11200872")
    echo = await ana.say("233,9")
    assert "512,6 m³" in echo
    assert "233,9 m³" in echo


async def test_a_loose_value_asks_for_its_meter(visit: Visit) -> None:
    ana = await visit("ana")
    assert "Na katerem števcu" in await ana.say("stanje 513,0")
    assert "513,0 m³" in await ana.press("Hladna voda 11200871")


async def test_outside_the_window_it_says_when(visit: Visit, clock: MovableClock) -> None:
    clock.now = datetime(2026, 11, 12, 10, 0, tzinfo=LJUBLJANA)
    janez = await visit("janez")
    said = await janez.say("stanje 1834")
    assert "od 25. 11. 2026 do 3. 12. 2026" in said
    assert "čez 13 dni" in said


async def test_a_window_that_closes_before_the_yes(visit: Visit, clock: MovableClock) -> None:
    janez = await visit("janez")
    await janez.say("stanje 1834")
    clock.now = datetime(2026, 12, 4, 0, 1, tzinfo=LJUBLJANA)
    assert "ni mogoče oddati" in await janez.say("da")


async def test_no_meter_no_reading(visit: Visit) -> None:
    zlatko = await visit("zlatko")
    assert "ni števca" in await zlatko.say("stanje 12")
    assert "ni števca" in await zlatko.say("poraba")


async def test_invoices_are_found_by_word_number_and_month(visit: Visit) -> None:
    janez = await visit("janez")
    newest = await janez.say("zadnji račun")
    assert "202600876" in newest
    assert "42,17 €" in newest
    assert janez.sources()
    assert "202600788" in await janez.say("račun za september")
    assert "ne najdem" in await janez.say("račun 202699999")


async def test_open_items_mark_what_is_overdue(visit: Visit) -> None:
    ana = await visit("ana")
    said = await ana.say("odprte postavke")
    assert "Odprta sta 2 računa" in said
    assert "⚠️ Razdelilnik R-2026-09-4711" in said


async def test_office_hours_need_no_link(visit: Visit, clock: MovableClock) -> None:
    someone = await visit("nobody")
    assert "Za katerega" in await someone.say("ste zdaj odprti?")
    assert "Zdaj je odprto, do 12.00" in await someone.press("Komunala Zgled d.o.o.")
    clock.now = datetime(2026, 11, 27, 18, 0, tzinfo=LJUBLJANA)
    assert "v ponedeljek" in await someone.press_data("w:ask_contact_info?provider=komunala")


async def test_english_has_every_text(visit: Visit) -> None:
    janez = await visit("janez", "en")
    assert "13 m³" in await janez.say("reading 1834")
    assert "saved" in await janez.press("Yes, save")
    assert "Latest" not in await janez.say("price list")
    assert "metering point" in (await janez.say("my metering point")).lower()
