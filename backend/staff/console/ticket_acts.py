"""What staff do with a conversation besides writing: give it to somebody, change its topic, close and reopen it."""

from typing import Annotated

from fastapi import Form, Response

from backend.contract import Id
from backend.parts import NowDep, SessionDep
from backend.staff.audit import audit
from backend.staff.console.gate import MemberDep
from backend.staff.console.route import console_router
from backend.staff.console.ticket_pages import way_back, writer_of
from backend.staff.models import StaffMember
from backend.tickets import answers
from backend.tickets.answers import ColleagueUnknown
from backend.tickets.contract import Topic

router = console_router()


@router.post("/tickets/{ticket_id}/assignee")
async def post_assignee(
    ticket_id: Id,
    member: MemberDep,
    session: SessionDep,
    now: NowDep,
    staff_id: Annotated[str, Form(pattern=r"^[0-9]{0,18}$")] = "",
) -> Response:
    """To a colleague, to oneself, or to nobody."""
    ticket = await answers.of_provider(session, member.provider_id, ticket_id)
    to = await session.get(StaffMember, int(staff_id)) if staff_id else None
    if staff_id and to is None:
        raise ColleagueUnknown()
    await answers.assign(session, ticket, writer_of(member), to, now)
    await audit(session, member, "assigned", f"ticket:{ticket.id}", now, to=to.id if to else None)
    return way_back(ticket_id, "assigned")


@router.post("/tickets/{ticket_id}/topic")
async def post_topic(
    ticket_id: Id, member: MemberDep, session: SessionDep, now: NowDep, topic: Annotated[Topic, Form()] = Topic.other
) -> Response:
    """What it is about after all."""
    ticket = await answers.of_provider(session, member.provider_id, ticket_id)
    if await answers.change_topic(session, ticket, writer_of(member), topic, now):
        await audit(session, member, "topic-changed", f"ticket:{ticket.id}", now, topic=topic.value)
    return way_back(ticket_id, "topic")


@router.post("/tickets/{ticket_id}/close")
async def post_close(ticket_id: Id, member: MemberDep, session: SessionDep, now: NowDep) -> Response:
    """Done; the resident is asked how it went."""
    ticket = await answers.of_provider(session, member.provider_id, ticket_id)
    if await answers.close(session, ticket, writer_of(member), now):
        await audit(session, member, "ticket-closed", f"ticket:{ticket.id}", now)
    return way_back(ticket_id, "closed")


@router.post("/tickets/{ticket_id}/reopen")
async def post_reopen(ticket_id: Id, member: MemberDep, session: SessionDep, now: NowDep) -> Response:
    """Not done after all."""
    ticket = await answers.of_provider(session, member.provider_id, ticket_id)
    if await answers.reopen(session, ticket, writer_of(member), now):
        await audit(session, member, "ticket-reopened", f"ticket:{ticket.id}", now)
    return way_back(ticket_id, "reopened")
