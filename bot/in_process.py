"""The backend's contract without a socket: one ASGI call a request, with what ``BackendClient`` needs of an HTTP client.

The same requests as over HTTP, and the same answers: only the making and reading of ``httpx``'s objects is spared (about
two thirds of a millisecond a call). Over a network the client is ``httpx``.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlencode

from backend.observability.contract import REQUEST_ID_HEADER, current_request_id

Message = MutableMapping[str, Any]
App = Callable[[MutableMapping[str, Any], Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Any]
"""An ASGI 3 application."""
log = logging.getLogger(__name__)
KEPT = "/%:@!$&'()*+,;=~"
"""What a path may hold unquoted (RFC 3986), and what is quoted already."""


@dataclass(slots=True)
class Answer:
    """Status and body, as ``httpx.Response`` names them. 500 until the application says something else."""

    status_code: int = 500
    content: bytes = b""


class InProcess:
    """Sends requests to ``app``. An error of the application is a 500, as it would be over a socket."""

    def __init__(self, app: App, token: str) -> None:
        self._app = app
        self._authorization = (b"authorization", f"Bearer {token}".encode())

    async def request(
        self,
        method: str,
        url: str,
        *,
        content: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer. ``url``: path, perhaps with a query. Raises nothing but what cancels it."""
        path, _, query = url.partition("?")
        raw_path = quote(path, safe=KEPT)
        body = content.encode() if isinstance(content, str) else content or b""
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(raw_path),
            "raw_path": raw_path.encode(),
            "query_string": (urlencode(params) if params else query).encode(),
            "root_path": "",
            "headers": self._headers(headers or {}, body),
            "server": ("backend", 80),
            "client": ("127.0.0.1", 0),
        }
        exchange = _Exchange(body)
        try:
            await self._app(scope, exchange.receive, exchange.send)
        except Exception:  # as a server of HTTP does; half an answer is none
            log.exception("the backend failed")
            return Answer()
        finally:
            exchange.over.set()
        return exchange.answer if exchange.complete else Answer()

    def _headers(self, given: Mapping[str, str], body: bytes) -> list[tuple[bytes, bytes]]:
        headers = [(name.lower().encode(), value.encode()) for name, value in given.items()]
        headers += [(b"host", b"backend"), self._authorization, (b"content-length", str(len(body)).encode())]
        if (request_id := current_request_id()) is not None:
            headers.append((REQUEST_ID_HEADER.lower().encode(), request_id.encode()))
        return headers


class _Exchange:
    """One request's channel to the application."""

    def __init__(self, body: bytes) -> None:
        self.answer = Answer()
        self.complete = False
        self.over = asyncio.Event()
        self._body: bytes | None = body

    async def receive(self) -> Message:
        if self._body is None:
            await self.over.wait()
            return {"type": "http.disconnect"}
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.answer.status_code = message["status"]
        elif message["type"] == "http.response.body":
            self.answer.content += message.get("body", b"")
            self.complete = not message.get("more_body", False)
