"""Update -> ``Turn``: what residents do in Telegram, in the dialogue's words. Anything else is None and answered by nobody."""

from aiogram.types import CallbackQuery, Message, Update

from bot.dialogue.turn import Content, Kind, Pressed, Said, Sent, Started, Turn

CHANNEL = "telegram"
WANTED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
"""What ``getUpdates`` and ``setWebhook`` ask for."""


def turn_of(update: Update) -> Turn | None:
    """The turn of an update. An edited message is a turn of its own, which names the message that it corrects."""
    if update.callback_query is not None:
        return _pressed(update.update_id, update.callback_query)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot or is_service(message):
        return None
    return Turn(
        CHANNEL,
        str(message.chat.id),
        f"{update.update_id}:{message.message_id}",
        content_of(message),
        message.from_user.language_code,
        private=message.chat.type == "private",
        message=str(message.message_id),
        edited=update.message is None,
    )


def message_of_key(key: str) -> int | None:
    """The id of the resident's own message, which the turn's key carries: it may be deleted long after, if it held a secret."""
    _, _, message_id = key.partition(":")
    return int(message_id) if message_id.isdecimal() else None


def _pressed(update_id: int, query: CallbackQuery) -> Turn | None:
    """A query without its message (too old, or by an inline message of someone's) belongs to the person's own chat."""
    person = query.from_user
    chat_id = query.message.chat.id if query.message is not None else person.id
    private = query.message is None or query.message.chat.type == "private"
    return Turn(CHANNEL, str(chat_id), str(update_id), Pressed(query.data or ""), person.language_code, private)


def content_of(message: Message) -> Content:
    """Text, ``/start`` with its payload, or a kind of media. What is forwarded or a reply is read as any: not trusted more."""
    if message.text is not None:
        command, _, payload = message.text.partition(" ")
        if command.partition("@")[0] == "/start":
            return Started(payload.strip() or None)
        return Said(message.text)
    for kind, media in _media(message):
        if media is not None:
            return Sent(
                kind,
                getattr(media, "file_name", None),
                getattr(media, "mime_type", None),
                getattr(media, "file_size", None),
                file=getattr(media, "file_id", None),
                caption=message.caption or "",
                album=message.media_group_id,
            )
    return Sent("other")


def _media(message: Message) -> list[tuple[Kind, object | None]]:
    """The largest of a photo's sizes comes last."""
    return [
        ("photo", message.photo[-1] if message.photo else None),
        ("video", message.animation or message.video or message.video_note),
        ("document", message.document),
        ("voice", message.voice),
        ("audio", message.audio),
        ("sticker", message.sticker),
        ("location", message.venue or message.location),
        ("contact", message.contact),
    ]


def is_service(message: Message) -> bool:
    """Members who come and go, pinned messages, topics: nothing that was said to the bot."""
    return any(
        getattr(message, name, None) is not None
        for name in (
            "new_chat_members",
            "left_chat_member",
            "new_chat_title",
            "new_chat_photo",
            "delete_chat_photo",
            "group_chat_created",
            "supergroup_chat_created",
            "channel_chat_created",
            "pinned_message",
            "migrate_to_chat_id",
            "migrate_from_chat_id",
            "message_auto_delete_timer_changed",
            "forum_topic_created",
            "forum_topic_edited",
            "forum_topic_closed",
            "forum_topic_reopened",
        )
    )
