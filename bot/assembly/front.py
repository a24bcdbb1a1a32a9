"""What listens from a part's first moment to its end: it answers for its health while the part waits for its database.

uvicorn is started by hand, so that SIGINT and SIGTERM end the server first and the part after it, with everything closed.
"""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.collector import settle
from bot.errors import SettingsError

GRACE_SECONDS = 1
"""So long open requests may end: the chat page's long polls would hold a stop for half a minute."""
STARTING = "starting"


def bind(host: str, port: int) -> socket.socket:
    """Takes the port before anything else starts; 0: a free one. Raises ``SettingsError``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
    except OSError as error:
        taken.close()
        raise SettingsError(f"PORT, HOST: {host} port {port} can't be had ({error.strerror}); try --port 0") from error
    return taken


class Server(uvicorn.Server):
    """Uvicorn, which leaves signals to ``live``: its own handlers end the process before the rest is closed."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def quiet(app: ASGIApp) -> Server:
    """A server that logs no addresses: they hold the tokens of mailed links."""
    return Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=GRACE_SECONDS))


@dataclass(slots=True)
class Front:
    """An ASGI app. ``missing`` is what ``/readyz`` says until ``open``; ``/healthz`` says that the process lives."""

    port: int
    missing: str = STARTING
    listens: asyncio.Event = field(default_factory=asyncio.Event)
    _app: ASGIApp | None = None
    _waiting: ASGIApp = field(init=False)

    def __post_init__(self) -> None:
        routes = [Route("/healthz", self._healthz), Mount("/", self._not_yet)]  # a Route would refuse writes
        self._waiting = Starlette(routes=routes)

    def lacks(self, what: str) -> None:
        """What the part waits for."""
        self.missing = what

    async def open(self, app: ASGIApp) -> None:
        """From here on ``app`` answers; returns when it does."""
        settle()
        self._app = app
        await self.listens.wait()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands on to the part, as soon as there is one."""
        await (self._app or self._waiting)(scope, receive, send)

    async def _healthz(self, _request: Request) -> Response:
        return PlainTextResponse(STARTING)

    async def _not_yet(self, scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(self.missing, 503)(scope, receive, send)


async def live(taken: socket.socket, part: Callable[[Front], Coroutine[Any, Any, None]]) -> None:
    """Runs ``part`` behind its front until SIGINT or SIGTERM. Raises what the part raises."""
    front = Front(taken.getsockname()[1])
    server = quiet(front)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.handle_exit, number, None)
    # no TaskGroup: it would wrap the part's errors, and cut the server off from ending in order
    living = loop.create_task(part(front))
    living.add_done_callback(lambda _: setattr(server, "should_exit", True))
    watching = loop.create_task(_watch(server, front))
    try:
        await server.serve([taken])
    finally:
        watching.cancel()
        living.cancel()
        await asyncio.wait([living, watching])
    if not living.cancelled():
        living.result()


async def _watch(server: Server, front: Front) -> None:
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.02)
    front.listens.set()
