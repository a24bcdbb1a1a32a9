"""Methods that change or remove what was sent, and the answer to a pressed button."""

from collections.abc import Callable, Mapping
from typing import Any

from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    DeleteMessages,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
    SetMessageReaction,
)

from tests.telegram_server.errors import bad
from tests.telegram_server.markup import checked_keyboard
from tests.telegram_server.methods import files
from tests.telegram_server.methods.files import Uploads
from tests.telegram_server.methods.sending import plain, with_caption, with_text
from tests.telegram_server.params import Method
from tests.telegram_server.world import Posted, World

Json = dict[str, Any]

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
TEXT = ("text", "entities")
CAPTION = ("caption", "caption_entities")
REACTIONS = frozenset("❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓")
MEDIA = ("photo", "document", "audio", "video", "animation")


def _own(world: World, method: Any) -> Posted:
    """The message to edit: the bot's own."""
    if method.chat_id is None or method.message_id is None:
        raise bad("message identifier is not specified")
    message = world.message(world.writable(method.chat_id), method.message_id, "edit")
    if message.sender is not world.bot:
        raise bad("message can't be edited")
    return message


def _change(world: World, message: Posted, method: Any, content: Json) -> Json:
    """An edit that leaves the keyboard out removes it."""
    markup = checked_keyboard(plain(method.reply_markup))
    if content == message.content and markup == message.markup:
        raise bad(NOT_MODIFIED)
    message.content, message.markup, message.edited = content, markup, world.clock()
    world.changes.changed()
    return message.view()


def _without(content: Json, *names: str) -> Json:
    return {name: value for name, value in content.items() if name not in names}


def edit_text(world: World, method: EditMessageText, _uploads: Uploads) -> Json:
    """``editMessageText``."""
    message = _own(world, method)
    if "text" not in message.content:
        raise bad("there is no text in the message to edit")
    return _change(world, message, method, _without(message.content, *TEXT) | with_text(method))


def edit_caption(world: World, method: EditMessageCaption, _uploads: Uploads) -> Json:
    """``editMessageCaption``."""
    message = _own(world, method)
    if not any(kind in message.content for kind in MEDIA):
        raise bad("there is no caption in the message to edit")
    return _change(world, message, method, _without(message.content, *CAPTION) | with_caption(method))


def edit_markup(world: World, method: EditMessageReplyMarkup, _uploads: Uploads) -> Json:
    """``editMessageReplyMarkup``."""
    message = _own(world, method)
    return _change(world, message, method, message.content)


def edit_media(world: World, method: EditMessageMedia, uploads: Uploads) -> Json:
    """``editMessageMedia``."""
    message = _own(world, method)
    file = files.stored(world, method.media.media, uploads, method.media.type)
    content = _without(message.content, *TEXT, *CAPTION, *MEDIA)
    content |= files.content(world, method.media.type, file) | with_caption(method.media)
    return _change(world, message, method, content)


def _delete(world: World, chat_id: object, message_id: int) -> None:
    chat = world.chat(chat_id)
    message = world.message(chat, message_id, "delete")
    if world.clock() - message.date > world.delete_seconds:
        raise bad("message can't be deleted for everyone")
    foreign = message.sender is not world.bot
    if foreign and chat.type != "private" and chat.members.get(world.bot.id) != "administrator":
        raise bad("message can't be deleted")
    message.deleted = True
    world.changes.changed()


def delete_message(world: World, method: DeleteMessage, _uploads: Uploads) -> bool:
    """``deleteMessage``: within 48 hours; in a private chat the resident's messages, too."""
    _delete(world, method.chat_id, method.message_id)
    return True


def delete_messages(world: World, method: DeleteMessages, _uploads: Uploads) -> bool:
    """``deleteMessages``: those not found are skipped."""
    there = world.chat(method.chat_id).messages
    for message_id in method.message_ids:
        if message_id in there and not there[message_id].deleted:
            _delete(world, method.chat_id, message_id)
    return True


def answer_callback(world: World, method: AnswerCallbackQuery, _uploads: Uploads) -> bool:
    """``answerCallbackQuery``: in time, for a query that there was."""
    query = world.queries.get(method.callback_query_id)
    if query is None or world.clock() - query.asked > world.query_seconds:
        raise bad(TOO_OLD)
    if len(method.text or "") > 200:
        raise bad("MESSAGE_TOO_LONG")
    query.answers.append(plain(method) or {})
    world.changes.changed()
    return True


def set_reaction(world: World, method: SetMessageReaction, _uploads: Uploads) -> bool:
    """``setMessageReaction``: one of those that are free for all; none takes it back."""
    message = world.message(world.writable(method.chat_id), method.message_id, "react")
    wanted = [plain(reaction) or {} for reaction in method.reaction or []]
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(reaction.get("emoji") not in REACTIONS for reaction in wanted):
        raise bad("REACTION_INVALID")
    message.reactions = wanted
    world.changes.changed()
    return True


METHODS: Mapping[type[Method], Callable[[World, Any, Uploads], Any]] = {
    EditMessageText: edit_text,
    EditMessageCaption: edit_caption,
    EditMessageReplyMarkup: edit_markup,
    EditMessageMedia: edit_media,
    DeleteMessage: delete_message,
    DeleteMessages: delete_messages,
    AnswerCallbackQuery: answer_callback,
    SetMessageReaction: set_reaction,
}
