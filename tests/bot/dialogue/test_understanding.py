"""What the dialogue makes of a text that may mean two things, or several things, or nothing; the interpreter is a given one."""

from dataclasses import dataclass, field
from datetime import date

import httpx
import pytest

from backend.database import Sessions
from bot.backend import BackendClient, Keys
from bot.dialogue.engine import Engine
from bot.dialogue.registry import default_registry
from bot.dialogue.texts import load_texts
from nlu.embedded import EmbeddedInterpreter
from nlu.entities import extract
from nlu.interpreter import Ranked, Understanding
from tests.bot.dialogue.conftest import Visitor
from tests.conftest import MovableClock


@dataclass(slots=True)
class Told:
    """Understands what it was told to; anything else as the shipped interpreter does."""

    shipped: EmbeddedInterpreter
    rankings: dict[str, tuple[Ranked, ...]] = field(default_factory=dict)

    def tell(self, text: str, *ranking: tuple[str, float]) -> None:
        self.rankings[text] = tuple(Ranked(*pair) for pair in ranking)

    async def parse(self, text: str, *, today: date, language: str | None = None) -> Understanding:
        ranking = self.rankings.get(text)
        if ranking is None:
            return await self.shipped.parse(text, today=today, language=language)
        return Understanding(text, ranking[0].intent, ranking[0].confidence, extract(text, today), ranking)


@pytest.fixture
def told(interpreter: EmbeddedInterpreter) -> Told:
    return Told(interpreter)


@pytest.fixture
def guest(http: httpx.AsyncClient, sessions: Sessions, clock: MovableClock, told: Told) -> Visitor:
    return Visitor(
        Engine(told, default_registry(), load_texts(strict=True), clock), BackendClient(http, Keys("test")), sessions
    )


async def test_a_near_tie_asks_and_keeps_what_was_said(guest: Visitor, told: Told) -> None:
    await guest.arrive()
    told.tell("oktober prosim", ("show_invoices", 0.45), ("show_consumption", 0.42))
    assert "Nisem prepričan" in await guest.say("oktober prosim")
    assert {"Računi", "Poraba"} <= guest.buttons().keys()
    assert "10. 2026" in await guest.press("Računi"), "the month of the doubtful text counts"


async def test_a_near_tie_may_be_answered_in_words(guest: Visitor, told: Told) -> None:
    await guest.arrive()
    told.tell("oktober prosim", ("show_invoices", 0.45), ("show_consumption", 0.42))
    await guest.say("oktober prosim")
    assert "10. 2026" in await guest.say("računi")


async def test_what_was_doubtful_is_forgotten_after_another_turn(guest: Visitor, told: Told) -> None:
    await guest.arrive()
    told.tell("oktober prosim", ("show_invoices", 0.45), ("show_consumption", 0.42))
    await guest.say("oktober prosim")
    await guest.say("uradne ure")
    assert guest.conversation.torn is None


async def test_low_confidence_offers_what_can_be_done(guest: Visitor, told: Told) -> None:
    told.tell("to pa to", ("show_invoices", 0.2), ("greet", 0.1))
    assert "nisem razumel" in await guest.say("to pa to")
    assert guest.buttons()


@pytest.mark.parametrize("sign", ["👍", "👌", "✅"])
async def test_a_thumb_is_a_yes(guest: Visitor, sign: str) -> None:
    await guest.arrive()
    await guest.say("stanje 1834")
    assert "shranjeno" in await guest.say(sign)


async def test_the_second_of_two_wishes_waits_for_the_first(guest: Visitor) -> None:
    await guest.arrive()
    await guest.say("stanje 1834 in koliko sem dolžen")
    assert guest.conversation.later == []
    await guest.say("prekliči")
    await guest.say("rad bi spremenil e-naslov in popravil odčitek")
    assert len(guest.conversation.later) == 1
    await guest.start()
    assert guest.conversation.later == []
