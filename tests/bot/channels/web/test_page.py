"""The page itself: its policy, its language, and that no word of a request becomes markup in it."""

import re

import pytest

from bot.channels.web.answers import HEADERS
from tests.bot.channels.web.conftest import Browser, World


async def test_the_policy_allows_our_own_script_and_no_other(world: World) -> None:
    answer = await (await world.browser(opened=False)).open()
    policy = {part.split()[0]: part.split()[1:] for part in answer.headers["content-security-policy"].split("; ")}
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == ["'self'"]
    assert policy["style-src"] == ["'self'"]
    assert policy["connect-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'self'"]
    assert policy["base-uri"] == ["'none'"]
    assert answer.headers["cache-control"] == "no-store"


async def test_the_page_needs_nothing_that_its_policy_forbids(browser: Browser) -> None:
    page = (await browser.open()).text
    assert not re.search(r"\son\w+=|style=|javascript:|<style", page)
    sources = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert sources
    for source in sources:
        assert source.startswith("/chat/static/")
        assert (await browser.http.get(source)).status_code == 200
    scripts = re.findall(r"<script ([^>]*)>", page)
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)


async def test_every_answer_is_guarded(browser: Browser, world: World) -> None:
    stranger = await world.browser(opened=False)
    answers = [
        await browser.turn(text="hej"),
        await browser.messages(after=0, wait=0),
        await browser.http.get("/chat/files/none"),
        await stranger.turn(text="hej"),
        await browser.turn({"origin": "https://zlobna.example"}, text="hej"),
        await browser.turn(text="a" * 20_001),
    ]
    for answer in answers:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en-GB,en;q=0.9,sl;q=0.8", "en"),
        ("sl", "sl"),
        ("de-AT", "sl"),
        ('"><script>alert(1)</script>', "sl"),
        ("", "sl"),
    ],
)
async def test_the_page_speaks_the_browsers_language(world: World, accepted: str, language: str) -> None:
    answer = await (await world.browser(opened=False)).open(**{"accept-language": accepted})
    assert f'<html lang="{language}">' in answer.text
    assert "alert(1)" not in answer.text
