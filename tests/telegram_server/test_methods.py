"""What methods do, with both libraries as clients."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
)
from telegram import InputMediaPhoto as PtbPhoto
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from tests.telegram_server.pictures import png
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat


@pytest.fixture
def ana(telegram: StandIn) -> Chat:
    chat = telegram.person("Ana")
    telegram.user_starts(chat)
    return chat


def one_button(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Da", callback_data=data)]])


async def test_uploads_of_both_libraries(
    telegram: StandIn, aiogram_bot: Bot, ptb_bot: "ExtBot[None]", ana: Chat
) -> None:
    await aiogram_bot.send_photo(ana.id, BufferedInputFile(png(), "graf.png"), caption="a")
    await ptb_bot.send_photo(ana.id, png(), caption="b", filename="graf.png")
    await aiogram_bot.send_document(ana.id, BufferedInputFile(b"%PDF", "račun.pdf"))
    await ptb_bot.send_document(ana.id, b"%PDF", filename="racun.pdf")
    assert [telegram.file(m)[:4] for m in telegram.from_bot(ana)] == [b"\x89PNG", b"\x89PNG", b"%PDF", b"%PDF"]
    assert telegram.from_bot(ana)[2].content["document"]["file_name"] == "račun.pdf"
    assert telegram.texts(ana) == ["a", "b", "", ""]


async def test_albums_of_both_libraries(
    telegram: StandIn, aiogram_bot: Bot, ptb_bot: "ExtBot[None]", ana: Chat
) -> None:
    files = [BufferedInputFile(png(), "1.png"), BufferedInputFile(png(), "2.png")]
    await aiogram_bot.send_media_group(ana.id, [InputMediaPhoto(media=file) for file in files])
    await ptb_bot.send_media_group(ana.id, [PtbPhoto(png()), PtbPhoto(png(), caption="c")])
    albums = [message.content["media_group_id"] for message in telegram.from_bot(ana)]
    assert albums[0] == albums[1] != albums[2] == albums[3]


async def test_limits_count_utf16_after_parsing(aiogram_bot: Bot, ana: Chat) -> None:
    await aiogram_bot.send_message(ana.id, "😀" * 2048)
    await aiogram_bot.send_message(ana.id, f"<b>{'a' * 4096}</b>", parse_mode="HTML")
    with pytest.raises(TelegramBadRequest, match="message is too long"):
        await aiogram_bot.send_message(ana.id, "😀" * 2048 + "a")
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await aiogram_bot.send_photo(ana.id, BufferedInputFile(png(), "a.png"), caption="a" * 1025)


@pytest.mark.parametrize("text", ["<b>a", "a</b>", "<blink>a</blink>"])
async def test_broken_html_is_refused(aiogram_bot: Bot, ana: Chat, text: str) -> None:
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await aiogram_bot.send_message(ana.id, text, parse_mode="HTML")


async def test_html_becomes_entities(aiogram_bot: Bot, ana: Chat) -> None:
    sent = await aiogram_bot.send_message(ana.id, "😀 <b>a &lt; b</b>", parse_mode="HTML")
    assert sent.text == "😀 a < b"
    assert [(e.type, e.offset, e.length) for e in sent.entities or []] == [("bold", 3, 5)]


async def test_button_data_is_at_most_64_bytes(aiogram_bot: Bot, ana: Chat) -> None:
    await aiogram_bot.send_message(ana.id, "a", reply_markup=one_button("č" * 32))
    with pytest.raises(TelegramBadRequest, match="BUTTON_DATA_INVALID"):
        await aiogram_bot.send_message(ana.id, "a", reply_markup=one_button("č" * 32 + "a"))


async def test_files_have_limits(telegram: StandIn, aiogram_bot: Bot, ana: Chat) -> None:
    telegram.world.photo_bytes = telegram.world.download_bytes = 10
    with pytest.raises(TelegramBadRequest, match="too big"):
        await aiogram_bot.send_photo(ana.id, BufferedInputFile(png(), "a.png"))
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await aiogram_bot.send_photo(ana.id, BufferedInputFile(b"no", "a.png"))
    message = telegram.user_sends_kind(ana, "document", data=b"x" * 11)
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await aiogram_bot.get_file(message.file_id or "")


async def test_edits(telegram: StandIn, aiogram_bot: Bot, ana: Chat) -> None:
    sent = await aiogram_bot.send_message(ana.id, "a", reply_markup=one_button("x"))
    with pytest.raises(TelegramBadRequest, match="message is not modified: specified new message content"):
        await aiogram_bot.edit_message_text(
            "a", chat_id=ana.id, message_id=sent.message_id, reply_markup=one_button("x")
        )
    await aiogram_bot.edit_message_text("b", chat_id=ana.id, message_id=sent.message_id)
    assert telegram.texts(ana) == ["b"]
    assert telegram.from_bot(ana)[0].labels == []
    with pytest.raises(TelegramBadRequest, match="no caption in the message to edit"):
        await aiogram_bot.edit_message_caption(chat_id=ana.id, message_id=sent.message_id, caption="c")
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await aiogram_bot.edit_message_text("b", chat_id=ana.id, message_id=99999)


async def test_deletion(telegram: StandIn, aiogram_bot: Bot, ana: Chat) -> None:
    secret = telegram.user_says(ana, "202600876")
    assert await aiogram_bot.delete_message(ana.id, secret.id)
    assert secret.deleted
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await aiogram_bot.delete_message(ana.id, secret.id)
    old = telegram.user_says(ana, "old")
    old.date -= 49 * 3600
    with pytest.raises(TelegramBadRequest, match="can't be deleted for everyone"):
        await aiogram_bot.delete_message(ana.id, old.id)


async def test_queries_are_answered_in_time(telegram: StandIn, aiogram_bot: Bot, ana: Chat) -> None:
    await aiogram_bot.send_message(ana.id, "?", reply_markup=one_button("x"))
    query = telegram.user_presses(telegram.with_button(ana, "Da"), "Da")
    assert await aiogram_bot.answer_callback_query(query.id)
    query.asked -= 3600
    for query_id in (query.id, "17"):
        with pytest.raises(TelegramBadRequest, match="query is too old and response timeout expired or query ID"):
            await aiogram_bot.answer_callback_query(query_id)


async def test_chats_that_can_not_be_written_to(
    telegram: StandIn, aiogram_bot: Bot, ptb_bot: "ExtBot[None]", ana: Chat
) -> None:
    stranger = telegram.person("Bor")
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await aiogram_bot.send_message(stranger.id, "a")
    telegram.blocks(ana)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb_bot.send_message(ana.id, "a")
    group = telegram.group("Hiša", ana)
    grown = telegram.migrate(group)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await aiogram_bot.send_message(group.id, "a")
    assert moved.value.migrate_to_chat_id == grown.id


async def test_topics(telegram: StandIn, aiogram_bot: Bot, ptb_bot: "ExtBot[None]", ana: Chat) -> None:
    forum = telegram.group("Podpora", ana, forum=True, bot_status="administrator")
    topic = await aiogram_bot.create_forum_topic(forum.id, "Novak")
    sent = await ptb_bot.send_message(forum.id, "a", message_thread_id=topic.message_thread_id)
    assert sent.message_thread_id == topic.message_thread_id
    await ptb_bot.close_forum_topic(forum.id, topic.message_thread_id)
    assert await aiogram_bot.send_message(forum.id, "b", message_thread_id=topic.message_thread_id), (
        "administrators may"
    )
    telegram.people.bot_becomes(forum, "member")
    with pytest.raises(TelegramBadRequest, match="TOPIC_CLOSED"):
        await aiogram_bot.send_message(forum.id, "b", message_thread_id=topic.message_thread_id)
    telegram.people.bot_becomes(forum, "administrator")
    with pytest.raises(BadRequest, match=r"(?i)topic_not_modified"):
        await ptb_bot.close_forum_topic(forum.id, topic.message_thread_id)
    await aiogram_bot.reopen_forum_topic(forum.id, topic.message_thread_id)
    await aiogram_bot.edit_forum_topic(forum.id, topic.message_thread_id, name="Novak 2")
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await aiogram_bot.send_message(forum.id, "b", message_thread_id=99999)


async def test_commands_by_scope_and_language(aiogram_bot: Bot, ptb_bot: "ExtBot[None]") -> None:
    command = BotCommand(command="odcitek", description="Oddaj stanje")
    await aiogram_bot.set_my_commands([command], scope=BotCommandScopeAllPrivateChats(), language_code="sl")
    listed = await aiogram_bot.get_my_commands(scope=BotCommandScopeAllPrivateChats(), language_code="sl")
    assert [(c.command, c.description) for c in listed] == [("odcitek", "Oddaj stanje")]
    assert await ptb_bot.get_my_commands() == ()
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_INVALID"):
        await aiogram_bot.set_my_commands([BotCommand(command="odčitek", description="a")])


async def test_chats_and_members(telegram: StandIn, aiogram_bot: Bot, ptb_bot: "ExtBot[None]", ana: Chat) -> None:
    group = telegram.group("Hiša", ana, bot_status="administrator")
    assert (await aiogram_bot.get_chat(ana.id)).first_name == "Ana"
    assert (await ptb_bot.get_chat(group.id)).title == "Hiša"
    assert (await aiogram_bot.get_chat_member(group.id, ana.id)).status == "member"
    assert (await ptb_bot.get_chat_member(group.id, telegram.world.bot.id)).status == "administrator"
    assert await aiogram_bot.get_chat_member_count(group.id) == 2


async def test_copies_and_forwards(telegram: StandIn, aiogram_bot: Bot, ana: Chat) -> None:
    said = telegram.user_says(ana, "pozdravljeni")
    copy = await aiogram_bot.copy_message(ana.id, ana.id, said.id)
    forwarded = await aiogram_bot.forward_message(ana.id, ana.id, said.id)
    assert telegram.texts(ana) == ["pozdravljeni"] * 2
    assert forwarded.forward_origin is not None
    assert copy.message_id == telegram.from_bot(ana)[0].id
