"""The chat page's server: the page, its turns, its messages and its files. Requests -> ``Turn``, ``Reply`` -> JSON."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from math import isfinite
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from backend.attachments.contract import LARGEST_FILE
from backend.contract import Language
from bot.backend import BackendDown, BackendRefusal
from bot.channels.desk import Desk
from bot.channels.files import Fetch
from bot.channels.web import incoming
from bot.channels.web.answers import HEADERS, file_answer, refuse
from bot.channels.web.handover import Handovers
from bot.channels.web.languages import preferred
from bot.channels.web.limits import Limiter
from bot.channels.web.log import Kept, Log
from bot.channels.web.rendering import attachment, shown
from bot.channels.web.uploads import Uploads
from bot.channels.web.visitor import Visitors
from bot.channels.web.widget_frame import Frame
from bot.dialogue.texts import Texts

CHANNEL = "web"
PAGE = Path(__file__).parent / "page"
LABELS = (
    *("typing", "you", "bot", "secret", "not-sent", "retry", "offline", "too-fast", "too-large", "blocked"),
    *("open-file", "picture", "picture-failed", "edit", "edited"),
    *("uploading", "upload-failed", "remove-file", "too-many-files", "dismiss"),
)
"""Texts that the page's script needs, ``web-<name>``."""
LONGEST_WAIT_SECONDS = 25.0
Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class WebChannel:
    """``base``: the path of the page. ``public_origin``: what browsers may name as ``Origin`` besides the request's own host."""

    desk: Desk
    log: Log
    fetch: Fetch
    uploads: Uploads
    visitors: Visitors
    texts: Mapping[Language, Texts]
    clock: Callable[[], datetime]
    base: str = "/chat"
    public_origin: str | None = None
    handovers: Handovers | None = None
    """None: no Telegram bot, so the page offers none."""
    framed: Handler | None = None
    """Answers for the page in a provider's frame (``widget``)."""
    by_visitor: Limiter = field(default_factory=lambda: Limiter(per_minute=40, burst=30))
    by_address: Limiter = field(default_factory=lambda: Limiter(per_minute=300, burst=200))
    reads: Limiter = field(default_factory=lambda: Limiter(per_minute=120, burst=90))
    """Of messages and files, by visitor: each wait asks the database, and each chart is drawn when it is looked at."""

    def routes(self) -> list[BaseRoute]:
        """To be mounted by the wiring."""
        return [
            Route(self.base, self.page),
            Route(f"{self.base}/handover", self._guarded(self.handover, incoming.LARGEST_TURN), methods=["POST"]),
            Route(f"{self.base}/turns", self._guarded(self.turn, incoming.LARGEST_TURN), methods=["POST"]),
            Route(f"{self.base}/files", self._guarded(self.uploads.post, LARGEST_FILE), methods=["POST"]),
            Route(f"{self.base}/uploads/{{token}}", self.uploads.get),
            Route(f"{self.base}/messages", self.messages),
            Route(f"{self.base}/files/{{token}}", self.file),
            Mount(f"{self.base}/static", StaticFiles(directory=PAGE)),
        ]

    async def page(self, request: Request) -> Response:
        """The page in the browser's language; a new visitor gets the cookie."""
        if self.framed is not None and "embed" in request.query_params:
            return await self.framed(request)
        return await self.drawn(request, preferred(request.headers.get("accept-language", "")))

    async def drawn(self, request: Request, language: Language, frame: Frame | None = None) -> Response:
        """The page; ``frame``: as a provider's site shows it."""
        say = self.texts[language]
        labels = {_camel(name): say(f"web-{name}") for name in LABELS}
        template = jinja2.Environment(autoescape=True).from_string(await run_in_threadpool(_read, PAGE / "chat.html"))
        extras = {"frame": frame, "telegram": self.handovers is not None}
        html = template.render(base=self.base, language=say.language, say=say, labels=labels, **extras)
        answer = HTMLResponse(html, headers=frame.headers() if frame is not None else HEADERS)
        now = self.clock()
        self.visitors.remember(answer, self.visitors.of(request, now) or self.visitors.new(), now)
        return answer

    async def turn(self, request: Request) -> Response:
        """One turn: ``turn`` is JSON (``incoming.read``). Answers the reply's messages."""
        visitor = self.visitors.of(request, self.clock())
        if visitor is None:
            return refuse(403)
        address = request.client.host if request.client else ""
        at = time.monotonic()
        if not (self.by_visitor.allow(visitor, at) and self.by_address.allow(address, at)):
            return refuse(429)
        try:
            async with request.form(max_files=0, max_fields=4, max_part_size=incoming.LARGEST_TURN) as form:
                turn = incoming.read(visitor, str(form.get("turn", "")), partial(self.uploads.file_of, visitor))
        except (incoming.Unreadable, MultiPartException, HTTPException):  # the last is how Starlette wraps the second
            return refuse(400)
        reply = await self.desk.receive(turn)
        kept = await self.log.append(visitor, f"turn:{turn.key}", reply.messages, self.clock())
        if not reply.early:
            await self.desk.mark_sent(turn)
        return JSONResponse({"messages": self._shown(visitor, kept), "forget": reply.forget_incoming}, headers=HEADERS)

    async def handover(self, request: Request) -> Response:
        """A link by which this conversation goes on in Telegram."""
        visitor = self.visitors.of(request, self.clock())
        if visitor is None or self.handovers is None:
            return refuse(403 if visitor is None else 404)
        if not self.by_visitor.allow(visitor, time.monotonic()):
            return refuse(429)
        return await self.handovers.offer(visitor, preferred(request.headers.get("accept-language", "")))

    async def messages(self, request: Request) -> Response:
        """What was said after ``?after=``; waits a while for something to come."""
        visitor = self.visitors.of(request, self.clock())
        if visitor is None:
            return refuse(403)
        if not self.reads.allow(visitor, time.monotonic()):
            return refuse(429)
        try:
            number = max(0, int(request.query_params.get("after", "0")))
            seconds = float(request.query_params.get("wait", LONGEST_WAIT_SECONDS))
        except ValueError:
            return refuse(400)
        if not isfinite(seconds):
            return refuse(400)
        try:
            kept = await self.log.wait(visitor, min(number, 2**62), min(seconds, LONGEST_WAIT_SECONDS))
        except asyncio.CancelledError:
            kept = []  # the server stops: an empty answer ends the wait, and the page asks again
        return JSONResponse({"messages": self._shown(visitor, kept)}, headers=HEADERS)

    async def file(self, request: Request) -> Response:
        """An attachment, made now; only for the visitor it was sent to."""
        visitor = self.visitors.of(request, self.clock())
        if visitor is not None and not self.reads.allow(visitor, time.monotonic()):
            return refuse(429)
        place = self.visitors.file_of(visitor, request.path_params["token"]) if visitor else None
        content = await self.log.one(visitor, place[0]) if visitor and place else None
        found = attachment(content, place[1]) if content and place else None
        if found is None:
            return refuse(404)
        try:
            content_bytes = await self.fetch(found.source)
        except BackendDown:
            return refuse(503)
        except BackendRefusal:
            return refuse(404)
        return file_answer(request, content_bytes, found.name, found.mime)

    def _shown(self, visitor: str, kept: Sequence[Kept]) -> list[dict[str, Any]]:
        def url(message: int, index: int) -> str:
            return f"{self.base}/files/{self.visitors.file_token(visitor, message, index)}"

        return [shown(number, content, url) for number, content in kept]

    def _guarded(self, handler: Handler, largest: int) -> Handler:
        """Refuses what another site makes the browser send, and bodies of more than ``largest`` bytes."""

        async def handle(request: Request) -> Response:
            origin = request.headers.get("origin")
            own = {request.headers.get("host", ""), _host(self.public_origin or "")} - {""}
            if origin is not None and _host(origin) not in own:
                return refuse(403)
            length = request.headers.get("content-length", "")
            if not length.isdigit() or int(length) > largest:
                return refuse(413)
            return await handler(request)

        return handle


def _host(origin: str) -> str:
    """Host and port; empty for ``null``, which sandboxed pages send, and for what is no origin."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _camel(name: str) -> str:
    first, *others = name.split("-")
    return first + "".join(word.capitalize() for word in others)


def _read(path: Path) -> str:
    return path.read_text("utf-8")
