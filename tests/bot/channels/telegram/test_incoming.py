"""What people send besides words: by reference, with caption, album and the message's id; and corrections."""

from collections.abc import AsyncIterator

import pytest

from bot.dialogue.turn import Said, Sent
from tests.bot.channels.telegram.world import PNG, World, by_webhook, polling, world


@pytest.fixture
async def made() -> AsyncIterator[World]:
    async with world() as made:
        yield made


@pytest.mark.parametrize("serve", [polling, by_webhook])
async def test_a_photo_is_its_largest_size_with_caption_and_reference(made: World, serve: object) -> None:
    ana = made.telegram.person()
    async with serve(made):  # type: ignore[operator]
        message = made.telegram.user_sends_kind(ana, "photo", caption="voda <teče>", name="luža.png", data=PNG)
        await made.telegram.until_answered(ana)
    [turn] = made.desk.turns
    largest = message.content["photo"][-1]["file_id"]
    assert turn.content == Sent("photo", size=len(PNG), file=largest, caption="voda <teče>")
    assert (turn.message, turn.edited, turn.source) == (str(message.id), False, f"telegram:{ana.id}:{message.id}")
    assert largest not in repr(turn)


async def test_an_album_is_a_turn_a_picture_in_order(made: World) -> None:
    ana = made.telegram.person()
    files = [("photo", f"{number}.png", PNG) for number in range(10)]
    async with polling(made):
        sent = made.telegram.user_sends_album(ana, files, "števec")
        await made.telegram.until_answered(ana, 10)
    contents = [turn.content for turn in made.desk.turns]
    assert all(isinstance(content, Sent) for content in contents)
    albums = {content.album for content in contents if isinstance(content, Sent)}
    assert len(albums) == 1
    assert None not in albums
    assert [content.caption for content in contents if isinstance(content, Sent)] == ["števec", *[""] * 9]
    assert [turn.message for turn in made.desk.turns] == [str(message.id) for message in sent]


@pytest.mark.parametrize(
    ("kind", "name", "mime"),
    [("document", "račun.pdf", "application/pdf"), ("audio", "a.mp3", "audio/mpeg"), ("video", "v.mp4", "video/mp4")],
)
async def test_files_keep_name_and_type(made: World, kind: str, name: str, mime: str) -> None:
    ana = made.telegram.person()
    async with polling(made):
        made.telegram.user_sends_kind(ana, kind, name=name, data=b"abc")
        await made.telegram.until_answered(ana)
    content = made.desk.turns[0].content
    assert isinstance(content, Sent)
    assert (content.name, content.mime, content.size) == (name, mime, 3)
    assert content.file


async def test_a_voice_message_and_a_round_video_have_no_name(made: World) -> None:
    ana = made.telegram.person()
    round_video = made.telegram.people.file("video", "v.mp4", b"abc")["video"]
    note = {k: round_video[k] for k in ("file_id", "file_unique_id", "file_size", "duration")} | {"length": 240}
    async with polling(made):
        made.telegram.user_sends_kind(ana, "voice", name="v.ogg", data=b"abc")
        made.telegram.user_sends(ana, {"video_note": note})
        await made.telegram.until_answered(ana, 2)
    kinds = [(turn.content.kind, turn.content.name) for turn in made.desk.turns if isinstance(turn.content, Sent)]
    assert kinds == [("voice", None), ("video", None)]


async def test_corrections_name_the_message_that_they_correct(made: World) -> None:
    ana = made.telegram.person()
    async with polling(made):
        text = made.telegram.user_says(ana, "1834")
        photo = made.telegram.user_sends_kind(ana, "photo", caption="pok", name="a.png", data=PNG)
        made.telegram.user_edits(text, "1843")
        made.telegram.user_edits(photo, "počilo je")
        await made.telegram.until_answered(ana, 4)
    first, second, third, fourth = made.desk.turns
    assert (third.content, third.edited, third.source) == (Said("1843"), True, first.source)
    assert isinstance(fourth.content, Sent)
    assert (fourth.content.caption, fourth.edited, fourth.source) == ("počilo je", True, second.source)
    assert len({turn.key for turn in made.desk.turns}) == 4


async def test_a_reply_and_what_is_forwarded_are_read_as_any_other(made: World) -> None:
    ana = made.telegram.person()
    origin = {"forward_origin": {"type": "hidden_user", "sender_user_name": "<i>Nekdo</i>", "date": 1}}
    async with polling(made):
        made.telegram.user_says(ana, "a")
        [answer] = await made.telegram.until_answered(ana)
        made.telegram.people.answers(answer, "ne drži", by=ana)
        made.telegram.user_sends(ana, {"text": "posredovano", **origin})
        forwarded = made.telegram.people.file("document", "sklep.pdf", b"%PDF-")
        made.telegram.user_sends(ana, {**forwarded, "caption": "to sem dobil", **origin})
        await made.telegram.until_answered(ana, 4)
    _, reply, text, document = (turn.content for turn in made.desk.turns)
    assert (reply, text) == (Said("ne drži"), Said("posredovano"))
    assert isinstance(document, Sent)
    assert (document.kind, document.name, document.caption) == ("document", "sklep.pdf", "to sem dobil")
