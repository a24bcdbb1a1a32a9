"""Routes of a resident's tickets. Also for those without a link: a question needs no account."""

from typing import Annotated

from fastapi import Query

from backend.contract import Id
from backend.edge import edge_router
from backend.parts import NowDep, SessionDep
from backend.tickets import service, views
from backend.tickets.contract import (
    Edit,
    Edited,
    Rating,
    Received,
    TicketPage,
    TicketRequest,
    TicketSummary,
    TicketView,
    Written,
)

router = edge_router("tickets")
LAST_PAGE = 100_000


@router.post("/residents/{resident_id}/tickets")
async def post_ticket(resident_id: Id, body: TicketRequest, session: SessionDep, now: NowDep) -> Received:
    """Opens a ticket with its first message. Errors ``provider_unknown``, ``not_linked``, ``message_empty``, ``file_unknown``."""
    return await service.open_ticket(session, resident_id, body, now)


@router.get("/residents/{resident_id}/tickets")
async def get_tickets(
    resident_id: Id, session: SessionDep, now: NowDep, page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1
) -> TicketPage:
    """The resident's tickets, newest first, five a page."""
    return await views.page_of(session, resident_id, page, now)


@router.get("/residents/{resident_id}/tickets/{ticket_id}")
async def get_ticket(resident_id: Id, ticket_id: Id, session: SessionDep, now: NowDep) -> TicketView:
    """A ticket with its messages. Error ``ticket_unknown``."""
    return await views.view_of(session, resident_id, ticket_id, now)


@router.post("/residents/{resident_id}/tickets/{ticket_id}/messages")
async def post_message(resident_id: Id, ticket_id: Id, body: Written, session: SessionDep, now: NowDep) -> Received:
    """Writes on; a closed ticket opens again for 14 days. Errors ``ticket_unknown``, ``ticket_over``, ``message_empty``."""
    return await service.write(session, resident_id, ticket_id, body, now)


@router.patch("/residents/{resident_id}/ticket-messages")
async def patch_message(resident_id: Id, body: Edit, session: SessionDep, now: NowDep) -> Edited:
    """Changes the text of what was written as ``source``. Error ``message_unknown``: it is no message to support."""
    return await service.edit(session, resident_id, body.source, body.text, now)


@router.put("/residents/{resident_id}/tickets/{ticket_id}/rating")
async def put_rating(resident_id: Id, ticket_id: Id, body: Rating, session: SessionDep, now: NowDep) -> TicketSummary:
    """Rates how it went. Error ``ticket_unknown``."""
    return await service.rate(session, resident_id, ticket_id, body.stars, now)
