"""The servers as processes: addresses, health, a backend that goes and comes back, Telegram both ways, a clean end."""

import asyncio
import json
import signal
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.command import Command, free_port
from tests.nlu.rasa.standin import StandIn as Rasa
from tests.telegram_server.errors import unauthorised
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat

PATIENCE = 40.0


@pytest.fixture
def hisnik(database_url: str, data_dir: Path) -> Command:
    """On demo data."""
    return Command({"DATABASE_URL": database_url, "DATA_DIR": str(data_dir), "SERVICE_TOKEN": "t", "SECRET_KEY": "k"})


async def turn(page: httpx.AsyncClient, **content: str) -> list[dict[str, Any]]:
    """A turn of the chat page."""
    body = json.dumps({"key": uuid4().hex, "language": "sl", **content})
    answer = await page.post("/chat/turns", files={"turn": (None, body)})
    assert answer.status_code == 200, answer.text
    messages: list[dict[str, Any]] = answer.json()["messages"]
    return messages


async def readiness(url: str) -> tuple[int, str]:
    async with httpx.AsyncClient(base_url=url) as client:
        answer = await client.get("/readyz")
    return answer.status_code, answer.text


def origin(url: str) -> str:
    return url.removesuffix("/chat")


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
async def test_everything_in_one_process(hisnik: Command, stop: signal.Signals) -> None:
    async with hisnik.serving("serve", "--port", "0", stop=stop) as served:
        assert not served.url.startswith("http://127.0.0.1:0")
        assert await readiness(origin(served.url)) == (200, "ok")
        async with httpx.AsyncClient(base_url=origin(served.url), follow_redirects=True) as page:
            assert (await page.get("/healthz")).text == "ok"
            assert (await page.get("/")).url.path == "/chat"
            assert "robot" in (await turn(page, start=""))[0]["text"]
            # the page's long poll is open when the signal comes
            async with asyncio.TaskGroup() as group:
                poll = group.create_task(page.get("/chat/messages", params={"after": 10**6, "wait": 0.3}))
            assert poll.result().status_code == 200
    assert served.status == 0, served.errors
    assert served.seconds_to_stop < 8
    assert "SMTP_URL is not set" in served.errors
    assert "Traceback" not in served.errors


async def test_rasa_is_asked_and_its_end_is_no_end(hisnik: Command) -> None:
    async with (
        Rasa() as rasa,
        hisnik.serving("serve", "--port", "0", RASA_URL=rasa.url) as served,
        httpx.AsyncClient(base_url=origin(served.url)) as page,
    ):
        await page.get("/chat")
        await turn(page, start="")
        assert "prosim" in (await turn(page, text="Hvala!"))[0]["text"].lower()
        assert rasa.heard == ["hvala!"]
        await rasa.stop()
        assert await readiness(origin(served.url)) == (200, "ok")
        for text in ("hvala", "hvala", "hvala", "hvala"):
            assert "prosim" in (await turn(page, text=text))[0]["text"].lower()
    assert served.errors.count("the embedded interpreter takes over") == 1
    assert "hvala" not in served.errors


async def test_a_taken_port_is_a_message(hisnik: Command) -> None:
    async with hisnik.serving("backend", "--port", "0", SMTP_URL="smtp://127.0.0.1:9") as first:
        done = await asyncio.to_thread(hisnik.run, "backend", "--port", first.url.rpartition(":")[2])
    assert done.returncode == 2
    assert "PORT" in done.stderr
    assert "SMTP_URL is not set" not in first.errors


async def test_a_turn_survives_a_backend_that_is_away(hisnik: Command) -> None:
    """Backend and bot as two processes. Both channels are told once, and answered once when the backend is back."""
    port = str(free_port())
    async with StandIn() as telegram:
        chat = telegram.person()
        settings = {
            "BACKEND_URL": f"http://127.0.0.1:{port}",
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_BASE": telegram.base_url,
        }
        async with (
            hisnik.serving("bot", "--port", "0", stop=signal.SIGTERM, **settings) as bot,
            httpx.AsyncClient(base_url=origin(bot.url), timeout=60) as page,
        ):
            await page.get("/chat")
            assert await readiness(origin(bot.url)) == (503, "backend does not answer")
            told = await turn(page, start="")
            telegram.user_starts(chat)
            await telegram.until(lambda: len(telegram.from_bot(chat)) == 1)
            async with hisnik.serving("backend", "--port", port):
                assert await readiness(origin(bot.url)) == (200, "ok")
                after = told[-1]["id"]
                late = await page.get("/chat/messages", params={"after": after, "wait": 25})
                await _greeted(telegram, chat)
                assert "robot" in (await turn(page, start=""))[0]["text"]
            whole = (await page.get("/chat/messages", params={"after": 0, "wait": 0})).json()["messages"]
    assert [message["id"] for message in told] == [after]
    assert "robot" not in told[0]["text"]
    assert "robot" in late.json()["messages"][0]["text"]
    assert len([message for message in whole if message["id"] <= late.json()["messages"][-1]["id"]]) == 2
    assert bot.status == 0, bot.errors


async def _greeted(telegram: StandIn, chat: Chat) -> None:
    async with asyncio.timeout(PATIENCE):
        while len(telegram.from_bot(chat)) < 2:
            await asyncio.sleep(0.1)
    told, answer = telegram.from_bot(chat)
    assert "robot" not in told.text
    assert "robot" in answer.text


async def test_telegram_by_webhook(hisnik: Command) -> None:
    port = free_port()
    async with StandIn() as telegram:
        chat = telegram.person()
        settings = {
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_BASE": telegram.base_url,
            "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram/webhook",
            "TELEGRAM_WEBHOOK_SECRET": "only-telegram-knows",
        }
        async with hisnik.serving("serve", "--port", str(port), stop=signal.SIGTERM, **settings) as served:
            telegram.user_starts(chat)
            await telegram.until(lambda: bool(telegram.from_bot(chat)))
            assert "robot" in telegram.from_bot(chat)[0].text
            async with httpx.AsyncClient(base_url=origin(served.url)) as stranger:
                assert (await stranger.post("/telegram/webhook", json={})).status_code == 403
    assert served.status == 0, served.errors


async def test_a_refused_token_is_seen_where_everything_is_one_process(hisnik: Command) -> None:
    """As ``hisnik courier`` tells it; it is over when Telegram takes the token again."""
    port = free_port()
    async with StandIn() as telegram:
        chat = telegram.person()
        settings = {
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_BASE": telegram.base_url,
            "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram/webhook",
            "TELEGRAM_WEBHOOK_SECRET": "only-telegram-knows",
        }
        async with hisnik.serving("serve", "--port", str(port), stop=signal.SIGTERM, **settings) as served:
            await telegram.until(lambda: telegram.webhook.url)
            refusal = telegram.faults.plan(unauthorised(), "sendMessage", times=100)
            telegram.user_starts(chat)
            async with asyncio.timeout(PATIENCE):
                while await readiness(origin(served.url)) != (503, "telegram refuses the token"):
                    await asyncio.sleep(0.1)
            refusal.times = 0
            telegram.user_says(chat, "meni")
            await telegram.until(lambda: telegram.from_bot(chat))
            assert await readiness(origin(served.url)) == (200, "ok")
    assert served.status == 0, served.errors
    assert "Traceback" not in served.errors


async def test_the_demo_on_a_postgresql_of_its_own(data_dir: Path, tmp_path: Path) -> None:
    """Embedded server, demo page, mailbox; with ``--keep`` what was said is there after a new start."""
    hisnik = Command({"DATA_DIR": str(tmp_path), "SECRET_KEY": "k"})
    async with httpx.AsyncClient() as page:
        async with hisnik.serving("demo", "--port", "0") as first:
            page.base_url = httpx.URL(first.url)
            assert (await page.get("/")).status_code == 200
            assert (await page.get("/demo/mails")).json() == []
            assert (await page.get("/chat")).status_code == 200
            said = await turn(page, start="")
        assert first.status == 0, first.errors
        async with hisnik.serving("demo", "--keep", "--port", "0") as second:
            page.base_url = httpx.URL(second.url)
            kept = (await page.get("/chat/messages", params={"after": 0, "wait": 0})).json()["messages"]
    assert [message["text"] for message in kept] == [message["text"] for message in said]
    assert second.status == 0, second.errors


async def test_a_courier_without_a_token_lives_and_sends_nothing(tmp_path: Path) -> None:
    """The parts are started together, and Telegram is a choice."""
    settings = {"DATA_DIR": str(tmp_path), "SERVICE_TOKEN": "t", "SECRET_KEY": "k"}
    async with (
        Command(settings).serving("courier", "--port", "0", BACKEND_URL="http://127.0.0.1:9") as courier,
        httpx.AsyncClient(base_url=courier.url) as page,
    ):
        assert (await page.get("/healthz")).text == "ok"
    assert courier.status == 0
    assert "TELEGRAM_TOKEN is not set" in courier.errors
