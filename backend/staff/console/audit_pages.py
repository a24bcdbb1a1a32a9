"""The audit log of one's own provider."""

from datetime import date
from typing import Any, Literal
from urllib.parse import urlencode

from fastapi import Request, Response

from backend.contract import Id
from backend.errors import NotFound
from backend.parts import SessionDep
from backend.staff.audit import entries
from backend.staff.console.gate import MemberDep
from backend.staff.console.pages import page, texts_of
from backend.staff.console.route import console_router
from backend.staff.models import AuditEntry
from backend.staff.service import members
from backend.texts import Texts

router = console_router()


@router.get("/audit")
async def show_audit(
    request: Request,
    member: MemberDep,
    session: SessionDep,
    person: Id | Literal[""] = "",
    day: date | Literal[""] = "",
    before: Id | None = None,
) -> Response:
    """Who did what, newest first; of one person, of one day."""
    if day != "" and not 2000 <= day.year < 2200:
        raise NotFound()
    people = [found for found, _ in await members(session, member.provider_id)]
    if person != "" and person not in {each.id for each in people}:
        raise NotFound()
    shown = await entries(session, member.provider_id, staff_id=person or None, day=day or None, before=before)
    say = texts_of(request)
    rows = [(row.at, row.actor, action_text(say, row), subject_text(say, row.subject)) for row in shown.rows]
    older = None
    if shown.older is not None:
        older = "/staff/audit?" + urlencode({"person": person, "day": day, "before": shown.older})
    values: dict[str, Any] = {"people": people, "person": person, "day": str(day), "rows": rows, "older": older}
    return page(request, "audit.html", member=member, before=before, **values)


def action_text(say: Texts, row: AuditEntry) -> str:
    """What was done; an action without a text (of a newer or older version) by its name."""
    key = f"staff-audit-{row.action}"
    return say(key) if say.has(key) else row.action


def subject_text(say: Texts, subject: str) -> str:
    """What it was done to: ``ticket:12`` as "pogovor 12"."""
    kind, _, number = subject.partition(":")
    key = f"staff-subject-{kind}"
    return say(key, id=number) if say.has(key) else subject
