"""Files that visitors hand in: whose they are, limits, lies and refusals; nothing of them is lost or another's."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

import httpx
import pytest
from itsdangerous import URLSafeSerializer

from backend.attachments.contract import LARGEST_FILE
from backend.contract import Problem
from bot.channels.web.limits import Limiter
from bot.channels.web.uploads import AT_ONCE, Incoming
from bot.channels.web.visitor import COOKIE, Upload
from bot.dialogue.turn import Sent
from tests.bot.channels.telegram.world import PNG
from tests.bot.channels.web.conftest import OWN, Browser, World


async def test_a_file_goes_to_the_backend_and_its_turn_carries_it(browser: Browser, world: World) -> None:
    answer = await browser.upload(PNG, "../../etc/števec.png", headers={"accept-language": "en"})
    assert answer.status_code == 200, answer.text
    kept = answer.json()
    [file] = world.store.files.values()
    assert (file.name, file.data, file.language) == ("števec.png", PNG, "en")
    assert (kept["kind"], kept["name"], kept["mime"], kept["size"]) == ("photo", "števec.png", "image/png", len(PNG))
    turn = await browser.turn(text="tukaj", file=kept["file"], album="album-000001")
    assert turn.status_code == 200, turn.text
    [sent] = world.desk.turns
    assert sent.chat == file.visitor
    assert sent.content == Sent(
        "photo", "števec.png", "image/png", len(PNG), file="stored:1", caption="tukaj", album="album-000001"
    )


async def test_its_visitor_sees_it_again_and_nobody_else(browser: Browser, world: World) -> None:
    kept = (await browser.upload(PNG)).json()
    answer = await browser.http.get(kept["url"])
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, PNG, "image/png")
    assert world.files.asked == ["/v1/residents/7/files/1"]
    other, stranger = await world.browser(), await world.browser(opened=False)
    for who in (other, stranger):
        assert (await who.http.get(kept["url"])).status_code == 404
    assert (await other.turn(file=kept["file"])).status_code == 400
    assert (await stranger.turn(file=kept["file"])).status_code == 403
    assert world.desk.turns == []
    assert len(world.files.asked) == 1


@pytest.mark.parametrize(
    "origin", ["https://zlobna.example", "null", "", "http://hisnik.test.zlobna.example", "http://[::1"]
)
async def test_another_site_can_hand_in_nothing(browser: Browser, world: World, origin: str) -> None:
    assert (await browser.upload(PNG, headers={"origin": origin})).status_code == 403
    assert (await browser.upload(PNG, headers={"origin": OWN})).status_code == 200
    assert len(world.store.files) == 1


async def test_without_our_cookie_there_is_nothing(world: World) -> None:
    stranger = await world.browser(opened=False)
    assert (await stranger.upload(PNG)).status_code == 403
    forged = URLSafeSerializer("guessed", salt="hisnik.web.visitor").dumps(["visitor", 1_800_000_000])
    stranger.http.cookies = httpx.Cookies({COOKIE: forged})
    assert (await stranger.upload(PNG)).status_code == 403
    assert world.store.files == {}


async def test_a_forged_token_is_no_file(browser: Browser, world: World) -> None:
    await browser.upload(PNG)
    visitor = next(iter(world.store.files.values())).visitor
    guessed = URLSafeSerializer("guessed", salt=f"hisnik.web.upload:{visitor}").dumps([7, 1, "photo", "a", "b", 1])
    other_shape = world.web.visitors._signer(f"upload:{visitor}").dumps([7, 1, "script", "a", "b", 1])
    file_of_an_answer = world.web.visitors.file_token(visitor, 1, 0)
    for token in (guessed, other_shape, file_of_an_answer, "x", "." * 1500):
        assert (await browser.turn(file=str(token))).status_code == 400
        assert (await browser.http.get(f"/chat/uploads/{token}")).status_code == 404


async def test_twenty_megabytes_and_not_one_byte_more(browser: Browser, world: World) -> None:
    assert (await browser.upload(bytes(LARGEST_FILE))).status_code == 200
    assert (await browser.upload(bytes(LARGEST_FILE + 1))).status_code == 413
    assert (await browser.upload(bytes(21 * 1024 * 1024), headers={"content-length": "5"})).status_code == 413
    assert len(world.store.files) == 1


async def test_a_body_of_unknown_length_is_refused(browser: Browser, world: World) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"x" * 1000

    answer = await browser.http.post("/chat/files", params={"key": uuid4().hex}, content=endless())
    assert answer.status_code == 413
    assert world.store.files == {}


@pytest.mark.parametrize("key", ["", "kratek", "k" * 65, "s presledki", "../../../etc"])
async def test_a_key_that_no_page_makes(browser: Browser, key: str) -> None:
    answer = await browser.http.post("/chat/files", params={"name": "a.png", "key": key}, content=PNG)
    assert answer.status_code == 400


@pytest.mark.parametrize(("language", "words"), [("sl", "Take datoteke ne morem sprejeti"), ("en", "I can't take")])
async def test_a_refusal_is_said_kindly_in_the_pages_language(
    browser: Browser, world: World, language: str, words: str
) -> None:
    world.store.refusal = Problem(code="file_type_refused", details={})
    answer = await browser.upload(b"MZ\x90", "slika.png", headers={"accept-language": language})
    assert answer.status_code == 422
    assert answer.json()["text"].startswith(words)
    world.store.refusal = Problem(code="something_new", details={})
    assert (await browser.upload(PNG)).json()["text"]


async def test_a_backend_that_is_away_loses_nothing(browser: Browser, world: World) -> None:
    world.store.down = 1
    key = uuid4().hex
    assert (await browser.upload(PNG, key=key)).status_code == 503
    assert (await browser.upload(PNG, key=key)).status_code == 200
    assert (await browser.upload(PNG, key=key)).status_code == 200
    assert list(world.store.files) == [key]


async def test_fifty_files_at_once_get_a_clear_answer_each(browser: Browser, world: World) -> None:
    answers = await asyncio.gather(*(browser.upload(PNG, f"{number}.png") for number in range(50)))
    taken = [answer for answer in answers if answer.status_code == 200]
    assert {answer.status_code for answer in answers} == {200, 429}
    assert len(taken) == len(world.store.files) == 30
    for answer in taken[:10]:
        assert (await browser.turn(file=answer.json()["file"], album="album-000001")).status_code == 200
    assert len(world.desk.turns) == 10


async def test_new_cookies_do_not_get_round_the_limit_of_an_address(world: World) -> None:
    limited = replace(world.web.uploads, by_address=Limiter(per_minute=1, burst=2))
    world.web = replace(world.web, uploads=limited)
    assert [(await (await world.browser()).upload(PNG)).status_code for _ in range(3)] == [200, 200, 429]


async def test_few_files_are_held_at_once(world: World) -> None:
    held = most = 0

    async def slow(_file: Incoming) -> Upload:
        nonlocal held, most
        held += 1
        most = max(most, held)
        await asyncio.sleep(0.01)
        held -= 1
        return Upload(7, 1, "photo", "a.png", "image/png", 1)

    world.web = replace(world.web, uploads=replace(world.web.uploads, store=slow))
    browser = await world.browser()
    answers = await asyncio.gather(*(browser.upload(PNG) for _ in range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert most == AT_ONCE


async def test_a_part_of_a_file_as_players_ask(browser: Browser) -> None:
    kept = (await browser.upload(PNG)).json()
    for asked, status, part in [
        ("bytes=0-1", 206, PNG[:2]),
        ("bytes=5-", 206, PNG[5:]),
        ("bytes=3-999999", 206, PNG[3:]),
        ("bytes=999999-", 416, b""),
        ("bytes=5-2", 416, b""),
        ("bytes=-5", 200, PNG),
        ("bytes=0-1,3-4", 200, PNG),
        ("pages=1", 200, PNG),
    ]:
        answer = await browser.http.get(kept["url"], headers={"range": asked})
        assert (answer.status_code, answer.content) == (status, part), asked
    assert json.loads((await browser.http.get("/chat/uploads/x")).content) == {"status": 404}
