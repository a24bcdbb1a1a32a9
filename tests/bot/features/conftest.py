"""Residents of the demo data, ready to ask."""

from collections.abc import Awaitable, Callable

import httpx
import pytest

from backend.database import Sessions
from bot.backend import BackendClient, Keys
from bot.dialogue.conversation import Conversation
from bot.dialogue.engine import Engine
from bot.dialogue.receiving import FileNotFetched, Receiving
from bot.dialogue.registry import default_registry
from bot.dialogue.texts import load_texts
from nlu.embedded import EmbeddedInterpreter, load_interpreter
from tests.backend.attachments import samples
from tests.bot.features.visiting import Visitor, arrive
from tests.conftest import MovableClock

Visit = Callable[..., Awaitable[Visitor]]
PEOPLE = {
    "janez": {"123456": "komunala"},
    "janez2": {"123456": "komunala", "123457": "komunala"},
    "weekend": {"123457": "komunala"},
    "marija": {"204880": "komunala"},
    "ana": {"4711": "upravnik"},
    "bela": {"4712": "upravnik"},
    "zlatko": {"990017": "odpadki"},
    "nobody": {},
}


@pytest.fixture(scope="session")
def interpreter(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedInterpreter:
    return load_interpreter(tmp_path_factory.mktemp("nlu"))


async def fetch(reference: str) -> bytes:
    """The test's channel: files by the name of their kind, one that lies, one that is gone."""
    found = {"photo": samples.picture("JPEG"), "document": samples.PDF, "voice": samples.OPUS, "lie": b"MZ a program"}
    if reference not in found:
        raise FileNotFetched()
    return found[reference]


@pytest.fixture
def visit(http: httpx.AsyncClient, sessions: Sessions, clock: MovableClock, interpreter: EmbeddedInterpreter) -> Visit:
    """``await visit("janez")``: that resident's chat."""
    receiving = Receiving({"test": fetch})
    engine = Engine(interpreter, default_registry(), load_texts(strict=True), clock, receiving)

    async def begin(who: str, language: str = "sl") -> Visitor:
        if PEOPLE[who]:
            await arrive(sessions, who, PEOPLE[who], language)
        return Visitor(engine, BackendClient(http, Keys("test")), Conversation("test", who), language)

    return begin
