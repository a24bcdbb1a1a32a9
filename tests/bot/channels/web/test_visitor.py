"""Who is at the page: the cookie, and nobody without it."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from itsdangerous import URLSafeSerializer

from bot.channels.web.visitor import COOKIE, Visitors
from tests.bot.channels.web.conftest import World


async def test_the_cookie_is_for_the_browser_alone(world: World) -> None:
    answer = await (await world.browser(opened=False)).open()
    [cookie] = answer.headers.get_list("set-cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


async def test_over_https_the_cookie_never_travels_without(world: World) -> None:
    world.web = replace(world.web, visitors=Visitors("a secret of the tests", secure=True, path="/"))
    answer = await (await world.browser(opened=False)).open()
    assert "Secure" in answer.headers["set-cookie"]


async def test_without_a_cookie_there_is_nothing(world: World) -> None:
    stranger = await world.browser(opened=False)
    assert (await stranger.turn(text="hej")).status_code == 403
    assert (await stranger.messages(after=0, wait=0)).status_code == 403
    assert (await stranger.http.get("/chat/files/any")).status_code == 404
    assert world.desk.turns == []


FORGED = {
    "empty": "",
    "plain": "visitor",
    "other secret": URLSafeSerializer("guessed", salt="hisnik.web.visitor").dumps(["visitor", 1_800_000_000]),
    "other salt": URLSafeSerializer("a secret of the tests", salt="hisnik.web.file:visitor").dumps(
        ["visitor", 1_800_000_000]
    ),
    "another shape": URLSafeSerializer("a secret of the tests", salt="hisnik.web.visitor").dumps({"visitor": 1}),
    "dots": "." * 2000,
}


@pytest.mark.parametrize("cookie", FORGED.values(), ids=FORGED.keys())
async def test_a_forged_cookie_is_none(world: World, cookie: str) -> None:
    stranger = await world.browser(opened=False)
    stranger.http.cookies = httpx.Cookies({COOKIE: cookie})
    assert (await stranger.turn(text="hej")).status_code == 403
    assert (await stranger.messages(after=0, wait=0)).status_code == 403
    await stranger.open()  # and the page gives one of ours
    assert (await stranger.turn(text="hej")).status_code == 200


async def test_one_changed_letter_makes_a_cookie_worthless(world: World) -> None:
    browser = await world.browser()
    good = browser.http.cookies[COOKIE].strip('"')
    for place in (0, len(good) // 2, len(good) - 2):
        bad = good[:place] + ("A" if good[place] != "A" else "B") + good[place + 1 :]
        assert world.web.visitors.visitor_in(bad, world.clock()) is None


async def test_a_cookie_ends_after_a_year_without_a_visit(world: World) -> None:
    browser = await world.browser()
    await browser.say("hej")
    world.clock.forward(timedelta(days=366))
    assert (await browser.turn(text="sem spet tu")).status_code == 403
    assert (await browser.messages(after=0, wait=0)).status_code == 403
    [kept] = world.desk.turns
    await browser.open()
    await browser.say("kdo sem?")
    assert world.desk.turns[-1].chat != kept.chat  # whoever finds an old browser is nobody we know


async def test_opening_the_page_keeps_the_visitor_for_another_year(world: World) -> None:
    browser = await world.browser()
    for _ in range(3):
        world.clock.forward(timedelta(days=300))
        assert (await browser.open()).status_code == 200
        await browser.say("hej")
    assert len({turn.chat for turn in world.desk.turns}) == 1
