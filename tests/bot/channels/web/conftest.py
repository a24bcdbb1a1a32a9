"""The chat page's server on the real log, with a desk that answers as told, behind a browser that keeps cookies."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette

from bot.channels.web.app import WebChannel
from bot.channels.web.log import PostgresLog
from bot.channels.web.visitor import Visitors
from bot.dialogue.texts import load_texts
from tests.bot.channels.telegram.world import FakeDesk, Files
from tests.conftest import MovableClock
from tests.telegram_server.changes import Changes

HOST = "hisnik.test"
OWN = f"http://{HOST}"


@dataclass
class Browser:
    """One visitor's browser: what the page's script would send."""

    http: httpx.AsyncClient

    async def open(self, **headers: str) -> httpx.Response:
        return await self.http.get("/chat", headers=headers)

    async def turn(self, headers: dict[str, str] | None = None, **content: str | None) -> httpx.Response:
        body = json.dumps({"key": uuid4().hex, **content})
        return await self.http.post("/chat/turns", files={"turn": (None, body)}, headers=headers)

    async def say(self, text: str) -> list[dict[str, Any]]:
        answer = await self.turn(text=text)
        assert answer.status_code == 200, answer.text
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    async def messages(self, **query: str | int) -> httpx.Response:
        return await self.http.get("/chat/messages", params=query)


@dataclass
class World:
    """``web`` may be replaced before the first request."""

    web: WebChannel
    log: PostgresLog
    desk: FakeDesk
    files: Files
    clock: MovableClock
    stack: AsyncExitStack

    async def browser(self, opened: bool = True) -> Browser:
        """One without a cookie; ``opened``: it has seen the page and has one."""
        transport = httpx.ASGITransport(Starlette(routes=self.web.routes()), client=("192.0.2.7", 4000))
        http = await self.stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url=OWN))
        browser = Browser(http)
        if opened:
            assert (await browser.open()).status_code == 200
        return browser


@pytest.fixture
async def world(engine: AsyncEngine, clock: MovableClock) -> AsyncIterator[World]:
    desk, files, log = FakeDesk(Changes()), Files(), PostgresLog(engine)
    web = WebChannel(
        desk=desk,
        log=log,
        fetch=files,
        visitors=Visitors("a secret of the tests", secure=False, path="/"),
        texts=load_texts(strict=True),  # type: ignore[arg-type]
        clock=clock,
        public_origin="https://komunala.example",
    )
    async with AsyncExitStack() as stack:
        yield World(web, log, desk, files, clock, stack)


@pytest.fixture
async def browser(world: World) -> Browser:
    """A visitor who has opened the page."""
    return await world.browser()
