"""A Rasa server behind the protocol of understanding, with the embedded interpreter behind it: never without an answer.

``RasaServer`` asks and raises; ``RasaInterpreter`` falls back; ``rasa_interpreter`` wires both for the composition root. Values
of entities are found by ``nlu.entities`` after either, so a reading is the same whoever understood the sentence.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date

import httpx

from nlu.breaker import Breaker
from nlu.entities import extract
from nlu.errors import RasaAnswerError, RasaDomainError, RasaError, RasaUnreachable
from nlu.interpreter import OUT_OF_SCOPE, Interpreter, Ranked, Understanding
from nlu.rasa_messages import for_rasa, read_ranking
from nlu.training_data import read_domain

TIMEOUT = 1.0
"""Seconds for the whole question with its second try. A parse takes Rasa about 15 ms; a resident waits for the answer."""
LARGEST_ANSWER = 256 * 1024
"""Bytes. A ranking of all intents with the tokens of 1,200 characters has a tenth of it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RasaServer:
    """Asks one Rasa server; ``http`` has its address. ``intents`` are those its model may know."""

    http: httpx.AsyncClient
    intents: frozenset[str]
    timeout: float = TIMEOUT

    async def ranking(self, asked: str) -> tuple[Ranked, ...]:
        """Best first; empty where Rasa knows none of the words. ``asked`` comes from ``for_rasa``.

        Asks again once if the server could not be reached.

        Raises:
            RasaError: no usable answer in time.
        """
        try:
            async with asyncio.timeout(self.timeout):
                try:
                    body = await self._post(asked)
                except RasaUnreachable:
                    body = await self._post(asked)
        except (TimeoutError, httpx.TimeoutException):
            raise RasaUnreachable(f"Rasa gives no answer within {self.timeout:g} s") from None
        return read_ranking(body, self.intents)

    async def _post(self, asked: str) -> bytes:
        try:
            async with self.http.stream(
                "POST",
                "/model/parse",
                json={"text": asked},
                headers={"Accept-Encoding": "identity"},  # a small body stays a small body
                timeout=self.timeout,
            ) as answer:
                if answer.status_code >= 500:
                    raise RasaUnreachable(f"Rasa answers with status {answer.status_code}")
                if answer.status_code != 200:
                    raise RasaAnswerError(f"Rasa answers with status {answer.status_code}")
                body = b""
                async for chunk in answer.aiter_raw():
                    body += chunk
                    if len(body) > LARGEST_ANSWER:
                        raise RasaAnswerError(f"Rasa answers with more than {LARGEST_ANSWER} bytes")
                return body
        except httpx.TimeoutException:
            raise
        except httpx.HTTPError as error:
            raise RasaUnreachable(f"Rasa cannot be reached ({type(error).__name__})") from None


@dataclass(frozen=True, slots=True)
class RasaAlone:
    """An ``Interpreter`` without a net, for evaluations: a figure of Rasa must not be another one's. Raises ``RasaError``."""

    server: RasaServer

    async def parse(self, text: str, *, today: date, language: str | None = None) -> Understanding:
        """What Rasa can't understand at all is ``out_of_scope``."""
        asked = for_rasa(text)
        ranking = await self.server.ranking(asked) if asked else ()
        return _understood(text, ranking or (Ranked(OUT_OF_SCOPE, 0.0),), today)


class RasaInterpreter:
    """An ``Interpreter`` that asks Rasa, and ``fallback`` where Rasa doesn't answer well: that costs quality, never an answer."""

    def __init__(self, server: RasaServer, fallback: Interpreter, breaker: Breaker) -> None:
        self._server = server
        self._fallback = fallback
        self._breaker = breaker
        self._foreign = False

    async def parse(self, text: str, *, today: date, language: str | None = None) -> Understanding:
        """Waits for Rasa no longer than its timeout, and not at all while it is known to be away."""
        asked = for_rasa(text)
        ranking = await self._ranking(asked) if asked and self._breaker.admits() else ()
        if not ranking:
            return await self._fallback.parse(text, today=today, language=language)
        return _understood(text, ranking, today)

    async def _ranking(self, asked: str) -> tuple[Ranked, ...]:
        try:
            ranking = await self._server.ranking(asked)
        except RasaError as error:
            self._failed(error)
            return ()
        if self._breaker.open or self._foreign:
            log.info("RASA_URL answers again")
        self._foreign = False
        self._breaker.succeeded()
        return ranking

    def _failed(self, error: RasaError) -> None:
        """A line when Rasa is given up and one when it is back, not one a message."""
        was_open = self._breaker.open
        self._breaker.failed()
        if isinstance(error, RasaDomainError):
            if not self._foreign:
                log.error("RASA_URL is not used, the embedded interpreter is: %s", error)
            self._foreign = True
        elif self._breaker.open and not was_open:
            log.warning("RASA_URL fails, the embedded interpreter takes over until it answers: %s", error)
        else:
            log.debug("RASA_URL failed: %s", error)


def _understood(text: str, ranking: tuple[Ranked, ...], today: date) -> Understanding:
    return Understanding(text, ranking[0].intent, ranking[0].confidence, extract(text, today), ranking)


@asynccontextmanager
async def rasa_server(url: str, seconds: float = TIMEOUT) -> AsyncIterator[RasaServer]:
    """The server at ``url``, with our domain and so many seconds for each question."""
    async with httpx.AsyncClient(base_url=url) as http:
        yield RasaServer(http, read_domain().intents, seconds)


@asynccontextmanager
async def rasa_interpreter(
    url: str, fallback: Interpreter, clock: Callable[[], float] = time.monotonic
) -> AsyncIterator[RasaInterpreter]:
    """What the composition root takes where ``RASA_URL`` is set. Rasa need not answer yet."""
    async with rasa_server(url) as server:
        yield RasaInterpreter(server, fallback, Breaker(clock))
