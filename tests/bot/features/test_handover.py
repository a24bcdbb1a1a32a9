"""/start h_…: what the resident reads when a conversation is carried over, opened again, refused, and taken back."""

from bot.dialogue.turn import Started, Turn
from tests.bot.features.conftest import Visit
from tests.bot.features.visiting import Visitor

TOKEN = "Zk3-" * 8
LINK = f"/start h_{TOKEN}"


async def begin(page: Visitor) -> None:
    """What the page's button does."""
    await page.backend.for_turn("the page's button").begin_handover(await page.resident(), TOKEN)


async def test_carried_over_opened_again_and_taken_back(visit: Visit) -> None:
    page, phone = await visit("janez"), await visit("nobody")
    await begin(page)
    assert "nadaljuje tukaj" in await phone.say(LINK)
    assert "Odklopi ta klepet" in phone.labels()
    assert await phone.resident() == await page.resident()
    assert "88213377" in await phone.say("moji števci")
    assert "že povezan" in await phone.say(LINK)
    assert "88213377" in await page.say("moji števci")  # the page stays usable
    assert "začenjate znova" in await phone.press_data("w:leave_handover")
    assert "88213377" not in await phone.say("moji števci")
    assert "88213377" in await page.say("moji števci")
    assert "že uporabljena" in await phone.say(LINK)


async def test_a_chat_with_an_account_of_its_own_is_not_mixed(visit: Visit) -> None:
    page, ana = await visit("janez"), await visit("ana")
    await begin(page)
    assert "Da se podatki ne pomešajo" in await ana.say(LINK)
    assert ana.labels()  # a way on
    assert await ana.resident() != await page.resident()


async def test_handled_again_after_a_crash_it_answers_the_same(visit: Visit) -> None:
    page, phone = await visit("janez"), await visit("nobody")
    await begin(page)
    first = await phone.say(LINK)
    phone.turns -= 1  # the same turn: its reply was not stored
    assert await phone.say(LINK) == first


def test_a_logged_turn_has_no_token() -> None:
    assert TOKEN not in repr(Turn("telegram", "1", "1", Started(f"h_{TOKEN}")))
