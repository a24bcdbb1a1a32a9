"""Replies with files: albums, voice, and what Telegram doesn't take as it is."""

from collections.abc import AsyncIterator

import pytest

from bot.dialogue.turn import Attachment, Button, Message, Reply
from tests.bot.channels.telegram.world import World, polling, world
from tests.telegram_server.errors import bad

BUTTONS = ((Button("Naprej", "w:x"),),)


@pytest.fixture
async def made() -> AsyncIterator[World]:
    async with world() as made:
        yield made


def photos(count: int) -> tuple[Attachment, ...]:
    return tuple(Attachment("photo", f"{n}.png", "image/png", f"/{n}", f"slika {n}") for n in range(count))


async def test_pictures_are_albums_of_ten_in_order(made: World) -> None:
    made.desk.answer = lambda _turn: Reply((Message("Vaše slike", buttons=BUTTONS, attachments=photos(12)),))
    ana = made.telegram.person()
    async with polling(made):
        made.telegram.user_says(ana, "a")
        sent = await made.telegram.until_answered(ana, 13)
    assert sent[0].labels == ["Naprej"]
    albums = [message.content["media_group_id"] for message in sent[1:]]
    assert (len(set(albums[:10])), len(set(albums[10:])), len(set(albums))) == (1, 1, 2)
    assert [message.text for message in sent[1:]] == [f"slika {n}" for n in range(12)]
    assert made.files.asked == [f"/{n}" for n in range(12)]


async def test_an_album_that_is_refused_goes_one_by_one(made: World) -> None:
    made.desk.answer = lambda _turn: Reply((Message("Vaše slike", attachments=photos(2)),))
    made.telegram.faults.plan(bad("IMAGE_PROCESS_FAILED"), "sendMediaGroup")
    ana = made.telegram.person()
    async with polling(made):
        made.telegram.user_says(ana, "a")
        sent = await made.telegram.until_answered(ana, 3)
    assert ["photo" in message.content for message in sent] == [False, True, True]


@pytest.mark.parametrize("kind", ["voice", "audio", "video"])
async def test_sounds_and_videos_have_their_player(made: World, kind: str) -> None:
    file = Attachment(kind, "posnetek.ogg", "audio/ogg", "/v1/x")  # type: ignore[arg-type]
    made.desk.answer = lambda _turn: Reply((Message("Poslušajte", attachments=(file,), buttons=BUTTONS),))
    ana = made.telegram.person()
    async with polling(made):
        made.telegram.user_says(ana, "a")
        [sent] = await made.telegram.until_answered(ana)
    assert kind in sent.content
    assert (sent.text, sent.labels) == ("Poslušajte", ["Naprej"])


async def test_what_telegram_does_not_take_goes_as_a_document(made: World) -> None:
    made.desk.answer = lambda _turn: Reply((Message("Slika", attachments=photos(1)),))
    made.telegram.faults.plan(bad("PHOTO_INVALID_DIMENSIONS"), "sendPhoto")
    ana = made.telegram.person()
    async with polling(made):
        made.telegram.user_says(ana, "a")
        sent = await made.telegram.until_answered(ana, 2)
        made.files.data = b"x" * (10 * 1024 * 1024 + 1)
        made.telegram.user_says(ana, "b")
        await made.telegram.until_answered(ana, 4)
    assert "document" in sent[1].content
    assert "document" in made.telegram.from_bot(ana)[3].content
