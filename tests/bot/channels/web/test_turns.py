"""What comes in: foreign sites, limits, bodies that no page sends; and that a redelivered turn is one turn."""

import json
from dataclasses import replace

import httpx
import pytest

from bot.channels.web.limits import Limiter
from bot.dialogue.turn import Pressed, Said, Started
from tests.bot.channels.web.conftest import OWN, Browser, World

KEY = "0123456789abcdef"


@pytest.mark.parametrize(
    "origin", ["https://zlobna.example", "http://hisnik.test.zlobna.example", "null", "", "http://[::1", "hisnik.test"]
)
async def test_another_site_can_send_nothing(browser: Browser, world: World, origin: str) -> None:
    assert (await browser.turn({"origin": origin}, text="izbriši vse")).status_code == 403
    assert world.desk.turns == []


async def test_a_page_without_an_origin_is_foreign_where_no_public_address_is_known(world: World) -> None:
    world.web = replace(world.web, public_origin=None)
    browser = await world.browser()
    assert (await browser.turn({"origin": "null"}, text="hej")).status_code == 403


@pytest.mark.parametrize("origin", [OWN, "https://komunala.example", None])
async def test_our_own_page_can(browser: Browser, origin: str | None) -> None:
    assert (await browser.turn({"origin": origin} if origin else {}, text="hej")).status_code == 200


async def test_a_message_has_a_longest_length(browser: Browser, world: World) -> None:
    assert (await browser.turn(text="a" * 20_001)).status_code == 400
    assert (await browser.turn(text="a" * 20_000)).status_code == 200
    assert (await browser.turn(press="a" * 201)).status_code == 400
    assert (await browser.turn(start="a" * 201)).status_code == 400
    assert len(world.desk.turns) == 1


async def test_a_body_of_unknown_length_is_refused(browser: Browser) -> None:
    async def endless() -> object:
        yield b"x" * 1000

    answer = await browser.http.post("/chat/turns", content=endless())  # type: ignore[arg-type]
    assert answer.status_code == 413


async def test_a_turn_carries_no_bytes(browser: Browser, world: World) -> None:
    files = {"file": ("a.png", b"x", "image/png")}
    answer = await browser.http.post("/chat/turns", data={"turn": json.dumps({"key": KEY, "text": "a"})}, files=files)
    assert answer.status_code == 400
    assert answer.json() == {"status": 400}
    assert world.desk.turns == []
    assert (await browser.turn(text="a", press="b" * 100_000)).status_code == 413


@pytest.mark.parametrize(
    "turn",
    [
        "",
        "{",
        "[]",
        "null",
        '"hej"',
        "[" * 60_000,
        json.dumps({"text": "brez ključa"}),
        json.dumps({"key": "kratek", "text": "hej"}),
        json.dumps({"key": "k" * 65, "text": "hej"}),
        json.dumps({"key": "ključ s presledki", "text": "hej"}),
        json.dumps({"key": KEY}),
        json.dumps({"key": KEY, "text": "hej", "press": "w:menu"}),
        json.dumps({"key": KEY, "text": "hej", "chat": "somebody-else"}),
        json.dumps({"key": KEY, "text": 5}),
        json.dumps({"key": KEY, "file": "W10.forged"}),
        json.dumps({"key": KEY, "file": "stored:1"}),
        json.dumps({"key": KEY, "text": "hej", "album": KEY}),
        json.dumps({"key": KEY, "press": "w:menu", "edits": KEY}),
        json.dumps({"key": KEY, "text": "hej", "edits": "../" * 4}),
        f'{{"key": "{KEY}", "text": "a\\ud800"}}',
    ],
)
async def test_what_no_page_sends_is_refused(browser: Browser, world: World, turn: str) -> None:
    answer = await browser.http.post("/chat/turns", files={"turn": (None, turn)})
    assert answer.status_code == 400
    assert world.desk.turns == []


async def test_a_body_that_is_no_form_is_refused(browser: Browser) -> None:
    assert (await browser.http.post("/chat/turns", json={"key": KEY, "text": "hej"})).status_code == 400
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert (await browser.http.post("/chat/turns", content=b"--y\r\n", headers=broken)).status_code == 400


async def test_a_turn_is_what_the_page_says(browser: Browser, world: World) -> None:
    await browser.turn(text="stanje\0 1834", language="sl-SI")
    await browser.turn(press="w:show_menu")
    await browser.turn(start="")
    await browser.turn(start="povabilo")
    assert [turn.content for turn in world.desk.turns] == [
        Said("stanje 1834"),
        Pressed("w:show_menu"),
        Started(None),
        Started("povabilo"),
    ]
    assert world.desk.turns[0].language_hint == "sl-SI"


async def test_a_turn_sent_again_is_the_same_turn(browser: Browser, world: World) -> None:
    turn = {"turn": (None, json.dumps({"key": KEY, "text": "stanje 1834"}))}
    first, second = [(await browser.http.post("/chat/turns", files=turn)).json() for _ in range(2)]
    assert first == second
    assert len(world.desk.turns) == 1
    assert len((await browser.messages(after=0, wait=0)).json()["messages"]) == 1


async def test_a_correction_names_what_it_corrects(browser: Browser, world: World) -> None:
    await browser.http.post("/chat/turns", files={"turn": (None, json.dumps({"key": KEY, "text": "1834"}))})
    await browser.turn(text="1843", edits=KEY)
    said, corrected = world.desk.turns
    assert (said.message, said.edited) == (KEY, False)
    assert (corrected.content, corrected.message, corrected.edited) == (Said("1843"), KEY, True)
    assert corrected.source == said.source
    assert corrected.key != said.key


async def test_two_visitors_with_one_key_do_not_meet(world: World) -> None:
    said = []
    for text in ("moje", "tvoje"):
        browser = await world.browser()
        turn = {"turn": (None, json.dumps({"key": KEY, "text": text}))}
        said.append((await browser.http.post("/chat/turns", files=turn)).json()["messages"][0]["text"])
    assert said == ["odgovor na moje", "odgovor na tvoje"]


async def _statuses(browser: Browser, count: int) -> list[int]:
    return [(await browser.turn(text="hej")).status_code for _ in range(count)]


async def test_a_visitor_who_hurries_has_to_wait(world: World) -> None:
    world.web = replace(world.web, by_visitor=Limiter(per_minute=1, burst=3))
    hasty, other = await world.browser(), await world.browser()
    assert await _statuses(hasty, 5) == [200, 200, 200, 429, 429]
    assert await _statuses(other, 1) == [200]
    assert len(world.desk.turns) == 4


async def test_new_cookies_do_not_get_round_the_limit_of_an_address(world: World) -> None:
    world.web = replace(world.web, by_address=Limiter(per_minute=1, burst=3))
    statuses = [status for _ in range(5) for status in await _statuses(await world.browser(), 1)]
    assert statuses == [200, 200, 200, 429, 429]


async def test_reading_has_a_limit_as_well(world: World) -> None:
    world.web = replace(world.web, reads=Limiter(per_minute=1, burst=2))
    browser = await world.browser()
    answers: list[httpx.Response] = [await browser.messages(after=0, wait=0) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (await browser.http.get("/chat/files/any")).status_code == 429
