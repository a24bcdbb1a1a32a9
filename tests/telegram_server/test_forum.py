"""A staff's forum: topics, who may do what there, what people do, and the group's limit."""

import httpx
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BufferedInputFile,
    ChatMemberAdministrator,
    InputMediaDocument,
    InputMediaPhoto,
    MediaUnion,
    Message,
    ReactionTypeEmoji,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest
from telegram.ext import ExtBot

from tests.telegram_server.faults import Limiter
from tests.telegram_server.pictures import png
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat

FORUM_UPDATES = ["message", "edited_message", "my_chat_member", "chat_member"]


@pytest.fixture
def maja(telegram: StandIn) -> Chat:
    return telegram.person("Maja")


@pytest.fixture
def forum(telegram: StandIn, maja: Chat) -> Chat:
    return telegram.group("Podpora", maja, forum=True, bot_status="administrator")


@pytest.fixture
async def thread(aiogram_bot: Bot, forum: Chat) -> int:
    return (await aiogram_bot.create_forum_topic(forum.id, "17 Novak")).message_thread_id


async def heard(bot: Bot) -> list[Update]:
    """All updates, confirmed."""
    updates = await bot.get_updates(allowed_updates=FORUM_UPDATES)
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return updates


async def messages(bot: Bot) -> list[Message]:
    return [found for update in await heard(bot) if (found := update.message or update.edited_message) is not None]


async def test_messages_know_their_topic(
    telegram: StandIn, aiogram_bot: Bot, forum: Chat, maja: Chat, thread: int
) -> None:
    sent = await aiogram_bot.send_message(forum.id, "Janez piše", message_thread_id=thread)
    telegram.user_says(forum, "kar v temo", by=maja, thread=thread)
    answered = telegram.world.chats[forum.id].messages[sent.message_id]
    telegram.people.answers(answered, "odgovor", by=maja)
    telegram.user_says(forum, "v splošno", by=maja)
    plain, reply, general = await messages(aiogram_bot)
    for message in (sent, plain, reply):
        assert (message.message_thread_id, message.is_topic_message) == (thread, True)
    for message in (sent, plain):
        assert message.reply_to_message is not None
        assert message.reply_to_message.forum_topic_created is not None
        assert message.reply_to_message.forum_topic_created.name == "17 Novak"
        assert message.reply_to_message.message_id == thread
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.message_id == sent.message_id
    assert reply.reply_to_message.reply_to_message is None, "nothing is quoted twice"
    assert (general.message_thread_id, general.is_topic_message, general.reply_to_message) == (None, None, None)


async def test_every_way_of_sending_to_a_topic(
    telegram: StandIn, aiogram_bot: Bot, ptb_bot: "ExtBot[None]", forum: Chat, thread: int
) -> None:
    await aiogram_bot.send_photo(forum.id, BufferedInputFile(png(), "a.png"), caption="slika", message_thread_id=thread)
    await ptb_bot.send_document(forum.id, b"%PDF", filename="a.pdf", message_thread_id=thread)
    await ptb_bot.send_voice(forum.id, b"OggS", message_thread_id=thread)
    media: list[MediaUnion] = [InputMediaPhoto(media=BufferedInputFile(png(), f"{n}.png")) for n in range(2)]
    await aiogram_bot.send_media_group(forum.id, media, message_thread_id=thread)
    sent = await ptb_bot.send_message(forum.id, "a", message_thread_id=thread)
    await ptb_bot.edit_message_text("b", forum.id, sent.message_id)
    assert len(telegram.in_topic(forum, thread)) == 6
    await aiogram_bot.edit_message_caption(
        chat_id=forum.id, message_id=telegram.in_topic(forum, thread)[0].id, caption="c"
    )
    assert [m.text for m in telegram.in_topic(forum, thread)] == ["c", "", "", "", "", "b"]
    reply = await aiogram_bot.send_message(forum.id, "r", reply_parameters=ReplyParameters(message_id=sent.message_id))
    assert reply.message_thread_id == thread, "a reply goes where the message is"


async def test_an_album_is_of_one_sort(aiogram_bot: Bot, forum: Chat) -> None:
    mixed: list[MediaUnion] = [
        InputMediaPhoto(media=BufferedInputFile(png(), "a.png")),
        InputMediaDocument(media=BufferedInputFile(b"%PDF", "a.pdf")),
    ]
    with pytest.raises(TelegramBadRequest, match="can't be mixed"):
        await aiogram_bot.send_media_group(forum.id, mixed)


@pytest.mark.parametrize("by_staff", [True, False])
async def test_a_deleted_topic(
    telegram: StandIn, aiogram_bot: Bot, ptb_bot: "ExtBot[None]", forum: Chat, maja: Chat, thread: int, by_staff: bool
) -> None:
    sent = await aiogram_bot.send_message(forum.id, "a", message_thread_id=thread)
    if by_staff:
        telegram.people.deletes_topic(forum, thread)
    else:
        await aiogram_bot.delete_forum_topic(forum.id, thread)
    assert await heard(aiogram_bot) == [], "nobody tells the bot"
    with pytest.raises(TelegramBadRequest, match="Bad Request: message thread not found"):
        await aiogram_bot.send_message(forum.id, "b", message_thread_id=thread)
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await ptb_bot.send_message(forum.id, "b", reply_to_message_id=sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await aiogram_bot.edit_message_text("b", chat_id=forum.id, message_id=sent.message_id)
    for change in (aiogram_bot.close_forum_topic, aiogram_bot.reopen_forum_topic, aiogram_bot.delete_forum_topic):
        with pytest.raises(TelegramBadRequest, match="TOPIC_ID_INVALID"):
            await change(forum.id, thread)
    with pytest.raises(LookupError):
        telegram.user_says(forum, "a", by=maja, thread=thread)


async def test_rights(telegram: StandIn, aiogram_bot: Bot, forum: Chat, maja: Chat) -> None:
    telegram.people.bot_becomes(forum, "administrator", lacking=["can_manage_topics"])
    me = await aiogram_bot.get_chat_member(forum.id, telegram.world.bot.id)
    assert isinstance(me, ChatMemberAdministrator)
    assert (me.can_manage_topics, me.can_delete_messages) == (False, True)
    with pytest.raises(TelegramBadRequest, match="not enough rights to create a topic"):
        await aiogram_bot.create_forum_topic(forum.id, "a")
    theirs = telegram.people.makes_topic(forum, "Sestanki", by=maja)
    with pytest.raises(TelegramBadRequest, match="not enough rights to close the topic"):
        await aiogram_bot.close_forum_topic(forum.id, theirs.id)
    assert (await aiogram_bot.get_chat(forum.id)).is_forum is True


async def test_a_group_that_is_no_forum(telegram: StandIn, aiogram_bot: Bot, maja: Chat) -> None:
    group = telegram.group("Klepet", maja, bot_status="administrator")
    assert not (await aiogram_bot.get_chat(group.id)).is_forum
    with pytest.raises(TelegramBadRequest, match="the chat is not a forum"):
        await aiogram_bot.create_forum_topic(group.id, "a")
    with pytest.raises(TelegramBadRequest, match="message thread not found"):
        await aiogram_bot.send_message(group.id, "a", message_thread_id=5)


async def test_members_come_and_go(telegram: StandIn, aiogram_bot: Bot, forum: Chat, maja: Chat, thread: int) -> None:
    await heard(aiogram_bot)
    statuses = []
    for step in ("administrator", "kicked", "member", "left"):
        if step in ("kicked", "left"):
            telegram.people.leaves(forum, maja, removed=step == "kicked")
        else:
            telegram.people.joins(forum, maja, step)
        statuses.append((await aiogram_bot.get_chat_member(forum.id, maja.id)).status)
    assert statuses == ["administrator", "kicked", "member", "left"]
    told = [update.chat_member for update in await heard(aiogram_bot)]
    assert [change and change.new_chat_member.status for change in told] == statuses
    with pytest.raises(LookupError):
        telegram.user_says(forum, "a", by=maja, thread=thread)


async def test_the_bot_is_removed(telegram: StandIn, aiogram_bot: Bot, forum: Chat, thread: int) -> None:
    telegram.people.bot_becomes(forum, "kicked")
    (told,) = await heard(aiogram_bot)
    assert told.my_chat_member is not None
    for call in (
        aiogram_bot.send_message(forum.id, "a", message_thread_id=thread),
        aiogram_bot.get_chat(forum.id),
        aiogram_bot.get_chat_member(forum.id, telegram.world.bot.id),
    ):
        with pytest.raises(TelegramForbiddenError, match="bot was kicked from the supergroup chat"):
            await call


async def test_staff_send_files_albums_and_edits(
    telegram: StandIn, aiogram_bot: Bot, forum: Chat, maja: Chat, thread: int
) -> None:
    album = telegram.user_sends_album(
        forum, [("photo", "a.png", png()), ("photo", "b.png", png())], "glejte", by=maja, thread=thread
    )
    voice = telegram.user_sends_kind(forum, "voice", name="a.ogg", data=b"OggS", by=maja, thread=thread)
    telegram.user_edits(album[0], "poglejte")
    telegram.user_edits(telegram.user_says(forum, "prej", by=maja, thread=thread), "potem")
    first, second, spoken, caption, _, text = await messages(aiogram_bot)
    assert first.media_group_id == second.media_group_id is not None
    assert (first.caption, second.caption) == ("glejte", None)
    assert (caption.caption, caption.edit_date is not None, caption.media_group_id) == (
        "poglejte",
        True,
        first.media_group_id,
    )
    assert (text.text, text.message_thread_id) == ("potem", thread)
    assert spoken.voice is not None
    assert spoken.voice.mime_type == "audio/ogg"
    got = await aiogram_bot.download(voice.file_id or "")
    assert got is not None
    assert got.read() == b"OggS"
    assert first.photo is not None
    for size in first.photo:
        assert (await aiogram_bot.get_file(size.file_id)).file_path


async def test_residents_send_files(telegram: StandIn, aiogram_bot: Bot, maja: Chat) -> None:
    telegram.user_sends_kind(maja, "document", name="račun.pdf", data=b"%PDF", caption="tole")
    telegram.user_sends_album(maja, [("document", "a.pdf", b"%PDF"), ("document", "b.pdf", b"%PDF")])
    one, first, second = await messages(aiogram_bot)
    assert one.document is not None
    assert (one.caption, one.document.file_name, one.document.mime_type) == ("tole", "račun.pdf", "application/pdf")
    assert first.media_group_id == second.media_group_id


async def test_anonymous_administrators(telegram: StandIn, aiogram_bot: Bot, forum: Chat, thread: int) -> None:
    telegram.people.writes_anonymously(forum, "nekdo", thread=thread)
    (message,) = await messages(aiogram_bot)
    assert message.sender_chat is not None
    assert message.sender_chat.id == forum.id
    assert message.from_user is not None
    assert message.from_user.username == "GroupAnonymousBot"


async def test_reactions(telegram: StandIn, aiogram_bot: Bot, forum: Chat, maja: Chat, thread: int) -> None:
    said = telegram.user_says(forum, "odgovor", by=maja, thread=thread)
    await aiogram_bot.set_message_reaction(forum.id, said.id, [ReactionTypeEmoji(emoji="👍")])
    assert said.reactions == [{"type": "emoji", "emoji": "👍"}]
    await aiogram_bot.set_message_reaction(forum.id, said.id, [])
    assert said.reactions == []
    with pytest.raises(TelegramBadRequest, match="REACTION_INVALID"):
        await aiogram_bot.set_message_reaction(forum.id, said.id, [ReactionTypeEmoji(emoji="✅")])
    telegram.people.deletes_topic(forum, thread)
    with pytest.raises(TelegramBadRequest, match="message to react not found"):
        await aiogram_bot.set_message_reaction(forum.id, said.id, [ReactionTypeEmoji(emoji="👍")])


async def test_twenty_a_minute(telegram: StandIn, aiogram_bot: Bot, forum: Chat, thread: int) -> None:
    now = 1000.0
    telegram.faults.limiter = Limiter(lambda: now)
    for number in range(18):
        await aiogram_bot.send_message(forum.id, str(number), message_thread_id=thread)
    media: list[MediaUnion] = [InputMediaPhoto(media=BufferedInputFile(png(), f"{n}.png")) for n in range(2)]
    await aiogram_bot.send_media_group(forum.id, media, message_thread_id=thread)  # two messages
    with pytest.raises(TelegramRetryAfter) as refused:
        await aiogram_bot.send_message(forum.id, "21", message_thread_id=thread)
    assert refused.value.retry_after == 61
    now += 61
    assert await aiogram_bot.send_message(forum.id, "21", message_thread_id=thread)


async def test_the_topic_made_when_nobody_knows(telegram: StandIn, raw: httpx.AsyncClient, forum: Chat) -> None:
    """A call whose answer was lost has made its topic all the same, under a later number than what was there."""
    from tests.telegram_server.faults import Break

    telegram.faults.plan(Break.drop_after, "createForumTopic")
    before = max(forum.messages, default=0)
    with pytest.raises(httpx.TransportError):
        await raw.post("createForumTopic", json={"chat_id": forum.id, "name": "17 Novak"})
    assert telegram.topic_named(forum, "17 ") > before
