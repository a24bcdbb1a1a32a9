"""The staff's groups in Telegram: topics, posts, and what staff write there."""

from backend.attachments.contract import FileView
from backend.desk.contract import (
    Canned,
    DeskMessage,
    DeskOrder,
    DeskResult,
    Done,
    Group,
    GroupMoved,
    Posted,
    PostView,
    TopicClaim,
    TopicMade,
    TopicView,
)
from backend.tickets.contract import PostKind
from bot.backend.connection import Connection, query_of


class Desk(Connection):
    """Routes of ``backend.desk``."""

    async def staff_groups(self) -> list[Group]:
        return await self._ask(list[Group], "GET", "/v1/desk/groups")

    async def group_moved(self, group_id: int, to: int) -> bool:
        return (await self._ask(Done, "PUT", f"{_group(group_id)}/id", GroupMoved(to=to))).done

    async def canned_answers(self, group_id: int) -> list[Canned]:
        return await self._ask(list[Canned], "GET", f"{_group(group_id)}/canned-answers")

    async def desk_message(self, group_id: int, told: DeskMessage) -> DeskResult:
        return await self._ask(DeskResult, "POST", f"{_group(group_id)}/messages", told)

    async def desk_order(self, group_id: int, told: DeskOrder) -> DeskResult:
        return await self._ask(DeskResult, "POST", f"{_group(group_id)}/orders", told)

    async def store_desk_file(self, group_id: int, telegram_id: int, data: bytes, name: str) -> FileView:
        query = query_of(telegram_id=telegram_id, name=name[:200])
        return await self._ask(FileView, "POST", f"{_group(group_id)}/files", data, query)

    def desk_file_source(self, group_id: int, file_id: int) -> str:
        """Path of a conversation's file, for ``file``."""
        return f"{_group(group_id)}/files/{file_id}"

    async def claim_topic(self, ticket_id: int, claim: TopicClaim) -> TopicView:
        return await self._ask(TopicView, "POST", f"/v1/desk/tickets/{ticket_id}/topic/claims", claim)

    async def topic_made(self, ticket_id: int, made: TopicMade) -> None:
        await self._ask(Done, "PUT", f"/v1/desk/tickets/{ticket_id}/topic", made)

    async def topic_gone(self, ticket_id: int, thread_id: int) -> None:
        await self._ask(Done, "DELETE", f"/v1/desk/tickets/{ticket_id}/topic/{thread_id}")

    async def post_of(self, message_id: int, kind: PostKind) -> PostView:
        return await self._ask(PostView, "GET", f"/v1/desk/messages/{message_id}/posts/{kind}")

    async def posted(self, message_id: int, copy: Posted) -> None:
        await self._ask(Done, "PUT", f"/v1/desk/messages/{message_id}/posts", copy)


def _group(group_id: int) -> str:
    return f"/v1/desk/groups/{group_id}"
