"""What is kept of sentences that were not understood: through the real bot into the real table, and nothing personal."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import SENTENCES_KEPT, Bot, make_bot
from bot.dialogue.form import Form
from bot.dialogue.registry import default_registry
from bot.dialogue.store_models import UnclearRow
from bot.dialogue.texts import load_texts
from bot.dialogue.turn import Pressed, Said, Turn, Unclear
from bot.dialogue.unclear import sentence, unclear
from bot.settings import BotSettings
from nlu.embedded import EmbeddedInterpreter
from nlu.interpreter import Entity, Ranked, Understanding
from nlu.training_data import read_domain
from tests.bot.dialogue.conftest import Visitor
from tests.conftest import MovableClock


@pytest.fixture
def bot(http: httpx.AsyncClient, engine: AsyncEngine, interpreter: EmbeddedInterpreter, clock: MovableClock) -> Bot:
    settings = BotSettings(service_token=SecretStr("unused"))
    return make_bot(settings, http, engine, interpreter, load_texts(strict=True), clock, "test-key", strict=True)


class Resident:
    """Talks to the bot's desk."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._keys = count()

    async def do(self, content: Said | Pressed) -> dict[str, str]:
        """The buttons of the answer, by label."""
        said = await self._bot.inbox.receive(Turn("test", "chat-4711", str(next(self._keys)), content, "sl"))
        assert said.messages
        assert said.unclear is None
        return {button.label: button.data for message in said.messages for row in message.buttons for button in row}

    async def say(self, *words: str) -> None:
        for word in words:
            await self.do(Said(word))


@pytest.fixture
def resident(bot: Bot) -> Resident:
    return Resident(bot)


async def rows(bot: Bot) -> Sequence[UnclearRow]:
    return await bot.store.unclear(date.min)


LOST = "Pozdravljeni, jaz sem Rožle Čampa, kdaj bo kdo prišel pogledat zmaja pri številki 4711? Lp, Rožle, 041 555 123"


async def test_a_sentence_is_kept_without_name_and_number(bot: Bot, resident: Resident) -> None:
    await resident.say(LOST)
    (row,) = await rows(bot)
    assert "kdaj bo kdo prišel" in row.text
    for personal in ("rožle", "čampa", "4711", "041", "555", "123"):
        assert personal not in row.text
    assert (row.at, row.language) == (date(2026, 11, 27), "sl")
    assert row.kind in {"lost", "tie", "out_of_scope"}
    assert len(row.guesses) == 2
    assert row.guesses[0][1] >= row.guesses[1][1]


async def test_what_was_understood_is_not_kept(bot: Bot, resident: Resident) -> None:
    await resident.say("živjo", "pomoč", "koliko stane kubik vode", "/cenik", "4", "👍", "x" * 3000)
    assert [row.text for row in await rows(bot)] == []


async def test_a_redelivered_turn_is_kept_once(bot: Bot) -> None:
    turn = Turn("test", "1", "same", Said("kdaj bo zmaj prišel pogledat"), "sl")
    for _ in range(3):
        await bot.inbox.receive(turn)
    assert len(await rows(bot)) == 1


async def test_nothing_leads_back_to_the_resident(bot: Bot, resident: Resident, engine: AsyncEngine) -> None:
    await resident.say(LOST)
    async with engine.connect() as connection:
        columns = "SELECT column_name FROM information_schema.columns WHERE table_name = 'unclear_sentences'"
        names = set((await connection.execute(text(columns))).scalars())
        stored = (await connection.execute(text("SELECT reply::text FROM bot.turns"))).scalars().all()
    assert names == {"id", "at", "language", "text", "guesses", "kind"}
    assert all("unclear" not in reply and "zmaj" not in reply for reply in stored)


async def test_nothing_typed_while_linking_is_kept(bot: Bot, resident: Resident) -> None:
    """Provider, payer code, secret, address and mailed code: whatever is typed where, and the secret typed too late."""
    secret = "kdaj hrast koliko lipa vode bi bil račun"
    buttons = await resident.do(Pressed("w:link_account"))
    await resident.say("kdo bi vedel kje je to zmajevo", secret)
    await resident.do(Pressed(buttons["Komunala Zgled d.o.o."]))
    await resident.say(
        "zmajevo kje to piše nekje", secret, "123456", secret, "zmajevo tako nekako kje", "202600876", secret
    )
    await resident.say("janez@primer.si", "kje je tisto zmajevo", secret)
    assert [row.text for row in await rows(bot)] == []


@pytest.mark.parametrize(
    "words", ["moje geslo je hrast, kaj pa zmaj", "kontrolna številka 202600877, zmaj pa ne leti", "hrast"]
)
async def test_a_secret_outside_of_forms_is_not_kept(bot: Bot, resident: Resident, words: str) -> None:
    await resident.say(words)
    assert [row.text for row in await rows(bot) if "hrast" in row.text or "202600877" in row.text] == []


def understood(words: str, *ranking: tuple[str, float], entities: tuple[Entity, ...] = ()) -> Understanding:
    ranked = tuple(Ranked(intent, confidence) for intent, confidence in ranking)
    return Understanding(words, ranked[0].intent, ranked[0].confidence, entities, ranked)


def test_why_it_was_not_understood() -> None:
    cases = {
        "tie": understood("x", ("show_invoices", 0.4), ("show_balance", 0.38)),
        "lost": understood("x", ("show_invoices", 0.2), ("show_balance", 0.19)),
        "out_of_scope": understood("x", ("out_of_scope", 0.9), ("show_balance", 0.1)),
    }
    assert {why: said.why for why, what in cases.items() if (said := unclear(what))} == {why: why for why in cases}
    secret = understood("x", ("show_invoices", 0.2), entities=(Entity("control_number", "1", 0, 1),))
    assert unclear(secret) is None


def test_what_is_kept_has_the_two_best_guesses() -> None:
    said = Unclear(understood("kje je račun", ("greet", 0.2), ("deny", 0.1), ("cancel", 0.05)), "lost")
    kept = sentence(said, "sl")
    assert kept is not None
    assert (kept.text, kept.language, kept.why) == ("kje je račun", "sl", "lost")
    assert [guess.intent for guess in kept.guesses] == ["greet", "deny"]
    assert "račun" not in repr(said)
    assert sentence(Unclear(understood("geslo", ("greet", 0.2)), "lost"), "sl") is None


async def test_sentences_are_forgotten_after_ninety_days(bot: Bot, resident: Resident, clock: MovableClock) -> None:
    await resident.say("kdaj bo zmaj prišel pogledat")
    await bot.store.forget_unclear(clock() + timedelta(days=90) - SENTENCES_KEPT)
    assert len(await rows(bot)) == 1
    await bot.store.forget_unclear(clock() + timedelta(days=91) - SENTENCES_KEPT)
    assert len(await rows(bot)) == 0


async def test_labelled_ones_are_dropped(bot: Bot, resident: Resident) -> None:
    await resident.say("kdaj bo zmaj prišel pogledat", "zakaj zmaj spet sedi na strehi")
    first, second = await rows(bot)
    await bot.store.drop_unclear([first.id])
    assert [row.id for row in await rows(bot)] == [second.id]


async def test_a_lost_lease_keeps_nothing(bot: Bot) -> None:
    """The sentence is in the transaction of the reply: without the one not the other."""
    taken = await bot.store.take(Turn("test", "1", "k", Said("zmaj")), "somebody", bot.clock())
    kept = sentence(Unclear(understood("kje je račun", ("greet", 0.2)), "lost"), "sl")
    assert not await bot.store.answered(taken.waiting, None, taken.reply, "nobody", bot.clock(), kept)
    assert await rows(bot) == []


async def test_in_a_form_what_is_no_answer_is_kept(visitor: Visitor) -> None:
    await visitor.arrive()
    await visitor.say("oddaj odčitek")
    assert visitor.conversation.form is not None
    await visitor.say("zmaj pa kar sedi na strehi")
    assert visitor.last.unclear is not None
    await visitor.say("hvala")
    assert visitor.last.unclear is None


def test_forms_that_ask_who_somebody_is_are_private() -> None:
    private = {form.name for form in every_form() if form.private}
    assert private >= {"linking", "confirm_email", "change_email", "profile"}
    assert private.isdisjoint({"submit_reading", "correct_reading", "consent"})


def every_form() -> list[Form]:
    registry = default_registry()
    abilities = (registry.by_intent(intent) for intent in read_domain().intents | {"confirm_email", "give_consent"})
    return [ability.does for ability in abilities if ability is not None and isinstance(ability.does, Form)]
