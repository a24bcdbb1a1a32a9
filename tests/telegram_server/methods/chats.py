"""Methods about chats: who and what they are, who is in them, forum topics."""

from collections.abc import Callable, Mapping
from typing import Any

from aiogram.methods import (
    CloseForumTopic,
    CreateForumTopic,
    DeleteForumTopic,
    EditForumTopic,
    GetChat,
    GetChatMember,
    GetChatMemberCount,
    LeaveChat,
    PinChatMessage,
    ReopenForumTopic,
)

from tests.telegram_server.errors import bad
from tests.telegram_server.methods.files import Uploads
from tests.telegram_server.params import Method
from tests.telegram_server.world import Chat, Person, Posted, Topic, World

Json = dict[str, Any]
GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)
RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_manage_topics", "can_pin_messages", "can_send_welcome_messages",
)  # fmt: skip


def _seen(world: World, chat_id: object) -> Chat:
    """A chat to look at: a group that the bot is not in tells nothing."""
    chat = world.chat(chat_id)
    return chat if chat.type == "private" else world.writable(chat_id)


def get_chat(world: World, method: GetChat, _uploads: Uploads) -> Json:
    """``getChat``."""
    chat = _seen(world, method.chat_id)
    return {**chat.view(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": GIFTS}


def get_chat_member(world: World, method: GetChatMember, _uploads: Uploads) -> Json:
    """``getChatMember``: one who left is still known, as ``left``."""
    chat = _seen(world, method.chat_id)
    person = world.people.get(method.user_id)
    if person is None:
        raise bad("user not found")
    status = "member" if chat.type == "private" else chat.members.get(person.id, "left")
    member: Json = {"status": status, "user": person.view()}
    if status == "administrator":
        rights = {right: person is not world.bot or right not in chat.lacking for right in RIGHTS}
        member |= rights | {"can_be_edited": False, "is_anonymous": False}
    if status == "creator":
        member |= {"is_anonymous": False}
    if status == "kicked":
        member |= {"until_date": 0}
    return member


def get_member_count(world: World, method: GetChatMemberCount, _uploads: Uploads) -> int:
    """``getChatMemberCount``."""
    chat = _seen(world, method.chat_id)
    return 2 if chat.type == "private" else sum(s not in ("left", "kicked") for s in chat.members.values())


def leave_chat(world: World, method: LeaveChat, _uploads: Uploads) -> bool:
    """``leaveChat``."""
    chat = world.writable(method.chat_id)
    if chat.type == "private":
        raise bad("chat member status can't be changed in private chats")
    chat.members[world.bot.id] = "left"
    world.changes.changed()
    return True


def pin_message(world: World, method: PinChatMessage, _uploads: Uploads) -> bool:
    """``pinChatMessage``: tells it in a service message, in the topic."""
    chat = world.writable(method.chat_id)
    if not world.may(chat, "can_pin_messages"):
        raise bad("not enough rights to manage pinned messages in the chat")
    message = world.message(chat, method.message_id, "pin")
    world.post(chat, world.bot, {"pinned_message": message.view(quoted=True)}, thread=message.thread)
    return True


def _forum(world: World, chat_id: object) -> Chat:
    chat = world.writable(chat_id)
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    return chat


def _topic(world: World, method: Any, what: str) -> tuple[Chat, Topic]:
    """The topic to change, for an administrator who may manage topics, or its creator (deleting takes the right to delete)."""
    chat = _forum(world, method.chat_id)
    topic = chat.topics.get(method.message_thread_id)
    if topic is None:
        raise bad("TOPIC_ID_INVALID")
    if what == "delete":
        allowed = world.may(chat, "can_delete_messages")
    else:
        allowed = world.may(chat, "can_manage_topics") or topic.creator == world.bot.id
    if not allowed:
        raise bad(f"not enough rights to {what} the topic")  # (k)
    return chat, topic


def create_topic(world: World, method: CreateForumTopic, _uploads: Uploads) -> Json:
    """``createForumTopic``: its id is that of the service message."""
    chat = _forum(world, method.chat_id)
    if not world.may(chat, "can_manage_topics"):
        raise bad("not enough rights to create a topic")
    if not 1 <= len(method.name) <= 128:
        raise bad("TOPIC_TITLE_EMPTY" if not method.name else "TOPIC_TITLE_TOO_LONG")
    message = made_topic(world, chat, world.bot, method.name, method.icon_color)
    return {"message_thread_id": message.id, **message.content["forum_topic_created"]}


def made_topic(world: World, chat: Chat, by: Person, name: str, color: int | None = None) -> Posted:
    """A new topic; gives its service message."""
    created = {"name": name, "icon_color": color or 7322096}
    message = world.post(chat, by, {"forum_topic_created": created})
    message.thread = message.id
    chat.topics[message.id] = Topic(message.id, name, by.id)
    return message


def edit_topic(world: World, method: EditForumTopic, _uploads: Uploads) -> bool:
    """``editForumTopic``; an empty name stays."""
    chat, topic = _topic(world, method, "edit")
    if (method.name or topic.name) == topic.name and method.icon_custom_emoji_id is None:
        raise bad("TOPIC_NOT_MODIFIED")
    if len(method.name or "") > 128:
        raise bad("TOPIC_TITLE_TOO_LONG")
    topic.name = method.name or topic.name
    world.post(chat, world.bot, {"forum_topic_edited": {"name": topic.name}}, thread=topic.id)
    return True


def _switch(*, closed: bool) -> Callable[[World, Any, Uploads], bool]:
    def switch(world: World, method: Any, _uploads: Uploads) -> bool:
        chat, topic = _topic(world, method, "close" if closed else "reopen")
        if topic.closed is closed:
            raise bad("TOPIC_NOT_MODIFIED")
        topic.closed = closed
        world.post(chat, world.bot, {"forum_topic_closed" if closed else "forum_topic_reopened": {}}, thread=topic.id)
        return True

    return switch


def delete_topic(world: World, method: DeleteForumTopic, _uploads: Uploads) -> bool:
    """``deleteForumTopic``, with all that was written there."""
    chat, topic = _topic(world, method, "delete")
    world.drop_topic(chat, topic.id)
    return True


METHODS: Mapping[type[Method], Callable[[World, Any, Uploads], Any]] = {
    GetChat: get_chat,
    GetChatMember: get_chat_member,
    GetChatMemberCount: get_member_count,
    LeaveChat: leave_chat,
    PinChatMessage: pin_message,
    CreateForumTopic: create_topic,
    EditForumTopic: edit_topic,
    CloseForumTopic: _switch(closed=True),
    ReopenForumTopic: _switch(closed=False),
    DeleteForumTopic: delete_topic,
}
