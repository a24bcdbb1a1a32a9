"""Files that visitors hand in: ``POST /chat/files``, the body as it is. The turn that means the file comes after it.

The body is spooled to a temporary file while it comes, so that slow visitors cost no memory, and goes to the backend, which
looks at it. A file whose turn never comes is swept there.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from backend.attachments.contract import LARGEST_FILE
from backend.contract import Language
from bot.backend import BackendDown, BackendRefusal
from bot.channels.files import Fetch, safe_name
from bot.channels.web.answers import HEADERS, file_answer, refuse
from bot.channels.web.incoming import KEY
from bot.channels.web.languages import preferred
from bot.channels.web.limits import Limiter
from bot.channels.web.visitor import Upload, Visitors
from bot.dialogue.receiving import STORED
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Sent

IN_MEMORY = 256 * 1024
SECONDS = 300
"""For one file: 20 MB over a slow telephone."""
AT_ONCE = 4
"""Files that are held whole, on their way to the backend."""
MEGABYTES = LARGEST_FILE // (1024 * 1024)

StoreFile = Callable[["Incoming"], Awaitable[Upload]]
"""Hands a file to the backend. Raises BackendRefusal or BackendDown."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way. ``key`` is the page's: sent again it is stored once."""

    visitor: str
    key: str
    name: str
    data: bytes = field(repr=False)
    language: Language


class _TooBig(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Uploads:
    """``base``: the path of the page."""

    store: StoreFile
    fetch: Fetch
    visitors: Visitors
    texts: Mapping[Language, Texts]
    clock: Callable[[], datetime]
    base: str = "/chat"
    by_visitor: Limiter = field(default_factory=lambda: Limiter(per_minute=30, burst=30))
    by_address: Limiter = field(default_factory=lambda: Limiter(per_minute=120, burst=80))
    reads: Limiter = field(default_factory=lambda: Limiter(per_minute=120, burst=90))
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def post(self, request: Request) -> Response:
        """Takes a file in: ``?name=&key=``. Answers its token and how it is shown; a refusal has a text."""
        visitor, language = self.visitors.of(request, self.clock()), preferred(_accepted(request))
        if visitor is None:
            return refuse(403)
        address, at = request.client.host if request.client else "", time.monotonic()
        if not (self.by_visitor.allow(visitor, at) and self.by_address.allow(address, at)):
            return refuse(429)
        key = request.query_params.get("key", "")
        if not re.fullmatch(KEY, key):
            return refuse(400)
        try:
            upload = await self._take(request, visitor, key, language)
        except _TooBig:
            return refuse(413, self.texts[language]("error-file-too-big", megabytes=MEGABYTES))
        except (ClientDisconnect, TimeoutError):
            return refuse(408)
        except BackendDown:
            return refuse(503)
        except BackendRefusal as error:
            return refuse(422, self._text(error, language))
        token = self.visitors.upload_token(visitor, upload)
        shown = {"kind": upload.kind, "name": upload.name, "mime": upload.mime, "size": upload.size}
        return JSONResponse({"file": token, "url": f"{self.base}/uploads/{token}", **shown}, headers=HEADERS)

    async def get(self, request: Request) -> Response:
        """What this visitor handed in, for the page's own transcript."""
        visitor = self.visitors.of(request, self.clock())
        upload = self.visitors.upload_of(visitor, request.path_params["token"]) if visitor else None
        if visitor is None or upload is None:
            return refuse(404)
        if not self.reads.allow(visitor, time.monotonic()):
            return refuse(429)
        try:
            data = await self.fetch(f"/v1/residents/{upload.resident}/files/{upload.id}")
        except BackendDown:
            return refuse(503)
        except BackendRefusal:
            return refuse(404)
        return file_answer(request, data, upload.name, upload.mime)

    def file_of(self, visitor: str, token: str) -> Sent | None:
        """What a turn with this token sends."""
        upload = self.visitors.upload_of(visitor, token)
        if upload is None:
            return None
        return Sent(upload.kind, upload.name, upload.mime, upload.size, file=f"{STORED}{upload.id}")

    async def _take(self, request: Request, visitor: str, key: str, language: Language) -> Upload:
        with SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
            async with asyncio.timeout(SECONDS):
                await _spooled(request, spool)
            async with self.places:
                spool.seek(0)
                data = await run_in_threadpool(spool.read)
                name = safe_name(request.query_params.get("name", ""))
                return await self.store(Incoming(visitor, key, name, data, language))

    def _text(self, error: BackendRefusal, language: Language) -> str:
        say, key = self.texts[language], f"error-{error.code.replace('_', '-')}"
        values = {name: value for name, value in error.details.items() if value is not None}
        return say(key, **values) if say.has(key) else say("error-text")


async def _spooled(request: Request, spool: IO[bytes]) -> None:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LARGEST_FILE:
            raise _TooBig
        await run_in_threadpool(spool.write, chunk)


def _accepted(request: Request) -> str:
    return request.headers.get("accept-language", "")
