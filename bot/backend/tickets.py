"""Messages between a resident and support."""

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
from bot.backend.connection import Connection, query_of


class Tickets(Connection):
    """Routes of ``backend.tickets``."""

    async def tickets(self, resident_id: int, page: int = 1) -> TicketPage:
        return await self._ask(TicketPage, "GET", _tickets(resident_id), query=query_of(page=page))

    async def ticket(self, resident_id: int, ticket_id: int) -> TicketView:
        return await self._ask(TicketView, "GET", f"{_tickets(resident_id)}/{ticket_id}")

    async def open_ticket(self, resident_id: int, request: TicketRequest) -> Received:
        return await self._ask(Received, "POST", _tickets(resident_id), request)

    async def write_ticket(self, resident_id: int, ticket_id: int, written: Written) -> Received:
        return await self._ask(Received, "POST", f"{_tickets(resident_id)}/{ticket_id}/messages", written)

    async def edit_message(self, resident_id: int, edit: Edit) -> Edited:
        return await self._ask(Edited, "PATCH", f"/v1/residents/{resident_id}/ticket-messages", edit)

    async def rate_ticket(self, resident_id: int, ticket_id: int, rating: Rating) -> TicketSummary:
        return await self._ask(TicketSummary, "PUT", f"{_tickets(resident_id)}/{ticket_id}/rating", rating)


def _tickets(resident_id: int) -> str:
    return f"/v1/residents/{resident_id}/tickets"
