"""The start of the console: what waits for an answer."""

from fastapi import Request, Response

from backend.staff.console.gate import MemberDep
from backend.staff.console.pages import page
from backend.staff.console.route import console_router

router = console_router()


@router.get("")
async def show_queue(request: Request, member: MemberDep) -> Response:
    """The queue."""
    return page(request, "queue.html", member=member, rows=())
