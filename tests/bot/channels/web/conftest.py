"""The chat page's server on the real log, with a desk that answers as told, behind a browser that keeps cookies."""

import json
import mimetypes
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette

from backend.contract import Language, Problem
from bot.backend import BackendDown, BackendRefusal
from bot.channels.web.app import WebChannel
from bot.channels.web.log import PostgresLog
from bot.channels.web.uploads import Incoming, Uploads
from bot.channels.web.visitor import Upload, Visitors
from bot.dialogue.texts import Texts, load_texts
from bot.dialogue.turn import FileKind
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

    async def upload(
        self, data: bytes, name: str = "slika.png", *, key: str = "", headers: dict[str, str] | None = None
    ) -> httpx.Response:
        query = {"name": name, "key": key or uuid4().hex}
        return await self.http.post("/chat/files", params=query, content=data, headers=headers)

    async def messages(self, **query: str | int) -> httpx.Response:
        return await self.http.get("/chat/messages", params=query)


@dataclass
class Store:
    """The backend's side of uploads; ``down`` times it is not there, ``refusal`` is what it says of any file."""

    files: dict[str, Incoming] = field(default_factory=dict)
    down: int = 0
    refusal: Problem | None = None

    async def __call__(self, file: Incoming) -> Upload:
        if self.down:
            self.down -= 1
            raise BackendDown("down")
        if self.refusal is not None:
            raise BackendRefusal(self.refusal)
        self.files[file.key] = file
        mime = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        kind: FileKind = "photo" if mime.startswith("image/") else "document"
        return Upload(7, len(self.files), kind, file.name, mime, len(file.data))


@dataclass
class World:
    """``web`` may be replaced before the first request."""

    web: WebChannel
    log: PostgresLog
    desk: FakeDesk
    files: Files
    store: Store
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
    desk, files, log, store = FakeDesk(Changes()), Files(), PostgresLog(engine), Store()
    visitors = Visitors("a secret of the tests", secure=False, path="/")
    texts: Mapping[Language, Texts] = load_texts(strict=True)  # type: ignore[assignment]
    web = WebChannel(
        desk=desk,
        log=log,
        fetch=files,
        uploads=Uploads(store, files, visitors, texts, clock),
        visitors=visitors,
        texts=texts,
        clock=clock,
        public_origin="https://komunala.example",
    )
    async with AsyncExitStack() as stack:
        yield World(web, log, desk, files, store, clock, stack)


@pytest.fixture
async def browser(world: World) -> Browser:
    """A visitor who has opened the page."""
    return await world.browser()
