"""The Telegram channel over real HTTP against the stand-in; the desk answers as told."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.dialogue.turn import Attachment, Button, Message, Pressed, Reply, Said, Sent, Started
from tests.bot.channels.telegram.world import World, by_webhook, polling, world
from tests.telegram_server.errors import bad, server_error, too_many, unauthorised
from tests.telegram_server.faults import Break
from tests.telegram_server.world import Chat


@pytest.fixture
async def made() -> AsyncIterator[World]:
    async with world() as made:
        yield made


def answers(*messages: Message, forget: bool = False) -> Reply:
    return Reply(messages, forget)


QUESTION = Message("Shranim?", buttons=((Button("Da", "a:1:confirm:yes"), Button("Meni", "w:menu")),))
CHART = Message("Poraba", title="Voda", attachments=(Attachment("photo", "graf.png", "image/png", "/chart"),))


@pytest.mark.parametrize("serve", [polling, by_webhook])
async def test_every_kind_of_turn(made: World, serve: object) -> None:
    ana = made.telegram.person()
    async with serve(made):  # type: ignore[operator]
        made.telegram.user_starts(ana)
        made.telegram.user_starts(ana, "komunala")
        made.telegram.user_says(ana, "<b>stanje</b> & 1834")
        for kind in ("photo", "document", "voice", "audio", "video", "sticker", "location", "contact", "dice"):
            made.telegram.user_sends_kind(ana, kind)
        await made.telegram.until(lambda: len(made.desk.sent) == 12)
    contents = [turn.content for turn in made.desk.turns]
    assert contents[:3] == [Started(None), Started("komunala"), Said("<b>stanje</b> & 1834")]
    kinds = [content.kind for content in contents[3:] if isinstance(content, Sent)]
    assert kinds == ["photo", "document", "voice", "audio", "video", "sticker", "location", "contact", "other"]
    assert {(turn.chat, turn.language_hint, turn.private) for turn in made.desk.turns} == {(str(ana.id), "sl", True)}
    assert made.desk.sent == [turn.key for turn in made.desk.turns]


async def test_text_stays_text_and_titles_are_bold(made: World) -> None:
    made.desk.answer = lambda _turn: answers(Message("<script> & *b* _i_", title="Novak <b>"))
    ana = made.telegram.person()
    async with polling(made):
        made.telegram.user_says(ana, "a")
        (sent,) = await made.telegram.until_answered(ana)
    assert sent.text == "Novak <b>\n\n<script> & *b* _i_"
    assert sent.content["entities"] == [{"type": "bold", "offset": 0, "length": 9}]


async def test_long_texts_are_split_and_the_last_part_has_the_buttons(made: World) -> None:
    long = "\n\n".join(["Odstavek 😀. " * 40] * 20)
    made.desk.answer = lambda _turn: answers(Message(long, buttons=QUESTION.buttons))
    ana = made.telegram.person()
    async with polling(made):
        made.telegram.user_says(ana, "a")
        await made.telegram.until(lambda: made.desk.sent)
    sent = made.telegram.from_bot(ana)
    assert len(sent) > 2
    assert [bool(message.labels) for message in sent] == [False] * (len(sent) - 1) + [True]
    assert "".join("".join(m.text for m in sent).split()) == "".join(long.split())


async def test_a_pressed_choice_is_answered_and_loses_its_buttons(made: World) -> None:
    made.desk.answer = lambda turn: answers(QUESTION if isinstance(turn.content, Said) else Message("Shranjeno"))
    ana = made.telegram.person()
    async with polling(made):
        made.telegram.user_says(ana, "1834")
        (question,) = await made.telegram.until_answered(ana)
        query = made.telegram.user_presses(question, "Da")
        await made.telegram.until_answered(ana, 2)
        assert (len(query.answers), question.labels) == (1, [])
        # the same old button again: Telegram says "not modified", the resident gets an answer
        made.telegram.user_presses_data(question, "a:1:confirm:yes")
        await made.telegram.until_answered(ana, 3)
    assert [turn.content for turn in made.desk.turns[1:]] == [Pressed("a:1:confirm:yes")] * 2


async def test_a_wish_keeps_its_buttons_and_a_late_or_foreign_query_is_harmless(made: World) -> None:
    made.desk.answer = lambda turn: answers(QUESTION if isinstance(turn.content, Said) else Message("Meni"))
    ana = made.telegram.person()
    async with polling(made):
        made.telegram.user_says(ana, "meni")
        (question,) = await made.telegram.until_answered(ana)
        made.telegram.user_presses(question, "Meni").asked -= 3600
        made.telegram.user_presses_data(question, "never:ours")
        await made.telegram.until_answered(ana, 3)
    assert question.labels == ["Da", "Meni"]
    assert made.desk.turns[-1].content == Pressed("never:ours")


async def test_a_secret_is_deleted_and_a_refusal_of_that_is_harmless(made: World) -> None:
    made.desk.answer = lambda _turn: answers(Message("Povezano"), forget=True)
    ana = made.telegram.person()
    async with polling(made):
        secret = made.telegram.user_says(ana, "202600876")
        await made.telegram.until_answered(ana)
        made.telegram.faults.plan(bad("message can't be deleted"), "deleteMessage")
        kept = made.telegram.user_says(ana, "202600876")
        await made.telegram.until_answered(ana, 2)
    assert (secret.deleted, kept.deleted) == (True, False)


async def test_files_are_made_under_a_chat_action(made: World) -> None:
    pdf = Attachment("document", "račun.pdf", "application/pdf", "/pdf", caption="Račun")
    two = Message("Priloge", attachments=(CHART.attachments[0], pdf), buttons=QUESTION.buttons)
    made.desk.answer = lambda turn: answers(CHART if turn.content == Said("graf") else two)
    ana = made.telegram.person()
    async with polling(made):
        made.telegram.user_says(ana, "graf")
        (chart,) = await made.telegram.until_answered(ana)
        made.telegram.user_says(ana, "oboje")
        await made.telegram.until_answered(ana, 4)
    assert chart.text == "Voda\n\nPoraba"
    assert chart.content["caption_entities"][0]["type"] == "bold"
    assert made.telegram.texts(ana)[1:] == ["Priloge", "", "Račun"]
    assert ana.actions == ["upload_photo", "upload_photo", "upload_document"]
    assert made.telegram.from_bot(ana)[3].content["document"]["file_name"] == "račun.pdf"


async def test_a_text_too_long_for_a_caption_stands_before_the_picture(made: World) -> None:
    made.desk.answer = lambda _turn: answers(Message("a " * 600, attachments=CHART.attachments))
    ana = made.telegram.person()
    async with polling(made):
        made.telegram.user_says(ana, "graf")
        sent = await made.telegram.until_answered(ana, 2)
    assert ["photo" in message.content for message in sent] == [False, True]


async def test_a_file_waits_for_the_backend_and_then_says_so(made: World) -> None:
    made.desk.answer = lambda _turn: answers(CHART)
    made.files.down = 2
    ana = made.telegram.person()
    async with polling(made):
        made.telegram.user_says(ana, "graf")
        await made.telegram.until_answered(ana)
        made.files.down = 100
        made.telegram.user_says(ana, "graf")
        sent = await made.telegram.until_answered(ana, 2)
    assert "photo" in sent[0].content
    assert "Datoteke trenutno ne morem pripraviti" in sent[1].text


async def test_a_group_is_told_once(made: World) -> None:
    ana = made.telegram.person()
    group = made.telegram.group("Hiša", ana)
    made.desk.answer = lambda turn: answers(Message("zasebno" if turn.private else "Pišite mi zasebno."))
    async with polling(made):
        made.telegram.user_says(group, "/start", by=ana)
        made.telegram.user_says(group, "stanje 5", by=ana)
        made.telegram.user_says(ana, "hej")
        await made.telegram.until_answered(ana)
    assert made.telegram.texts(group) == ["Pišite mi zasebno."]
    assert [turn.private for turn in made.desk.turns] == [False, True]


async def test_an_edited_message_is_a_turn_of_its_own(made: World) -> None:
    ana = made.telegram.person()
    async with polling(made):
        message = made.telegram.user_says(ana, "1834")
        made.telegram.user_edits(message, "1843")
        await made.telegram.until_answered(ana, 2)
    assert [turn.content for turn in made.desk.turns] == [Said("1834"), Said("1843")]


@pytest.mark.parametrize("wrong", [too_many(3), server_error(), Break.drop_before, Break.drop_after])
async def test_sending_is_tried_again(made: World, wrong: object) -> None:
    ana = made.telegram.person()
    made.telegram.faults.plan(wrong, "sendMessage")  # type: ignore[arg-type]
    async with polling(made):
        made.telegram.user_says(ana, "a")
        await made.telegram.until(lambda: made.telegram.from_bot(ana) and made.pauses)
        made.telegram.user_says(ana, "b")
        await made.telegram.until(lambda: any("b" in text for text in made.telegram.texts(ana)))
    assert len(set(made.telegram.texts(ana))) == 2
    assert made.pauses == [3.0 if wrong == too_many(3) else 0.5]


async def test_a_blocked_bot_says_nothing_and_serves_others(made: World) -> None:
    ana, bor = made.telegram.person("Ana"), made.telegram.person("Bor")
    async with polling(made):
        made.telegram.user_says(ana, "a")
        await made.telegram.until_answered(ana)
        made.telegram.user_says(ana, "b")
        made.telegram.blocks(ana)
        made.telegram.user_says(bor, "c")
        await made.telegram.until_answered(bor)
        await made.telegram.until(lambda: len(made.desk.turns) == 3)
    assert made.pauses == []


@pytest.mark.parametrize("serve", [polling, by_webhook])
async def test_a_backend_that_is_down_loses_nothing_and_tells_once(made: World, serve: object) -> None:
    made.desk.down = 3
    ana = made.telegram.person()
    async with serve(made):  # type: ignore[operator]
        made.telegram.user_says(ana, "stanje 1834")
        await made.telegram.until_answered(ana, 2)
        await made.telegram.until_confirmed()
    first, second = made.telegram.texts(ana)
    assert "sistem spet dosegljiv" in first
    assert "1834" in second
    assert len(made.desk.turns) == 1


@pytest.mark.parametrize("serve", [polling, by_webhook])
async def test_a_redelivered_update_has_no_second_effect(made: World, serve: object) -> None:
    ana = made.telegram.person()
    async with serve(made):  # type: ignore[operator]
        made.telegram.user_says(ana, "stanje 1834")
        update = made.telegram.world.updates.pending[0]
        await made.telegram.until_answered(ana)
        await made.telegram.until_confirmed()
        made.telegram.world.updates.again(update)
        made.telegram.user_says(ana, "b")
        await made.telegram.until(lambda: len(made.telegram.from_bot(ana)) >= 2 and len(made.desk.turns) == 2)
    assert len(made.telegram.from_bot(ana)) == 2


async def test_chats_do_not_wait_for_each_other(made: World) -> None:
    ana, bor = made.telegram.person("Ana"), made.telegram.person("Bor")
    made.desk.held[str(ana.id)] = asyncio.Event()
    async with by_webhook(made):
        made.telegram.user_says(ana, "prvo")
        made.telegram.user_says(ana, "drugo")
        made.telegram.user_says(bor, "jaz")
        await made.telegram.until_answered(bor)
        assert made.telegram.from_bot(ana) == []
        made.desk.held[str(ana.id)].set()
        await made.telegram.until_answered(ana, 2)
    assert ["prvo" in text for text in made.telegram.texts(ana)] == [True, False]


async def test_a_webhook_without_the_secret_is_refused(made: World) -> None:
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}}
    async with by_webhook(made), httpx.AsyncClient() as client:
        await made.telegram.until(lambda: made.telegram.webhook.url)
        url = made.telegram.webhook.url
        header = "X-Telegram-Bot-Api-Secret-Token"
        assert (await client.post(url, json=update)).status_code == 403
        assert (await client.post(url, json=update, headers={header: "wrong"})).status_code == 403
        assert (await client.post(url, content=b"{", headers={header: "hook-secret"})).status_code == 400
        assert (await client.post(url, json=update, headers={header: "hook-secret"})).status_code == 200
    assert made.desk.turns == []


async def test_the_bot_introduces_itself(made: World) -> None:
    async with polling(made):
        await made.telegram.until(lambda: made.telegram.called("getUpdates"))
    settings = made.telegram.world.settings
    assert "bot" in settings["short_description:sl"]
    assert "bot" in settings["short_description:"]
    assert settings["commands:type=all_private_chats:sl"] == [{"command": "odcitek", "description": "Oddaj stanje"}]


async def test_a_link_that_telegram_refuses_stands_in_the_text(made: World) -> None:
    rows = ((Button("Potrdi", url="http://localhost:8080/x"), Button("Splet", url="https://example.si/")),)
    made.desk.answer = lambda _turn: answers(Message("Odprite:", buttons=rows))
    ana: Chat = made.telegram.person()
    async with polling(made):
        made.telegram.user_says(ana, "a")
        (sent,) = await made.telegram.until_answered(ana)
    assert sent.labels == ["Splet"]
    assert sent.text == "Odprite:\nPotrdi: http://localhost:8080/x"


async def test_by_webhook_the_answer_to_a_press_stops_its_spinning(made: World) -> None:
    """The stand-in, as Telegram, makes the call that the answer names."""
    made.desk.answer = lambda _turn: answers(QUESTION)
    ana = made.telegram.person()
    async with by_webhook(made):
        await made.telegram.until(lambda: made.telegram.webhook.url)
        made.telegram.user_says(ana, "meni")
        (question,) = await made.telegram.until_answered(ana)
        query = made.telegram.user_presses(question, "Meni")
        await made.telegram.until_answered(ana, 2)
        await made.telegram.until(lambda: query.answers)
    assert len(query.answers) == 1


async def test_what_is_said_before_the_answer_marks_nothing(made: World) -> None:
    """Or an answer that another process made meanwhile, and died with, would count as sent."""
    early = [Reply((Message("shranil sem"),), early=True), Reply(early=True), answers(Message("stanje"))]
    made.desk.answer = lambda turn: early[len(made.desk.turns) - 1]
    ana = made.telegram.person()
    async with polling(made):
        for text in ("ena", "dve", "tri"):
            made.telegram.user_says(ana, text)
        await made.telegram.until(lambda: made.desk.sent)
    assert made.telegram.texts(ana) == ["shranil sem", "stanje"]
    assert made.desk.sent == [made.desk.turns[-1].key]


async def test_a_refused_token_loses_nothing_and_is_told(made: World) -> None:
    """Revoked in the middle: the update is stored, its reply stays open, the others go on when the token is good again."""
    first, second = made.telegram.person(), made.telegram.person()
    async with polling(made):
        made.telegram.faults.plan(unauthorised(), "sendMessage", times=1)
        made.telegram.user_says(first, "ena")
        await made.telegram.until(lambda: made.channel.calls.token.refused)
        assert await made.channel.calls.token.fault() == "telegram refuses the token"
        made.telegram.user_says(second, "dve")
        await made.telegram.until_answered(second)
        await made.telegram.until(lambda: len(made.desk.sent) == 1)
    assert len(made.desk.turns) == 2
    assert made.telegram.texts(first) == []
    assert await made.channel.calls.token.fault() is None
