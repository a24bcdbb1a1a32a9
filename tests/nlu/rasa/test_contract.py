"""What holds for any Rasa with our model: the stand-in in every run, the real server in ``make test-rasa``."""

import asyncio
import os
from collections.abc import AsyncIterator

import pytest

from nlu.breaker import Breaker
from nlu.entities import extract
from nlu.interpreter import Understanding
from nlu.rasa import RasaInterpreter, rasa_server
from nlu.training_data import read_domain
from tests.nlu.conftest import TODAY
from tests.nlu.rasa.conftest import PATIENT, Seconds, Witness
from tests.nlu.rasa.standin import StandIn

REAL = "HISNIK_TEST_RASA_URL"
SENTENCES = {
    "stanje 1834": "submit_reading",
    "Stanje vodomera je 4410 m3, lep pozdrav": "submit_reading",
    "račun za oktober": "show_invoices",
    "pošljite mi račun 202600876": "show_invoices",
    "my last invoice please": "show_invoices",
    "najlepša hvala": "thanks",
}
ODD = ["x" * 5000, "stanje " * 1000, "ŽŽŽ 👍 " * 90, "שלום 123 Привет", "\x00\x1b[2Jstanje\x07", "\ud800 stanje \udfff", "İ", "1",
       "[a](b){c}", '/greet{"a": "b"}', "{" * 500, "stanje\u202e4381", "null", '"', "\\u0000"]  # fmt: skip
EMPTY = ["", " \n\t", "\u200b\u200d", "\x00\x01", "///", "[]", "…", "😀" * 50, "?!"]


@pytest.fixture(params=["stand-in", pytest.param("real", marks=pytest.mark.rasa)])
async def url(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    if request.param == "stand-in":
        async with StandIn() as standin:
            yield standin.url
        return
    assert REAL in os.environ, f"{REAL} says no address; `make test-rasa` starts a server"
    yield os.environ[REAL]


@pytest.fixture
async def interpreter(url: str, witness: Witness, seconds: Seconds) -> AsyncIterator[RasaInterpreter]:
    async with rasa_server(url, PATIENT) as server:
        yield RasaInterpreter(server, witness, Breaker(seconds))


async def parse(interpreter: RasaInterpreter, text: str) -> Understanding:
    return await interpreter.parse(text, today=TODAY)


def is_whole(understood: Understanding) -> None:
    """A sorted ranking of all our intents that begins with the intent, and sums to 1."""
    assert (understood.ranking[0].intent, understood.ranking[0].confidence) == (
        understood.intent,
        understood.confidence,
    )
    assert list(understood.ranking) == sorted(understood.ranking, key=lambda ranked: -ranked.confidence)
    assert {ranked.intent for ranked in understood.ranking} == read_domain().intents
    assert sum(ranked.confidence for ranked in understood.ranking) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("text", SENTENCES)
async def test_a_sentence_is_understood_by_rasa(interpreter: RasaInterpreter, witness: Witness, text: str) -> None:
    understood = await parse(interpreter, text)
    is_whole(understood)
    assert understood.intent == SENTENCES[text]
    assert understood.text == text
    assert witness.asked == []


@pytest.mark.parametrize("text", [*SENTENCES, *ODD])
async def test_values_are_found_by_our_rules(interpreter: RasaInterpreter, text: str) -> None:
    assert (await parse(interpreter, text)).entities == extract(text, TODAY)


@pytest.mark.parametrize("text", ODD)
async def test_rasa_bears_any_text(interpreter: RasaInterpreter, witness: Witness, text: str) -> None:
    understood = await parse(interpreter, text)
    if not witness.asked:  # a model may know none of these signs; then it says so, and isn't taken for dead
        is_whole(understood)
    witness.asked.clear()
    is_whole(await parse(interpreter, "stanje 1834"))
    assert witness.asked == []


@pytest.mark.parametrize("text", EMPTY)
async def test_what_has_no_words_is_not_asked(interpreter: RasaInterpreter, witness: Witness, text: str) -> None:
    assert (await parse(interpreter, text)).intent == "help"
    assert witness.asked == [text]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pošljite račun", "posljite racun"),
        ("STANJE 1834", "stanje 77"),
        ("/izbrisite me", "izbrisite me"),
        ("\x00 račun", "račun"),
    ],
)
async def test_what_makes_no_difference(interpreter: RasaInterpreter, one: str, other: str) -> None:
    assert (await parse(interpreter, one)).ranking == (await parse(interpreter, other)).ranking


@pytest.mark.parametrize("intent", ["delete_data", "affirm", "no_intent"])
async def test_rasas_shortcut_is_closed_to_residents(interpreter: RasaInterpreter, intent: str) -> None:
    """``/delete_data`` would be that intent with full confidence, and an unknown one would look like another model."""
    understood = await parse(interpreter, f"/{intent}")
    is_whole(understood)
    assert understood.confidence < 1


async def test_many_at_once(interpreter: RasaInterpreter, witness: Witness) -> None:
    texts = list(SENTENCES) * 5
    understood = await asyncio.gather(*(parse(interpreter, text) for text in texts))
    assert [one.intent for one in understood] == [SENTENCES[text] for text in texts]
    assert witness.asked == []
