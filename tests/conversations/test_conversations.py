"""Runs every conversation on every channel: real backend, real PostgreSQL, real SMTP, the interpreter that ships."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from fnmatch import fnmatch
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import Sessions
from backend.demo.mailbox import Mailbox, running_mailbox
from backend.ledger.worker import MailWorker
from backend.mail import SmtpMailer
from bot.app import Bot, load_interpreter, make_bot
from bot.channels.terminal import Terminal, read_file
from bot.dialogue.texts import load_texts
from bot.settings import BotSettings
from nlu.interpreter import Interpreter
from tests.conftest import MovableClock
from tests.conversations.drivers import Driver, SeenMessage, TerminalDriver, web_driver
from tests.conversations.people import newest_code, settle_in
from tests.conversations.script import Script, Step, all_scripts
from tests.conversations.telegram import telegram_driver


@pytest.fixture(scope="session")
def interpreter(tmp_path_factory: pytest.TempPathFactory) -> Interpreter:
    return load_interpreter(tmp_path_factory.getbasetemp() / "interpreter")


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with running_mailbox() as running:
        yield running


@pytest.fixture
def bot(http: httpx.AsyncClient, engine: AsyncEngine, interpreter: Interpreter, clock: MovableClock) -> Bot:
    settings = BotSettings(service_token=SecretStr("unused"))
    return make_bot(settings, http, engine, interpreter, load_texts(strict=True), clock, "test-key", strict=True)


@asynccontextmanager
async def driver_of(channel: str, bot: Bot, script: Script, tmp_path: Path) -> AsyncIterator[Driver]:
    match channel:
        case "telegram":
            async with telegram_driver(bot, script.language) as telegram:
                yield telegram
        case "web":
            yield await web_driver(bot.web("http://hisnik.test"), script.language)
        case _:
            bot.receiving.fetches["terminal"] = read_file
            terminal = Terminal(bot.inbox, bot.backend.file, bot.texts, tmp_path, "t1", "s1", script.language)
            yield TerminalDriver(terminal, tmp_path / "sent")


async def act(driver: Driver, step: Step, mailbox: Mailbox) -> list[SeenMessage]:
    match step.act:
        case "mail":
            return await driver.say(newest_code(mailbox))
        case "send":
            return await driver.send(step.value, step.caption)
        case "album":
            return await driver.album(step.several, step.caption)
        case _:
            seen: list[SeenMessage] = await getattr(driver, step.act)(step.value)
            return seen


def check(step: Step, seen: list[SeenMessage]) -> None:
    """Compares what was seen with what the step expects; the message shows the whole answer."""
    text = "\n".join(message.text for message in seen)
    labels = [label for message in seen for label in message.buttons]
    names = [name for message in seen for name in message.files]
    shown = f"\n--- after {step.act}: {step.value}\n{text}\n{labels}\n{names}"
    assert bool(text.strip() or names) is not step.silent, f"{'an' if step.silent else 'no'} answer{shown}"
    for wanted in step.expect:
        assert wanted in text, f"{wanted!r} is missing{shown}"
    for unwanted in step.never:
        assert unwanted not in text, f"{unwanted!r} is there{shown}"
    for label in step.buttons:
        assert label in labels, f"button {label!r} is missing{shown}"
    for pattern in step.files:
        assert any(fnmatch(name, pattern) for name in names), f"file {pattern!r} is missing{shown}"


@pytest.mark.parametrize("channel", ["terminal", "web", "telegram"])
@pytest.mark.parametrize("script", all_scripts(), ids=lambda script: script.name)
async def test_conversation(
    script: Script,
    channel: str,
    bot: Bot,
    backend_app: FastAPI,
    sessions: Sessions,
    mailbox: Mailbox,
    clock: MovableClock,
    tmp_path: Path,
) -> None:
    clock.now = script.now
    mails = MailWorker(sessions, SmtpMailer(mailbox.url, "hišnik <hisnik@hisnik.example>"))
    async with driver_of(channel, bot, script, tmp_path) as driver:
        courier = bot.courier({driver.channel: driver.deliver})
        await settle_in(script.who, bot.backend, driver.channel, driver.chat, script.language, mailbox, mails.drain)
        await courier.run_once()
        await driver.pushes()
        for step in script.steps:
            seen = await act(driver, step, mailbox)
            await mails.drain()
            await courier.run_once()
            check(step, seen + await driver.pushes())
