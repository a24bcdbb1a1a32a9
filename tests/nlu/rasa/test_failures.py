"""A Rasa that is broken, slow, gone or strange costs quality, never an answer."""

import asyncio
import json
import logging

import httpx
import pytest

from nlu.errors import RasaAnswerError, RasaDomainError, RasaError, RasaUnreachable
from nlu.rasa import LARGEST_ANSWER, RasaAlone, RasaInterpreter, RasaServer, rasa_interpreter, rasa_server
from tests.nlu.conftest import TODAY
from tests.nlu.rasa.conftest import HASTY, PATIENT, PAUSE, Seconds, Witness
from tests.nlu.rasa.standin import INTENTS, Break, StandIn, Wrong, answer

SECRET = "račun 778899"
RANKING = (("greet", 0.6), ("help", 0.4))


def body(*ranking: tuple[str | None, object], **more: object) -> bytes:
    return json.dumps(answer("", *ranking, **more)).encode()  # type: ignore[arg-type]  # some are wrong on purpose


ANSWERS: dict[str, tuple[bytes | int, str]] = {
    "an empty body": (b"", "body"),
    "no JSON": (b"<html>Bad Gateway</html>", "body"),
    "not UTF-8": (b"\xff\xfe\x00", "body"),
    "half an answer": (body(*RANKING)[:-20], "body"),
    "a list": (b"[]", "body"),
    "null": (b"null", "body"),
    "another object": (b'{"version": "3.6.21"}', "intent"),
    "no ranking": (b'{"intent": {"name": "greet", "confidence": 0.9}}', "intent_ranking"),
    "an empty ranking": (b'{"intent": {"name": "greet", "confidence": 0.9}, "intent_ranking": []}', "ranking"),
    "a name that is a number": (body((1, 0.9)), "intent.name"),  # type: ignore[arg-type]
    "a confidence of words": (body(("greet", "0.9")), "intent.confidence"),
    "NaN": (body(("greet", float("nan"))), "intent.confidence"),
    "infinity": (body(("greet", float("inf"))), "intent.confidence"),
    "more than certain": (body(("greet", 1.5)), "intent.confidence"),
    "less than nothing": (body(("greet", 0.9), ("help", -0.1)), "intent_ranking.1.confidence"),
    "a ranking upside down": (body(("greet", 0.2), ("help", 0.8)), "sorted"),
    "another intent than the ranking's": (body(*RANKING, intent={"name": "help", "confidence": 0.4}), "begin"),
    "an intent twice": (body(("greet", 0.5), ("greet", 0.5)), "twice"),
    "a nameless rank": (body(("greet", 0.5), (None, 0.5)), "domain"),
    "another domain": (body(("mood_great", 0.9), ("greet", 0.1)), "hisnik nlu train --rasa"),
    "another domain further down": (body(("greet", 0.9), ("mood_great", 0.1)), "hisnik nlu train --rasa"),
    "a huge body": (b" " * (LARGEST_ANSWER + 1), "more than"),
    "depth": (b"[" * 100_000, "body"),
    "no model": (409, "409"),
    "no such address": (404, "404"),
    "a way elsewhere": (302, "302"),
}


@pytest.mark.parametrize("name", ANSWERS)
async def test_an_answer_that_is_none(rasa: StandIn, interpreter: RasaInterpreter, witness: Witness, name: str) -> None:
    wrong, why = ANSWERS[name]
    rasa.always(wrong)
    assert (await interpreter.parse(SECRET, today=TODAY)).intent == "help"
    assert witness.asked == [SECRET]
    assert len(rasa.heard) == 1, "asking again would not help"
    async with rasa_server(rasa.url, PATIENT) as server:
        with pytest.raises(RasaAnswerError, match=why) as raised:
            await server.ranking("racun")
    assert isinstance(raised.value, RasaDomainError) == ("domain" in why or "train" in why)


@pytest.mark.parametrize("wrong", [500, 503, Break.drop])
async def test_what_may_pass_is_asked_again_once(
    rasa: StandIn, interpreter: RasaInterpreter, witness: Witness, wrong: Wrong
) -> None:
    rasa.next(wrong)
    assert (await interpreter.parse(SECRET, today=TODAY)).intent == "show_invoices"
    assert (len(rasa.heard), witness.asked) == (2, [])
    rasa.next(wrong, wrong)
    assert (await interpreter.parse(SECRET, today=TODAY)).intent == "help"
    assert (len(rasa.heard), witness.asked) == (4, [SECRET])


@pytest.mark.parametrize("timeout", [HASTY])
async def test_an_answer_that_never_comes(rasa: StandIn, interpreter: RasaInterpreter, witness: Witness) -> None:
    rasa.next(Break.hang)
    assert (await interpreter.parse(SECRET, today=TODAY)).intent == "help"
    assert len(rasa.heard) == 1, "the time is up"


@pytest.mark.parametrize("timeout", [HASTY])
async def test_the_second_try_has_no_time_of_its_own(rasa: StandIn, interpreter: RasaInterpreter) -> None:
    rasa.next(500, Break.hang)
    assert (await interpreter.parse(SECRET, today=TODAY)).intent == "help"
    assert len(rasa.heard) == 2


async def test_a_client_that_is_hastier_than_we_are(rasa: StandIn, witness: Witness) -> None:
    def slow(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("", request=request)

    async with httpx.AsyncClient(transport=httpx.MockTransport(slow), base_url=rasa.url) as http:
        with pytest.raises(RasaUnreachable, match="no answer within"):
            await RasaServer(http, frozenset(INTENTS)).ranking("racun")


async def test_nobody_is_at_the_address(rasa: StandIn, interpreter: RasaInterpreter, witness: Witness) -> None:
    await rasa.stop()
    assert (await interpreter.parse(SECRET, today=TODAY)).intent == "help"
    assert witness.asked == [SECRET]


async def test_a_model_that_knows_no_word_is_not_dead(
    rasa: StandIn, interpreter: RasaInterpreter, witness: Witness
) -> None:
    rasa.always(body())
    for _message in range(5):
        assert (await interpreter.parse(SECRET, today=TODAY)).intent == "help"
    assert len(rasa.heard) == 5


async def test_a_rounding_above_one_is_one(rasa: StandIn, interpreter: RasaInterpreter) -> None:
    rasa.always(body(("greet", 1.0000001), ("help", 0.0)))
    assert (await interpreter.parse(SECRET, today=TODAY)).confidence == 1


async def test_a_dead_server_is_left_alone_and_tried_again(
    rasa: StandIn, interpreter: RasaInterpreter, witness: Witness, seconds: Seconds
) -> None:
    """Three failures, then none is asked; after the pause one is; a good one opens the way for all."""
    rasa.always(500)
    for _message in range(6):
        await interpreter.parse(SECRET, today=TODAY)
    assert (len(rasa.heard), len(witness.asked)) == (3 * 2, 6)

    seconds.now += PAUSE
    for _message in range(3):
        await interpreter.parse(SECRET, today=TODAY)
    assert (len(rasa.heard), len(witness.asked)) == (4 * 2, 9)

    rasa.always(None)
    seconds.now += PAUSE - 1
    await interpreter.parse(SECRET, today=TODAY)
    assert len(witness.asked) == 10
    seconds.now += 1
    for _message in range(3):
        assert (await interpreter.parse(SECRET, today=TODAY)).intent == "show_invoices"
    assert (len(rasa.heard), len(witness.asked)) == (4 * 2 + 3, 10)


async def test_a_restarted_server_is_used_again(
    rasa: StandIn, interpreter: RasaInterpreter, witness: Witness, seconds: Seconds
) -> None:
    assert (await interpreter.parse(SECRET, today=TODAY)).intent == "show_invoices"
    await rasa.stop()
    for _message in range(4):
        assert (await interpreter.parse(SECRET, today=TODAY)).intent == "help"
    await rasa.start()
    seconds.now += PAUSE
    assert (await interpreter.parse(SECRET, today=TODAY)).intent == "show_invoices"


async def test_a_text_without_words_proves_nothing(
    rasa: StandIn, interpreter: RasaInterpreter, seconds: Seconds
) -> None:
    rasa.always(409)
    for _message in range(3):
        await interpreter.parse(SECRET, today=TODAY)
    seconds.now += PAUSE
    await interpreter.parse("…", today=TODAY)
    await interpreter.parse("", today=TODAY)
    await interpreter.parse(SECRET, today=TODAY)
    await interpreter.parse(SECRET, today=TODAY)
    assert len(rasa.heard) == 4


@pytest.mark.parametrize("timeout", [PATIENT])
async def test_a_question_that_is_given_up_leaves_the_breaker_whole(
    rasa: StandIn, interpreter: RasaInterpreter, seconds: Seconds
) -> None:
    rasa.next(409, 409, 409, Break.hang)
    for _message in range(3):
        await interpreter.parse(SECRET, today=TODAY)
    seconds.now += PAUSE
    async with asyncio.TaskGroup() as group:
        trying = group.create_task(interpreter.parse(SECRET, today=TODAY))
        while len(rasa.heard) < 4:
            await asyncio.sleep(0)
        trying.cancel()
    seconds.now += PAUSE
    assert (await interpreter.parse(SECRET, today=TODAY)).intent == "show_invoices"


@pytest.mark.parametrize("wrong", [500, 409, b"?", body(("mood_great", 0.9)), Break.drop])
async def test_the_log_tells_once_and_never_the_words(
    rasa: StandIn, interpreter: RasaInterpreter, seconds: Seconds, caplog: pytest.LogCaptureFixture, wrong: Wrong
) -> None:
    caplog.set_level(logging.DEBUG)
    rasa.always(wrong)
    for _message in range(5):
        await interpreter.parse(SECRET, today=TODAY)
        seconds.now += PAUSE
    rasa.always(None)
    await interpreter.parse(SECRET, today=TODAY)
    told = [record for record in caplog.records if record.name == "nlu.rasa" and record.levelno > logging.DEBUG]
    assert [record.getMessage().split()[0] for record in told] == ["RASA_URL", "RASA_URL"]
    assert [record.levelname for record in told][1] == "INFO"
    for word in ("778899", "racun", "račun"):
        assert word not in caplog.text


async def test_the_wiring(rasa: StandIn, witness: Witness, seconds: Seconds) -> None:
    async with rasa_interpreter(rasa.url + "/", witness, seconds) as interpreter:
        assert (await interpreter.parse(SECRET, today=TODAY)).intent == "show_invoices"


async def test_an_evaluation_hears_of_a_dead_rasa(rasa: StandIn) -> None:
    async with rasa_server(rasa.url, PATIENT) as server:
        alone = RasaAlone(server)
        assert (await alone.parse(SECRET, today=TODAY)).intent == "show_invoices"
        assert (await alone.parse("", today=TODAY)).intent == "out_of_scope"
        rasa.always(500)
        with pytest.raises(RasaError, match="500"):
            await alone.parse(SECRET, today=TODAY)
