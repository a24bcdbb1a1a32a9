"""How updates reach the bot: long polling and webhooks, and the faults on the way."""

import asyncio
from typing import Any

import httpx
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiohttp import web

from tests.telegram_server.errors import server_error, too_many
from tests.telegram_server.faults import Break, Limiter
from tests.telegram_server.standin import StandIn


async def test_an_offset_confirms(telegram: StandIn, aiogram_bot: Bot) -> None:
    ana = telegram.person()
    for text in "abc":
        telegram.user_says(ana, text)
    first = await aiogram_bot.get_updates(limit=1)
    assert first == await aiogram_bot.get_updates(limit=1)  # not confirmed: delivered again
    rest = await aiogram_bot.get_updates(offset=first[0].update_id + 1)
    assert [update.message and update.message.text for update in rest] == ["b", "c"]
    assert [update["message"]["text"] for update in telegram.world.updates.pending] == ["b", "c"]


async def test_a_long_poll_wakes(telegram: StandIn, aiogram_bot: Bot) -> None:
    ana = telegram.person()
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        poll = group.create_task(aiogram_bot.get_updates(timeout=50))
        await telegram.until(lambda: telegram.called("getUpdates"))
        telegram.user_says(ana, "hej")
    assert len(poll.result()) == 1


async def test_allowed_updates_are_remembered(telegram: StandIn, aiogram_bot: Bot) -> None:
    ana = telegram.person()
    await aiogram_bot.get_updates(allowed_updates=["callback_query"])
    telegram.user_says(ana, "hej")
    assert await aiogram_bot.get_updates() == []
    await aiogram_bot.get_updates(allowed_updates=[])
    telegram.user_says(ana, "hej")
    assert len(await aiogram_bot.get_updates()) == 1


async def test_two_pollers(telegram: StandIn, aiogram_bot: Bot, raw: httpx.AsyncClient) -> None:
    async with asyncio.TaskGroup() as group:
        first = group.create_task(raw.get("getUpdates", params={"timeout": 50}))
        await telegram.until(lambda: telegram.called("getUpdates"))
        await aiogram_bot.get_updates()
    assert first.result().json()["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )


async def test_no_polling_beside_a_webhook(telegram: StandIn, aiogram_bot: Bot) -> None:
    await aiogram_bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await aiogram_bot.get_updates()
    await aiogram_bot.delete_webhook()
    assert await aiogram_bot.get_updates() == []


class Hook:
    """A bot's webhook that notes what comes and answers as told."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        self.got.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return self.answers.pop(0) if self.answers else web.Response()

    async def __aenter__(self) -> "Hook":
        app = web.Application()
        app.router.add_post("/hook", self.take)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]


async def test_a_webhook_gets_all_in_order_with_the_secret(telegram: StandIn, aiogram_bot: Bot) -> None:
    ana = telegram.person()
    async with Hook() as hook:
        hook.answers = [web.Response(status=500), web.Response(status=502)]
        await aiogram_bot.set_webhook(hook.url, secret_token="s3cret")
        for text in "abc":
            telegram.user_says(ana, text)
        await telegram.until_confirmed()
        info = await aiogram_bot.get_webhook_info()
    assert hook.texts == ["a", "a", "a", "b", "c"]
    assert set(hook.secrets) == {"s3cret"}
    assert info.last_error_message == "Wrong response from the webhook: 502 Bad Gateway"
    assert info.pending_update_count == 0


async def test_a_method_in_the_answer_is_executed(telegram: StandIn, aiogram_bot: Bot) -> None:
    ana = telegram.person()
    async with Hook() as hook:
        hook.answers = [web.json_response({"method": "sendMessage", "chat_id": ana.id, "text": "odgovor"})]
        await aiogram_bot.set_webhook(hook.url)
        telegram.user_says(ana, "hej")
        await telegram.until_answered(ana)
    assert telegram.texts(ana) == ["odgovor"]


async def test_planned_faults(telegram: StandIn, aiogram_bot: Bot) -> None:
    ana, bor = telegram.person("Ana"), telegram.person("Bor")
    telegram.user_starts(ana)
    telegram.user_starts(bor)
    telegram.faults.plan(too_many(7), "sendMessage", chat=ana.id)
    telegram.faults.plan(server_error(), "sendMessage", chat=ana.id)
    telegram.faults.plan(Break.drop_before, "sendMessage", chat=ana.id)
    telegram.faults.plan(Break.drop_after, "sendMessage", chat=ana.id)
    await aiogram_bot.send_message(bor.id, "nothing wrong here")
    with pytest.raises(TelegramRetryAfter) as held:
        await aiogram_bot.send_message(ana.id, "1")
    assert held.value.retry_after == 7
    with pytest.raises(TelegramServerError):
        await aiogram_bot.send_message(ana.id, "2")
    for text in ("3", "4"):
        with pytest.raises(TelegramNetworkError):
            await aiogram_bot.send_message(ana.id, text)
    await aiogram_bot.send_message(ana.id, "5")
    assert telegram.texts(ana) == ["4", "5"]


async def test_a_hanging_call_ends_when_the_caller_gives_up(telegram: StandIn, aiogram_bot: Bot) -> None:
    telegram.faults.plan(Break.hang, "getMe")
    with pytest.raises(TelegramNetworkError):
        await aiogram_bot.get_me(request_timeout=1)
    assert (await aiogram_bot.get_me()).is_bot


async def test_the_limiter_is_telegrams(telegram: StandIn, aiogram_bot: Bot) -> None:
    now = [1000.0]
    telegram.faults.limiter = Limiter(lambda: now[0])
    ana = telegram.person()
    telegram.user_starts(ana)
    await aiogram_bot.send_message(ana.id, "1")
    with pytest.raises(TelegramRetryAfter):
        await aiogram_bot.send_message(ana.id, "2")
    now[0] += 1.1
    await aiogram_bot.send_message(ana.id, "3")
    assert telegram.texts(ana) == ["1", "3"]
