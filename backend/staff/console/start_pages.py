"""Staff write first: who is sought, and the first message."""

from typing import Annotated, Any

from fastapi import Form, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from backend.contract import Id
from backend.parts import NowDep, PartsDep, SessionDep
from backend.staff import starting
from backend.staff.audit import audit
from backend.staff.console import uploads
from backend.staff.console.gate import Member, MemberDep
from backend.staff.console.pages import page
from backend.staff.console.route import console_router
from backend.staff.console.ticket_pages import (
    Attached,
    Draft,
    Kept,
    Short,
    Typed,
    clean,
    fresh_token,
    source_of,
    way_back,
    writer_of,
)
from backend.staff.starting import Addressee
from backend.tickets.answers import Answer
from backend.tickets.contract import LONGEST_TEXT, MOST_FILES, Topic

router = console_router()


@router.get("/new")
async def show_search(request: Request, member: MemberDep, session: SessionDep, now: NowDep, q: str = "") -> Response:
    """Looks for a resident among those who linked with this provider and agreed to the terms."""
    text = " ".join(q.split())[:100]
    found = await starting.search(session, member.provider_id, text)
    if len(text) >= starting.SHORTEST:
        links = " ".join(str(each.link_id) for each in found)
        await audit(session, member, "person-search", f"provider:{member.provider_id}", now, links=links)
    values: dict[str, Any] = {"q": text, "found": found, "shortest": starting.SHORTEST, "most": starting.MOST}
    return page(request, "new.html", member=member, **values)


def _form(
    request: Request, member: Member, to: Addressee, draft: Draft, topic: Topic = Topic.other, status: int = 200
) -> Response:
    values: dict[str, Any] = {"to": to, "topics": list(Topic), "topic": topic, "draft": draft, "token": fresh_token()}
    return page(
        request, "new_ticket.html", status=status, member=member, longest=LONGEST_TEXT, most=MOST_FILES, **values
    )


@router.get("/new/{link_id}")
async def show_start(request: Request, link_id: Id, member: MemberDep, session: SessionDep, now: NowDep) -> Response:
    """The first message to somebody."""
    to = await starting.addressee(session, member.provider_id, link_id)
    await audit(session, member, "person-opened", f"link:{link_id}", now)
    return _form(request, member, to, Draft())


@router.post("/new/{link_id}")
async def post_start(
    request: Request,
    link_id: Id,
    member: MemberDep,
    parts: PartsDep,
    session: SessionDep,
    now: NowDep,
    topic: Annotated[Topic, Form()] = Topic.other,
    text: Typed = "",
    token: Short = "",
    files: Attached = [],  # noqa: B006 - FastAPI copies it
    kept: Kept = [],  # noqa: B006
) -> Response:
    """Opens a conversation with it."""
    text, source = clean(text), source_of(member, token)
    to = await starting.addressee(session, member.provider_id, link_id)
    await session.commit()
    came = await uploads.receive(parts, files, source, now)
    await starting.alone(session, to)
    rows = await uploads.rows_of(session, member, came, kept, now)
    fault = _fault(text, len(rows), refused=bool(came.refused))
    if fault is not None:
        draft = Draft(text, files=tuple(rows), refused=tuple(came.refused), fault=fault)
        return _form(request, member, to, draft, topic, 422)
    given = Answer(text=text, via="console", files=[row.id for row in rows], source=source)
    return await _start(session, member, to, topic, given, now)


async def _start(
    session: AsyncSession, member: Member, to: Addressee, topic: Topic, given: Answer, now: NowDep
) -> Response:
    ticket = await starting.start(session, member.provider_id, to, topic, writer_of(member), given, now)
    await audit(session, member, "started", f"ticket:{ticket.id}", now, link=to.link_id)
    return way_back(ticket.id, "started")


def _fault(text: str, files: int, *, refused: bool) -> str | None:
    if refused:
        return "staff-answer-files"
    if files > MOST_FILES:
        return "staff-answer-too-many"
    if len(text) > LONGEST_TEXT:
        return "staff-answer-long"
    return None if text or files else "staff-answer-empty"
