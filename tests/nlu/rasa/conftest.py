"""Interpreters over the stand-in, and over the server of ``make test-rasa``."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from nlu.breaker import Breaker
from nlu.interpreter import Ranked, Understanding
from nlu.rasa import RasaInterpreter, rasa_server
from tests.nlu.rasa.standin import StandIn

PAUSE = 30.0
PATIENT = 20.0
"""Seconds; a busy machine is no dead Rasa."""
HASTY = 0.1
"""Seconds, where an answer never comes."""


@dataclass(slots=True)
class Seconds:
    """A clock that stands until a test moves it."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass(slots=True)
class Witness:
    """The interpreter behind Rasa: tells that it was asked."""

    asked: list[str] = field(default_factory=list)

    async def parse(self, text: str, *, today: date, language: str | None = None) -> Understanding:
        self.asked.append(text)
        return Understanding(text, "help", 0.5, (), (Ranked("help", 0.5),))


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def witness() -> Witness:
    return Witness()


@pytest.fixture
async def rasa() -> AsyncIterator[StandIn]:
    async with StandIn() as standin:
        yield standin


@pytest.fixture
def timeout() -> float:
    """Seconds; tests of answers that never come say another."""
    return PATIENT


@pytest.fixture
async def interpreter(
    rasa: StandIn, witness: Witness, seconds: Seconds, timeout: float
) -> AsyncIterator[RasaInterpreter]:
    """Over the stand-in."""
    async with rasa_server(rasa.url, timeout) as server:
        yield RasaInterpreter(server, witness, Breaker(seconds, failures=3, pause=PAUSE))
