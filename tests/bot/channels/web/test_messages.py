"""What goes out: the messages after the last one that a page has, whenever it comes back; and texts as they are."""

import asyncio
from typing import Any

import pytest

from bot.channels.web.log import PAGE, PostgresLog
from bot.channels.web.outgoing import WebDeliverer
from bot.dialogue.turn import Button, Message, Reply
from tests.bot.channels.web.conftest import Browser, World

EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">&amp;'


async def _after(browser: Browser, number: int, wait: float = 0) -> list[dict[str, Any]]:
    answer = await browser.messages(after=number, wait=str(wait))
    assert answer.status_code == 200
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages


async def test_a_page_that_was_away_reads_on_where_it_stopped(browser: Browser, world: World) -> None:
    [seen] = await browser.say("prvo")
    push = WebDeliverer(world.log, world.clock)
    for text in ("drugo", "tretje"):  # while there is no connection
        await push(world.desk.turns[0].chat, Message(text))
    missed = await _after(browser, seen["id"])
    assert [message["text"] for message in missed] == ["drugo", "tretje"]
    assert [message["id"] for message in missed] == sorted(message["id"] for message in missed)
    assert await _after(browser, missed[-1]["id"]) == []
    assert await _after(browser, 0) == [seen, *missed]  # a page that lost everything has the day again


async def test_another_process_reads_on_as_well(browser: Browser, world: World) -> None:
    [seen] = await browser.say("prvo")
    chat = world.desk.turns[0].chat
    await WebDeliverer(PostgresLog(world.log.engine), world.clock)(chat, Message("drugje"))
    [message] = await _after(browser, seen["id"])
    assert message["text"] == "drugje"


async def test_who_waits_hears_at_once(browser: Browser, world: World) -> None:
    [seen] = await browser.say("prvo")
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        waiting = group.create_task(_after(browser, seen["id"], wait=9))
        while not world.log._listeners:
            await asyncio.sleep(0)
        await WebDeliverer(world.log, world.clock)(world.desk.turns[0].chat, Message("pravkar"))
    assert [message["text"] for message in waiting.result()] == ["pravkar"]
    assert world.log._listeners == {}


async def test_nobody_hears_what_is_another_visitors(world: World) -> None:
    mine, theirs = await world.browser(), await world.browser()
    await mine.say("moje")
    assert await _after(theirs, 0) == []


async def test_only_the_newest_of_very_many(browser: Browser, world: World) -> None:
    await browser.say("prvo")
    chat = world.desk.turns[0].chat
    await world.log.append(chat, "many", [Message(str(n)) for n in range(PAGE + 5)], world.clock())
    found = await _after(browser, 0)
    assert [message["text"] for message in found] == [str(n) for n in range(5, PAGE + 5)]


@pytest.mark.parametrize(
    "query", [{"after": "x"}, {"wait": "x"}, {"wait": "nan"}, {"wait": "inf"}, {"after": "1" * 5000}]
)
async def test_questions_that_make_no_sense(browser: Browser, query: dict[str, str]) -> None:
    assert (await browser.messages(**query)).status_code == 400


@pytest.mark.parametrize("after", ["-5", "0", "9" * 30])
async def test_numbers_that_are_none_of_ours_find_what_there_is(browser: Browser, after: str) -> None:
    await browser.say("prvo")
    found = await _after(browser, int(after))
    assert len(found) == (0 if after.startswith("9") else 1)


async def test_markup_is_text(browser: Browser, world: World) -> None:
    world.desk.answer = lambda _turn: Reply((Message(EVIL, title=EVIL, buttons=((Button(EVIL, "w:x"),),)),))
    answer = await browser.turn(text=EVIL)
    [message] = answer.json()["messages"]
    assert (message["text"], message["title"], message["buttons"][0][0]["label"]) == (EVIL, EVIL, EVIL)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_secret_is_to_be_forgotten(browser: Browser, world: World) -> None:
    world.desk.answer = lambda _turn: Reply((Message("hvala"),), forget_incoming=True)
    assert (await browser.turn(text="202600876")).json()["forget"] is True
