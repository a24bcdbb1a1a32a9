"""One conversation: who writes, what was written; answering, and noting for colleagues."""

import secrets
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attachments.models import StoredFile
from backend.contract import Id, Language
from backend.parts import NowDep, PartsDep, SessionDep
from backend.staff import service
from backend.staff.audit import audit
from backend.staff.canned import canned_answers
from backend.staff.console import uploads
from backend.staff.console.gate import Member, MemberDep
from backend.staff.console.pages import page, texts_of
from backend.staff.console.route import console_router
from backend.staff.console.thread import Seen, meter_row, thread_of
from backend.staff.console.uploads import Refused, Uploads
from backend.staff.models import CannedAnswer
from backend.tickets import answers
from backend.tickets.answers import Answer
from backend.tickets.contract import LONGEST_TEXT, MOST_FILES, State, Topic
from backend.tickets.head import facts_of
from backend.tickets.models import Ticket
from backend.tickets.writing import Writer, by_source

router = console_router()
Typed = Annotated[str, Form(max_length=200_000)]
Short = Annotated[str, Form(max_length=200)]
Attached = Annotated[list[UploadFile], File()]
Kept = Annotated[list[Id], Form()]
DONE = frozenset({"answered", "noted", "closed", "reopened", "assigned", "topic", "started"})


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody was writing: comes back with the page, so that nothing is lost. ``fault``: why, as a text's key."""

    text: str = ""
    note: str = ""
    files: tuple[StoredFile, ...] = ()
    refused: tuple[Refused, ...] = ()
    fault: str | None = None
    seen: Seen | None = None
    """How far they had read, where something came meanwhile."""


def writer_of(member: Member) -> Writer:
    """The member as the thread names them."""
    return Writer(member.name, member.staff_id)


def clean(text: str) -> str:
    """As it was typed, with the line ends of everyone else."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def fresh_token() -> str:
    """Names a form: sent twice, it is stored once."""
    return secrets.token_urlsafe(16)


def source_of(member: Member, token: str) -> str:
    """What was written by this form of this member."""
    plain = "".join(letter for letter in token if letter.isascii() and (letter.isalnum() or letter in "-_"))[:64]
    return f"console:{member.staff_id}:{plain or fresh_token()}"


def way_back(ticket_id: int, done: str) -> Response:
    """To the conversation, which then says what was done."""
    return RedirectResponse(f"/staff/tickets/{ticket_id}?done={done}#latest", 303)


@router.get("/tickets/{ticket_id}")
async def show_ticket(
    request: Request, ticket_id: Id, member: MemberDep, session: SessionDep, now: NowDep, done: str = ""
) -> Response:
    """The conversation."""
    ticket = await answers.of_provider(session, member.provider_id, ticket_id)
    await audit(session, member, "ticket-opened", f"ticket:{ticket.id}", now)
    return await render(request, member, session, ticket, Draft(), done=done if done in DONE else None)


async def render(
    request: Request,
    member: Member,
    session: AsyncSession,
    ticket: Ticket,
    draft: Draft,
    *,
    status: int = 200,
    done: str | None = None,
) -> Response:
    """The page, with what was being written."""
    say = texts_of(request)
    facts = await facts_of(session, ticket)
    thread = await thread_of(session, ticket.id, say, draft.seen)
    people = [found for found, _ in await service.members(session, member.provider_id) if found.active]
    values: dict[str, Any] = {
        "ticket": ticket,
        "closed": ticket.state == State.closed.value,
        "facts": facts,
        "meters": [meter_row(meter, say) for meter in facts.meters],
        "lines": thread.lines,
        "seen": str(thread.seen),
        "people": people,
        "assigned": next((found.name for found in people if found.id == ticket.assigned_to), None),
        "topics": list(Topic),
        "canned": [
            (each, canned_text(each, facts.language)) for each in await canned_answers(session, member.provider_id)
        ],
        "draft": draft,
        "token": fresh_token(),
        "longest": LONGEST_TEXT,
        "most": MOST_FILES,
        "done": done,
    }
    return page(request, "ticket.html", status=status, member=member, **values)


def canned_text(canned: CannedAnswer, language: Language) -> str:
    """In the resident's language, where there is one."""
    return canned.text_en if language is Language.en and canned.text_en else canned.text_sl


@router.post("/tickets/{ticket_id}/answers")
async def post_answer(
    request: Request,
    ticket_id: Id,
    member: MemberDep,
    parts: PartsDep,
    session: SessionDep,
    now: NowDep,
    text: Typed = "",
    token: Short = "",
    seen: Short = "",
    do: Short = "send",
    canned: Short = "",
    files: Attached = [],  # noqa: B006 - FastAPI copies it
    kept: Kept = [],  # noqa: B006
) -> Response:
    """Answers the resident; once, however often the form is sent. What can't be sent comes back as it was typed."""
    text, source, read = clean(text), source_of(member, token), Seen.read(seen)
    await answers.of_provider(session, member.provider_id, ticket_id)
    await session.commit()
    came = await uploads.receive(parts, files, source, now) if any(each.filename for each in files) else Uploads()
    ticket = await answers.of_provider(session, member.provider_id, ticket_id)
    if await by_source(session, source) is not None:
        return way_back(ticket_id, "answered")
    rows = await uploads.rows_of(session, member, came, kept, now)
    draft = Draft(text, files=tuple(rows), refused=tuple(came.refused))
    if do == "insert":
        return await _insert(request, member, session, ticket, draft, canned)
    fault, status = await _fault(session, request, ticket, draft, read, reopens=do == "reopen")
    if fault is not None:
        came_since = read if fault == "staff-answer-meanwhile" else None
        told = Draft(text, files=draft.files, refused=draft.refused, fault=fault, seen=came_since)
        return await render(request, member, session, ticket, told, status=status)
    if ticket.state == State.closed.value:
        await answers.reopen(session, ticket, writer_of(member), now)
        await audit(session, member, "ticket-reopened", f"ticket:{ticket.id}", now)
    given = Answer(text=text, via="console", files=[row.id for row in rows], source=source)
    await answers.answer(session, ticket, writer_of(member), given, now)
    await audit(session, member, "answered", f"ticket:{ticket.id}", now, files=len(rows))
    return way_back(ticket_id, "answered")


async def _insert(
    request: Request, member: Member, session: AsyncSession, ticket: Ticket, draft: Draft, canned: str
) -> Response:
    """Puts a ready answer behind what was written; without scripts."""
    facts = await facts_of(session, ticket)
    chosen = [each for each in await canned_answers(session, member.provider_id) if str(each.id) == canned]
    text = "\n\n".join(filter(None, [draft.text, *(canned_text(each, facts.language) for each in chosen)]))
    return await render(request, member, session, ticket, Draft(text, files=draft.files, refused=draft.refused))


async def _fault(
    session: AsyncSession, request: Request, ticket: Ticket, draft: Draft, read: Seen, *, reopens: bool
) -> tuple[str | None, int]:
    """Why an answer can't go out as it is: a text's key, and the status."""
    if ticket.state == State.closed.value and not reopens:
        return "staff-answer-closed", 409
    if draft.refused:
        return "staff-answer-files", 422
    if len(draft.files) > MOST_FILES:
        return "staff-answer-too-many", 422
    if len(draft.text) > LONGEST_TEXT:
        return "staff-answer-long", 422
    if not draft.text and not draft.files:
        return "staff-answer-empty", 422
    if (await thread_of(session, ticket.id, texts_of(request))).seen != read:
        return "staff-answer-meanwhile", 409
    return None, 200


@router.post("/tickets/{ticket_id}/notes")
async def post_note(
    request: Request,
    ticket_id: Id,
    member: MemberDep,
    session: SessionDep,
    now: NowDep,
    note: Typed = "",
    token: Short = "",
) -> Response:
    """Writes what colleagues alone see; also into a closed conversation."""
    note, source = clean(note), source_of(member, token)
    ticket = await answers.of_provider(session, member.provider_id, ticket_id)
    if await by_source(session, source) is not None:
        return way_back(ticket_id, "noted")
    if not note or len(note) > LONGEST_TEXT:
        fault = "staff-note-empty" if not note else "staff-note-long"
        return await render(request, member, session, ticket, Draft(note=note, fault=fault), status=422)
    given = Answer(text=note, via="console", source=source, note=True)
    await answers.answer(session, ticket, writer_of(member), given, now)
    await audit(session, member, "noted", f"ticket:{ticket.id}", now)
    return way_back(ticket_id, "noted")
