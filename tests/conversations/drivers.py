"""Channels as a test drives them: the same acts, the same answers. ``Driver`` is what a further channel implements."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import httpx
from starlette.applications import Starlette

from bot.channels.terminal import Shown, Terminal, sent_file
from bot.channels.web.app import WebChannel
from bot.channels.web.outgoing import WebDeliverer
from bot.dialogue.turn import Pressed, Sent
from bot.push.delivery import Deliver
from tests.conversations.samples import SAMPLES, Sample


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
    async def send(self, word: str, caption: str = "") -> list[SeenMessage]: ...
    async def album(self, words: Sequence[str], caption: str = "") -> list[SeenMessage]: ...
    async def edit(self, text: str) -> list[SeenMessage]: ...
    async def pushes(self) -> list[SeenMessage]: ...


@dataclass(slots=True)
class TerminalDriver:
    """The terminal channel's own class, line by line."""

    terminal: Terminal
    folder: Path
    """Where the files lie that the resident sends."""
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

    async def send(self, word: str, caption: str = "") -> list[SeenMessage]:
        sample = SAMPLES[word]
        if sample.data is None:
            return _seen(await self.terminal.send(Sent(sample.kind)))
        return _seen(await self.terminal.line(f"/poslji {self._path(sample, sample.data)} {caption}"))

    async def album(self, words: Sequence[str], caption: str = "") -> list[SeenMessage]:
        seen, album = [], uuid4().hex
        for number, word in enumerate(words):
            sample = SAMPLES[word]
            content = sent_file(self._path(sample, sample.data or b""), "" if number else caption)
            seen += _seen(await self.terminal.send(replace(content, album=album)))
        return seen

    async def edit(self, text: str) -> list[SeenMessage]:
        return _seen(await self.terminal.line(f"/popravi {text}"))

    def _path(self, sample: Sample, data: bytes) -> Path:
        self.folder.mkdir(exist_ok=True)
        path = self.folder / sample.name
        path.write_bytes(data)
        return path

    async def pushes(self) -> list[SeenMessage]:
        return _seen(self.terminal.take_arrived())


def _seen(shown: list[Shown]) -> list[SeenMessage]:
    return [
        SeenMessage(f"{m.title}\n{m.text}", m.buttons, tuple(Path(path).name for _, _, path in m.files)) for m in shown
    ]


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
    said: dict[str, str] = field(default_factory=dict)
    """The newest turn with words or a file, which ``edit`` changes."""

    async def say(self, text: str) -> list[SeenMessage]:
        return await self._turn(text=text)

    async def press(self, label: str) -> list[SeenMessage]:
        return await self._turn(press=self.labels[" ".join(label.casefold().split())])

    async def press_data(self, data: str) -> list[SeenMessage]:
        return await self._turn(press=data)

    async def start(self, payload: str) -> list[SeenMessage]:
        return await self._turn(start=payload)

    async def send(self, word: str, caption: str = "") -> list[SeenMessage]:
        if SAMPLES[word].data is None:
            return await self.say("👍")  # a page sends no stickers
        return await self.album([word], caption)

    async def album(self, words: Sequence[str], caption: str = "") -> list[SeenMessage]:
        files, seen = [], []
        for word in words:
            sample = SAMPLES[word]
            query = {"name": sample.name, "key": uuid4().hex}
            answer = await self.http.post(
                "/chat/files", params=query, content=sample.data, headers={"accept-language": self.language}
            )
            if answer.status_code == 200:
                files.append(answer.json()["file"])
            else:  # the page says so by itself
                seen.append(SeenMessage(answer.json()["text"], (), ()))
        joined = {"album": uuid4().hex} if len(files) > 1 else {}
        for number, file in enumerate(files):
            seen += await self._turn(file=file, **({} if number or not caption else {"text": caption}), **joined)
        return seen

    async def edit(self, text: str) -> list[SeenMessage]:
        file = {"file": self.said["file"]} if "file" in self.said else {}
        return await self._turn(text=text, edits=self.said["key"], **file)

    async def pushes(self) -> list[SeenMessage]:
        answer = await self.http.get("/chat/messages", params={"after": self.last, "wait": 0})
        return await self._messages(answer)

    async def _turn(self, **content: str) -> list[SeenMessage]:
        turn = {"key": uuid4().hex, "language": self.language, **content}
        if {"text", "file"} & set(content) and "edits" not in content:
            self.said = turn
        return await self._messages(await self.http.post("/chat/turns", files={"turn": (None, json.dumps(turn))}))

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
