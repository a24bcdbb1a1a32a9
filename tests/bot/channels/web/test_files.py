"""Attachments: for the visitor they were sent to, never run by the browser, made when they are looked at."""

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.dialogue.turn import Attachment, Message, Reply
from tests.bot.channels.telegram.world import PNG
from tests.bot.channels.web.conftest import Browser, World

CHART = Attachment("photo", "poraba.png", "image/png", "/v1/chart.png", "graf")


async def _file(browser: Browser, world: World, *attachments: Attachment) -> list[dict[str, Any]]:
    world.desk.answer = lambda _turn: Reply((Message("tu je", attachments=attachments),))
    [message] = await browser.say("poraba")
    files: list[dict[str, Any]] = message["files"]
    return files


async def test_its_visitor_gets_it(browser: Browser, world: World) -> None:
    [file] = await _file(browser, world, CHART)
    answer = await browser.http.get(file["url"])
    assert answer.status_code == 200
    assert answer.content == PNG
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "private, max-age=3600"
    assert world.files.asked == ["/v1/chart.png"]


async def test_nobody_else_does(browser: Browser, world: World) -> None:
    [file] = await _file(browser, world, CHART)
    other = await world.browser()
    world.desk.answer = lambda _turn: Reply((Message("tudi tu", attachments=(CHART,)),))
    await other.say("poraba")  # who has a message with a file of their own
    stranger = await world.browser(opened=False)
    for who in (other, stranger):
        assert (await who.http.get(file["url"])).status_code == 404
    assert world.files.asked == []


async def test_the_page_is_not_told_where_files_come_from(browser: Browser, world: World) -> None:
    files = await _file(browser, world, CHART)
    assert "/v1/" not in json.dumps(files)


@pytest.mark.parametrize("token", ["x", "..%2f..%2fetc%2fpasswd", "WzEsMF0.guessed", "." * 3000])
async def test_a_guessed_address_is_none(browser: Browser, world: World, token: str) -> None:
    await _file(browser, world, CHART)
    assert (await browser.http.get(f"/chat/files/{token}")).status_code == 404


async def test_a_message_that_is_forgotten_has_no_files(browser: Browser, world: World) -> None:
    [file] = await _file(browser, world, CHART)
    await world.log.forget(world.clock() + timedelta(days=2))
    assert (await browser.http.get(file["url"])).status_code == 404


async def test_a_file_is_never_a_page_of_ours(browser: Browser, world: World) -> None:
    files = await _file(
        browser,
        world,
        Attachment("document", "napad.html", "text/html", "/v1/a", ""),
        Attachment("document", "napad.svg", "image/svg+xml", "/v1/b", ""),
    )
    for file in files:
        answer = await browser.http.get(file["url"])
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_name_cannot_write_headers(browser: Browser, world: World) -> None:
    [file] = await _file(
        browser,
        world,
        Attachment("document", 'račun";\r\nSet-Cookie: a=b\r\n/../x.pdf', "application/pdf", "/v1/a", ""),
    )
    answer = await browser.http.get(file["url"])
    assert answer.headers["content-disposition"] == "inline; filename*=UTF-8''x.pdf"
    assert "a=b" not in str(answer.headers)


async def test_while_the_backend_is_away_the_page_can_try_again(browser: Browser, world: World) -> None:
    [file] = await _file(browser, world, CHART)
    world.files.down = 1
    assert (await browser.http.get(file["url"])).status_code == 503
    assert (await browser.http.get(file["url"])).status_code == 200
