"""Every page of the console; one line a module."""

from collections.abc import Sequence

from fastapi import APIRouter

from backend.errors import NotFound
from backend.staff.console import (
    account_pages,
    audit_pages,
    canned_pages,
    file_pages,
    login_pages,
    office_pages,
    queue_pages,
    start_pages,
    ticket_acts,
    ticket_pages,
)
from backend.staff.console.gate import MemberDep
from backend.staff.console.route import console_router

nowhere = console_router()


@nowhere.get("/{rest:path}")
async def show_nothing(rest: str, member: MemberDep) -> None:
    """An address below ``/staff`` that is no page."""
    raise NotFound()


def console_routers() -> Sequence[APIRouter]:
    """In the order in which addresses are sought; ``nowhere`` is last."""
    return (
        login_pages.router,
        queue_pages.router,
        ticket_pages.router,
        ticket_acts.router,
        file_pages.router,
        start_pages.router,
        canned_pages.router,
        office_pages.router,
        account_pages.router,
        audit_pages.router,
        nowhere,
    )
