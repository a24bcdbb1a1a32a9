"""Arriving, end to end on the real backend: start, link, confirm, consent; and what may go wrong on the way."""

import pytest

from bot.dialogue.turn import Kind, Pressed, Said, Sent
from tests.bot.dialogue.conftest import Visitor


async def test_the_whole_arrival(visitor: Visitor) -> None:
    assert "robot" in await visitor.start()
    assert "Poveži račun" in visitor.buttons()
    assert "ponudniku" in await visitor.press("Poveži račun")
    assert "šifro plačnika" in await visitor.press("Komunala Zgled d.o.o.")
    assert "številko" in await visitor.say("123456")
    assert "e-naslov" in await visitor.say("202600876")
    assert visitor.last.forget_incoming
    assert "šestmestno" in await visitor.say("janez@primer.si")
    await visitor.say(await visitor.code())
    assert {"Strinjam se", "Ne strinjam se"} <= visitor.buttons().keys()
    await visitor.press("Strinjam se")
    assert {"Da, obveščajte me", "Ne, hvala"} <= visitor.buttons().keys()
    assert "Odjavite" in await visitor.say("da")
    assert "janez@primer.si" in await visitor.say("profil")


async def test_a_wish_before_linking_is_done_after_it(visitor: Visitor) -> None:
    assert "povežete" in await visitor.say("stanje 1834")
    await visitor.press("Komunala Zgled d.o.o.")
    await visitor.say("123456", "202600876", "janez@primer.si")
    answer = await visitor.say(await visitor.code())
    assert "Strinjam se" in visitor.buttons(), answer
    assert "88213377" in await visitor.press("Strinjam se")


async def test_wrong_code_wrong_secret_and_unknown_payer_get_the_same_answer(visitor: Visitor) -> None:
    await visitor.start()
    await visitor.press("Poveži račun")
    await visitor.press("Komunala Zgled d.o.o.")
    answers = {await visitor.say(code, secret) for code, secret in (("123456", "202600999"), ("999999", "202600876"))}
    assert len(answers) == 1
    assert "ne ujemajo" in answers.pop()


async def test_all_in_one_sentence(visitor: Visitor) -> None:
    answer = await visitor.say("rad bi povezal šifro 123456, komunala")
    assert "račun" in answer
    assert visitor.conversation.form is not None
    assert visitor.conversation.form.asked == "secret"


async def test_back_cancel_and_help_work_in_a_form(visitor: Visitor) -> None:
    await visitor.start()
    await visitor.press("Poveži račun")
    await visitor.press("Komunala Zgled d.o.o.")
    assert "Prekliči" in visitor.buttons()
    assert "povezovanje" in await visitor.say("pomoc")
    assert "ponudniku" in await visitor.say("nazaj")
    assert "preklican" in await visitor.say("prekliči")
    assert "Ni česa" in await visitor.say("/preklici")


async def test_declining_shows_nothing_personal(visitor: Visitor) -> None:
    await visitor.start()
    await visitor.press("Poveži račun")
    await visitor.press("Komunala Zgled d.o.o.")
    await visitor.say("123456", "202600876", "janez@primer.si")
    await visitor.say(await visitor.code())
    assert "Brez soglasja" in await visitor.say("ne strinjam se")
    answer = await visitor.say("zadnji račun")
    assert "42,17" not in answer
    assert "Strinjam se" in visitor.buttons()


async def test_a_wrong_code_says_how_many_tries_are_left(visitor: Visitor) -> None:
    await visitor.start()
    await visitor.press("Poveži račun")
    await visitor.press("Komunala Zgled d.o.o.")
    await visitor.say("123456", "202600876", "janez@primer.si")
    right = await visitor.code()
    wrong = "000000" if right != "000000" else "111111"
    assert "4" in await visitor.say(wrong)
    assert {"Pošlji znova", "Drug naslov"} <= visitor.buttons().keys()
    assert "Nova koda" in await visitor.press("Pošlji znova")


async def test_several_payers_are_named_and_switched(visitor: Visitor) -> None:
    await visitor.arrive()
    await visitor.press("Poveži račun") if "Poveži račun" in visitor.buttons() else await visitor.say("poveži račun")
    await visitor.press("Komunala Zgled d.o.o.")
    assert "pripravljeno" in await visitor.say("123457", "202600877")
    assert "Vrtna pot 3" in await visitor.say("odprte postavke")
    await visitor.say("drugo stanovanje")
    await visitor.press("Stara ulica 1 (123456)")
    assert "Stara ulica 1" in await visitor.say("odprte postavke")


async def test_unlinking_and_withdrawing(visitor: Visitor) -> None:
    await visitor.arrive()
    await visitor.do(Pressed("w:withdraw_consent"))
    assert "preklicano" in await visitor.press("Da, prekliči")
    await visitor.do(Pressed("w:unlink_account"))
    assert "odvezan" in await visitor.press("Da, odveži")


async def test_language(visitor: Visitor) -> None:
    assert "chat bot" in await visitor.do(Said("/start"), hint="en-GB")
    await visitor.do(Pressed("w:change_language?to=sl"))
    assert "Pozdravljeni" in await visitor.start()


@pytest.mark.parametrize("data", ["w:nonsense", "a:1:provider:komunala", "", "x" * 64, "a:::", "w:"])
async def test_stale_and_forged_buttons(visitor: Visitor, data: str) -> None:
    assert "gumb" in await visitor.do(Pressed(data))


@pytest.mark.parametrize(
    "words", ["", "👍", "a" * 5000, "/neznano", "-5", "1e9", "12,3,4", "<b>x</b>", "\u202eabc", "١٨٣٤", "x"]
)
async def test_bad_input_gets_a_friendly_answer(visitor: Visitor, words: str) -> None:
    await visitor.do(Said(words))
    assert visitor.buttons()


@pytest.mark.parametrize(
    "kind", ["photo", "document", "voice", "audio", "video", "sticker", "location", "contact", "other"]
)
async def test_what_is_no_text(visitor: Visitor, kind: Kind) -> None:
    await visitor.do(Sent(kind))
    assert visitor.buttons()


async def test_groups_are_refused(visitor: Visitor) -> None:
    assert "zasebnem" in await visitor.do(Said("stanje 1834"), private=False)
