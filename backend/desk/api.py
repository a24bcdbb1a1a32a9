"""Routes by which the bot brings a ticket to the staff's group in Telegram, and brings back what staff do there."""

from typing import Annotated

from fastapi import Path

from backend.contract import Id
from backend.desk import groups, posts, service, topics
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
from backend.edge import edge_router
from backend.parts import NowDep, PartsDep, SessionDep
from backend.tickets.contract import PostKind

router = edge_router("desk")

GroupId = Annotated[int, Path(ge=-(2**63), le=2**63 - 1)]


@router.get("/desk/groups")
async def get_groups(session: SessionDep) -> list[Group]:
    """The staff groups of all providers."""
    return await groups.groups(session)


@router.get("/desk/groups/{group_id}/canned-answers")
async def get_canned(group_id: GroupId, session: SessionDep) -> list[Canned]:
    """The ready answers of the group's provider. Error ``group_unknown``."""
    provider = await groups.provider_of(session, group_id)
    return await service.canned(session, provider.id)


@router.put("/desk/groups/{group_id}/id")
async def put_group_id(group_id: GroupId, body: GroupMoved, session: SessionDep) -> Done:
    """Tells that the group became a supergroup: the provider's staff meet there now."""
    return Done(done=await groups.moved(session, group_id, body.to))


@router.post("/desk/groups/{group_id}/messages")
async def post_desk_message(group_id: GroupId, body: DeskMessage, session: SessionDep, now: NowDep) -> DeskResult:
    """An answer, a note or a correction. Errors ``group_unknown``, ``ticket_unknown``, ``ticket_closed``, ``message_empty``."""
    return await service.message(session, group_id, body, now)


@router.post("/desk/groups/{group_id}/orders")
async def post_desk_order(group_id: GroupId, body: DeskOrder, session: SessionDep, now: NowDep) -> DeskResult:
    """Closes, assigns, sends a ready answer. Errors ``colleague_unknown``, ``topic_unknown``, ``canned_unknown`` and more."""
    return await service.order(session, group_id, body, now)


@router.post("/desk/tickets/{ticket_id}/topic/claims")
async def post_topic_claim(ticket_id: Id, body: TopicClaim, session: SessionDep, parts: PartsDep) -> TopicView:
    """Where the ticket's topic is, or who has to make it. Errors ``ticket_unknown``, ``no_staff_group``."""
    return await topics.claim(session, ticket_id, body, f"{parts.settings.public_url}/staff/tickets/{ticket_id}")


@router.put("/desk/tickets/{ticket_id}/topic")
async def put_topic(ticket_id: Id, body: TopicMade, session: SessionDep) -> Done:
    """Tells which topic was made or found. Errors ``ticket_unknown``, ``topic_not_yours``."""
    await topics.made(session, ticket_id, body)
    return Done(done=True)


@router.delete("/desk/tickets/{ticket_id}/topic/{thread_id}")
async def delete_topic(ticket_id: Id, thread_id: Id, session: SessionDep) -> Done:
    """Tells that staff deleted the topic: the next post makes a new one."""
    return Done(done=await topics.gone(session, ticket_id, thread_id))


@router.get("/desk/messages/{message_id}/posts/{kind}")
async def get_post(message_id: Id, kind: PostKind, session: SessionDep) -> PostView:
    """A message as it is to stand in the topic now. Error ``ticket_unknown``."""
    return await posts.post_of(session, message_id, kind)


@router.put("/desk/messages/{message_id}/posts")
async def put_posted(message_id: Id, body: Posted, session: SessionDep) -> Done:
    """Tells that a copy was sent. Error ``ticket_unknown``."""
    await posts.posted(session, message_id, body)
    return Done(done=True)
