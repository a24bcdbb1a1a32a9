"""Clients of the stand-in: both libraries the bot uses, and bare HTTP."""

from collections.abc import AsyncIterator

import httpx
import pytest
from aiogram import Bot
from telegram.ext import ExtBot

from bot.channels.telegram.channel import make_bot
from tests.telegram_server.standin import StandIn


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with StandIn() as telegram:
        yield telegram


@pytest.fixture
async def aiogram_bot(telegram: StandIn) -> AsyncIterator[Bot]:
    bot = make_bot(telegram.token, telegram.base_url)
    yield bot
    await bot.session.close()


@pytest.fixture
async def ptb_bot(telegram: StandIn) -> AsyncIterator["ExtBot[None]"]:
    bot: ExtBot[None] = ExtBot(
        telegram.token, base_url=f"{telegram.base_url}/bot", base_file_url=f"{telegram.base_url}/file/bot"
    )
    async with bot:
        yield bot


@pytest.fixture
async def raw(telegram: StandIn) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{telegram.base_url}/bot{telegram.token}/") as client:
        yield client
