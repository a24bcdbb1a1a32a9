"""A stand-in of Rasa's HTTP API: answers ``/model/parse`` as Rasa 3.6.21 does, or wrongly when told to."""

import asyncio
import json
import re
from collections import deque
from enum import Enum
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from nlu.training_data import read_domain

INTENTS = sorted(read_domain().intents)
WORDS = {
    "stanje": "submit_reading", "reading": "submit_reading", "racun": "show_invoices", "invoice": "show_invoices",
    "hvala": "thanks", "thanks": "thanks", "izbrisite": "delete_data",
}  # fmt: skip
"""All that its model has learnt."""


class Break(Enum):
    """What may go wrong below HTTP."""

    hang = "takes the question and never answers"
    drop = "closes the connection"


Wrong = Break | int | bytes
"""A broken connection, a status, or another body."""


def answer(text: str, *ranking: tuple[str | None, float], **more: object) -> dict[str, Any]:
    """The shape of Rasa's answer."""
    listed = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    return {
        "text": text,
        "intent": listed[0] if listed else {"name": None, "confidence": 0.0},
        "entities": [{"entity": "reading_value", "value": "1", "start": 0, "end": 1, "extractor": "DIETClassifier"}],
        "text_tokens": [[0, 1]],
        "intent_ranking": listed,
        **more,
    }


def understood(text: str) -> dict[str, Any]:
    """``/intent`` is Rasa's shortcut; no word at all is no intent at all; else the first word that is known."""
    if text.startswith("/"):
        return answer(text, (text[1:], 1.0))
    if not text.strip():
        return answer(text)
    best = next((WORDS[word] for word in re.findall(r"\w+", text) if word in WORDS), "out_of_scope")
    rest = [intent for intent in INTENTS if intent != best]
    return answer(text, (best, 0.9), *((intent, 0.1 / len(rest)) for intent in rest))


class StandIn:
    """``async with StandIn() as rasa``; ``next`` and ``always`` say what goes wrong, ``heard`` what was asked."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.port = 0
        self._next: deque[Wrong] = deque()
        self._always: Wrong | None = None
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def next(self, *wrong: Wrong) -> None:
        """So the next questions end."""
        self._next.extend(wrong)

    def always(self, wrong: Wrong | None) -> None:
        """So every question ends; None: as it should."""
        self._always = wrong

    async def start(self) -> None:
        """At a free port, the second time at the same."""
        app = web.Application()
        app.router.add_post("/model/parse", self._parse)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Connections are refused from now on."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _parse(self, request: web.Request) -> web.Response:
        text = (await request.json())["text"]
        assert isinstance(text, str)
        self.heard.append(text)
        wrong = self._next.popleft() if self._next else self._always
        if wrong is Break.hang:
            await asyncio.Event().wait()
        if wrong is Break.drop and request.transport is not None:
            request.transport.abort()
        if isinstance(wrong, int):
            return web.json_response({"status": "failure"}, status=wrong)
        body = wrong if isinstance(wrong, bytes) else json.dumps(understood(text)).encode()
        return web.Response(body=body, content_type="application/json")

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
