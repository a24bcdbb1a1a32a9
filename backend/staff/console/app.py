"""Every page of the console; one line a module."""

from collections.abc import Sequence

from fastapi import APIRouter

from backend.errors import NotFound
from backend.staff.console import account_pages, audit_pages, login_pages, queue_pages
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
        account_pages.router,
        audit_pages.router,
        nowhere,
    )
