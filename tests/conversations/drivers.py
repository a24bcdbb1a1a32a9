"""Channels as a test drives them: the same acts, the same answers. ``Driver`` is what a further channel implements."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import httpx
from starlette.applications import Starlette

from bot.channels.terminal import Shown, Terminal
from bot.channels.web.app import WebChannel
from bot.channels.web.outgoing import WebDeliverer
from bot.dialogue.turn import Kind, Pressed, Sent
from bot.push.courier import Deliver


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """What a resident sees of one message; ``files`` by name."""

    text: str
    buttons: tuple[str, ...]
    files: tuple[str, ...]


class Driver(Protocol):
    """``channel`` and ``chat`` name the conversation to the backend; ``deliver`` takes its pushes."""

    channel: str

    @property
    def chat(self) -> str: ...
    @property
    def deliver(self) -> Deliver: ...

    async def say(self, text: str) -> list[SeenMessage]: ...
    async def press(self, label: str) -> list[SeenMessage]: ...
    async def press_data(self, data: str) -> list[SeenMessage]: ...
    async def start(self, payload: str) -> list[SeenMessage]: ...
    async def send(self, kind: Kind) -> list[SeenMessage]: ...
    async def pushes(self) -> list[SeenMessage]: ...


@dataclass(slots=True)
class TerminalDriver:
    """The terminal channel's own class, line by line."""

    terminal: Terminal
    channel: str = "terminal"

    @property
    def chat(self) -> str:
        return self.terminal.chat

    @property
    def deliver(self) -> Deliver:
        return self.terminal.deliver

    async def say(self, text: str) -> list[SeenMessage]:
        return _seen(await self.terminal.line(text))

    async def press(self, label: str) -> list[SeenMessage]:
        assert self.terminal.find(label)
        return _seen(await self.terminal.line(f"/press {label}"))

    async def press_data(self, data: str) -> list[SeenMessage]:
        return _seen(await self.terminal.send(Pressed(data)))

    async def start(self, payload: str) -> list[SeenMessage]:
        return _seen(await self.terminal.line(f"/start {payload}"))

    async def send(self, kind: Kind) -> list[SeenMessage]:
        return _seen(await self.terminal.send(Sent(kind)))

    async def pushes(self) -> list[SeenMessage]:
        return _seen(self.terminal.take_arrived())


def _seen(shown: list[Shown]) -> list[SeenMessage]:
    return [
        SeenMessage(f"{m.title}\n{m.text}", m.buttons, tuple(Path(path).name for _, _, path in m.files)) for m in shown
    ]


MIMES = {"photo": "image/jpeg", "voice": "audio/ogg", "audio": "audio/mpeg", "video": "video/mp4"}


@dataclass(slots=True)
class WebDriver:
    """The chat page's requests over ASGI, cookie and all; every attachment is fetched as the page would."""

    web: WebChannel
    deliver: Deliver
    http: httpx.AsyncClient
    language: str
    chat: str
    channel: str = "web"
    last: int = 0
    labels: dict[str, str] = field(default_factory=dict)

    async def say(self, text: str) -> list[SeenMessage]:
        return await self._turn(text=text)

    async def press(self, label: str) -> list[SeenMessage]:
        return await self._turn(press=self.labels[" ".join(label.casefold().split())])

    async def press_data(self, data: str) -> list[SeenMessage]:
        return await self._turn(press=data)

    async def start(self, payload: str) -> list[SeenMessage]:
        return await self._turn(start=payload)

    async def send(self, kind: Kind) -> list[SeenMessage]:
        file = ("photo.bin", b"not looked into", MIMES.get(kind, "application/octet-stream"))
        return await self._turn({"file": file})

    async def pushes(self) -> list[SeenMessage]:
        answer = await self.http.get("/chat/messages", params={"after": self.last, "wait": 0})
        return await self._messages(answer)

    async def _turn(self, files: dict[str, tuple[str, bytes, str]] | None = None, **content: str) -> list[SeenMessage]:
        turn = json.dumps({"key": uuid4().hex, "language": self.language, **content})
        return await self._messages(await self.http.post("/chat/turns", files={"turn": (None, turn), **(files or {})}))

    async def _messages(self, answer: httpx.Response) -> list[SeenMessage]:
        assert answer.status_code == 200, answer.text
        seen = []
        for message in answer.json()["messages"]:
            self.last = max(self.last, message["id"])
            for button in (button for row in message["buttons"] for button in row):
                self.labels[" ".join(button["label"].casefold().split())] = button["data"]
            for file in message["files"]:
                fetched = await self.http.get(file["url"])
                assert fetched.status_code == 200
                assert fetched.content
            labels = tuple(button["label"] for row in message["buttons"] for button in row)
            names = tuple(file["name"] for file in message["files"])
            seen.append(SeenMessage(f"{message['title']}\n{message['text']}", labels, names))
        return seen


async def web_driver(web: WebChannel, language: str) -> WebDriver:
    """Opens the page as a browser would."""
    http = httpx.AsyncClient(
        transport=httpx.ASGITransport(Starlette(routes=web.routes())), base_url="http://hisnik.test"
    )
    answer = await http.get("/chat")
    assert answer.status_code == 200
    cookie = http.cookies["hisnik_visitor"].strip('"')
    visitor = web.visitors.visitor_in(cookie, web.clock())
    assert visitor is not None
    return WebDriver(web, WebDeliverer(web.log, web.clock), http, language, visitor)
