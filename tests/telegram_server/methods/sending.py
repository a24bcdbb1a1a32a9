"""Methods that put messages into chats: text, files, albums, copies, forwards, chat actions."""

from collections.abc import Callable, Mapping
from typing import Any

from aiogram.methods import (
    CopyMessage,
    ForwardMessage,
    GetFile,
    SendAnimation,
    SendAudio,
    SendChatAction,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendVideo,
    SendVoice,
)
from pydantic import BaseModel

from tests.telegram_server.errors import bad
from tests.telegram_server.markup import caption_text, checked_keyboard, message_text
from tests.telegram_server.methods import files
from tests.telegram_server.methods.files import Uploads
from tests.telegram_server.params import Method
from tests.telegram_server.world import Chat, Posted, World

Json = dict[str, Any]

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def plain(model: BaseModel | None) -> Json | None:
    """A part of a method as JSON, without what was not given."""
    return None if model is None else model.model_dump(mode="json", exclude_unset=True, exclude_none=True)


def entity_list(models: list[Any] | None) -> list[Json] | None:
    """Entities as JSON."""
    return None if models is None else [plain(model) or {} for model in models]


def with_text(method: Any) -> Json:
    """``text`` and ``entities`` of a method, parsed and measured."""
    text, entities = message_text(method.text or "", method.parse_mode, entity_list(method.entities))
    return {"text": text, "entities": entities} if entities else {"text": text}


def with_caption(method: Any) -> Json:
    """``caption`` and ``caption_entities`` of a method or a piece of media, parsed and measured."""
    caption, entities = caption_text(method.caption, method.parse_mode, entity_list(method.caption_entities))
    content: Json = {"caption": caption} if caption else {}
    return {**content, "caption_entities": entities} if entities else content


def _thread(world: World, chat: Chat, thread: int | None) -> int | None:
    """The topic to write to. A closed one takes messages of administrators who may manage topics."""
    if thread is None:
        return None
    topic = chat.topics.get(thread) if chat.is_forum else None
    if topic is None:
        raise bad("message thread not found")
    if topic.closed and not world.may(chat, "can_manage_topics"):
        raise bad("TOPIC_CLOSED")
    return thread


def _reply_to(chat: Chat, method: Any) -> Posted | None:
    wanted = method.reply_parameters
    if wanted is None:
        return None
    found = chat.messages.get(wanted.message_id)
    if found is None or found.deleted:
        if wanted.allow_sending_without_reply is not True:
            raise bad("message to be replied not found")
        return None
    return found


def post(world: World, method: Any, content: Json, chat: Chat) -> Posted:
    """Sends one message of the bot. A reply goes to the topic of what it answers."""
    markup = checked_keyboard(plain(getattr(method, "reply_markup", None)))
    answered = _reply_to(chat, method)
    thread = method.message_thread_id or (answered.thread if answered is not None else None)
    thread = _thread(world, chat, thread)
    reply_to = None if answered is None else answered.id
    return world.post(chat, world.bot, content, markup=markup, thread=thread, reply_to=reply_to)


def send_message(world: World, method: SendMessage, _uploads: Uploads) -> Json:
    """``sendMessage``."""
    chat = world.writable(method.chat_id)
    return post(world, method, with_text(method), chat).view()


def _send_file(kind: str) -> Callable[[World, Any, Uploads], Json]:
    def send(world: World, method: Any, uploads: Uploads) -> Json:
        chat = world.writable(method.chat_id)
        file = files.stored(world, getattr(method, kind), uploads, kind)
        content = files.content(world, kind, file) | with_caption(method)
        return post(world, method, content, chat).view()

    return send


def send_media_group(world: World, method: SendMediaGroup, uploads: Uploads) -> list[Json]:
    """``sendMediaGroup``: an album of 2 to 10."""
    chat = world.writable(method.chat_id)
    if not 2 <= len(method.media) <= 10:
        raise bad("wrong number of media in the album; expected 2-10" if method.media else "there are no media to send")
    contents = []
    for media in method.media:
        file = files.stored(world, media.media, uploads, media.type)
        contents.append(files.content(world, media.type, file) | with_caption(media))
    if len({media.type in ("document", "audio") and media.type for media in method.media}) > 1:
        raise bad("can't parse InputMedia: Document and audio can't be mixed with other media types")  # (k)
    album = str(next(world.numbers))
    return [post(world, method, {**content, "media_group_id": album}, chat).view() for content in contents]


def forward_message(world: World, method: ForwardMessage, _uploads: Uploads) -> Json:
    """``forwardMessage``: with its origin."""
    chat = world.writable(method.chat_id)
    message = world.message(world.chat(method.from_chat_id), method.message_id, "forward")
    origin = {"type": "user", "date": int(message.date), "sender_user": message.sender.view()}
    thread = _thread(world, chat, method.message_thread_id)
    return world.post(chat, world.bot, {**message.content, "forward_origin": origin}, thread=thread).view()


def copy_message(world: World, method: CopyMessage, _uploads: Uploads) -> Json:
    """``copyMessage``: without its origin; gives the new id alone."""
    chat = world.writable(method.chat_id)
    message = world.message(world.chat(method.from_chat_id), method.message_id, "copy")
    content = dict(message.content)
    if method.caption is not None and "text" not in content:
        content = {k: v for k, v in content.items() if k not in ("caption", "caption_entities")} | with_caption(method)
    return {"message_id": post(world, method, content, chat).id}


def send_chat_action(world: World, method: SendChatAction, _uploads: Uploads) -> bool:
    """``sendChatAction``."""
    chat = world.writable(method.chat_id)
    if method.action not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat.actions.append(method.action)
    world.changes.changed()
    return True


METHODS: Mapping[type[Method], Callable[[World, Any, Uploads], Any]] = {
    SendMessage: send_message,
    SendPhoto: _send_file("photo"),
    SendDocument: _send_file("document"),
    SendAudio: _send_file("audio"),
    SendVoice: _send_file("voice"),
    SendVideo: _send_file("video"),
    SendAnimation: _send_file("animation"),
    SendMediaGroup: send_media_group,
    ForwardMessage: forward_message,
    CopyMessage: copy_message,
    SendChatAction: send_chat_action,
    GetFile: files.get_file,
}
