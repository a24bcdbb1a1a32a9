"""The start of the console: what waits for an answer, and everything else that was written."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlencode

from fastapi import Request, Response

from backend.errors import NotFound
from backend.parts import NowDep, SessionDep
from backend.staff.audit import audit
from backend.staff.console.gate import MemberDep
from backend.staff.console.pages import page
from backend.staff.console.route import console_router
from backend.tickets import queue
from backend.tickets.contract import State, Topic
from backend.tickets.queue import Waiting, Wanted, Whose

router = console_router()
LONGEST_SEARCH = 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@router.get("")
async def show_queue(
    request: Request,
    member: MemberDep,
    session: SessionDep,
    now: NowDep,
    state: State | Literal["all", ""] = "",
    whose: Whose = Whose.anyones,
    topic: Topic | Literal[""] = "",
    q: str = "",
    after: str = "",
) -> Response:
    """The queue; a search looks into all states unless one is chosen."""
    text = " ".join(q.split())[:LONGEST_SEARCH]
    shown: State | Literal["all"] = state or ("all" if text else State.open)
    wanted = Wanted(
        provider_id=member.provider_id,
        staff_id=member.staff_id,
        state=None if shown == "all" else State(shown),
        whose=whose,
        topic=topic or None,
        text=text,
        after=_place(after) if after else None,
    )
    found = await queue.page(session, wanted)
    if found.rows:
        tickets = " ".join(str(row.id) for row in found.rows)
        await audit(session, member, "search" if text else "queue", f"queue:{shown}", now, tickets=tickets)
    chosen = {"state": state, "whose": whose.value, "topic": topic, "q": text}
    values: dict[str, Any] = {
        "rows": found.rows,
        "counts": await queue.counts(session, member.provider_id, member.staff_id),
        "shown": shown,
        "chosen": chosen,
        "narrowed": bool(text or topic or whose is not Whose.anyones),
        "topics": list(Topic),
        "onward": _address(chosen | {"after": _mark(found.rows[-1])}) if found.more else None,
        "address": lambda **changed: _address(chosen | {"q": "", "topic": "", "whose": Whose.anyones.value} | changed),
        "waited": lambda row: duration(now - row.at),
        "paged": bool(after),
    }
    return page(request, "queue.html", member=member, **values)


def _address(parts: dict[str, str]) -> str:
    kept = {name: value for name, value in parts.items() if value and (name, value) != ("whose", "all")}
    return "/staff" + (f"?{urlencode(kept)}" if kept else "")


def _mark(row: Waiting) -> str:
    """A row's place in the order: microseconds and id."""
    return f"{(row.at - EPOCH) // timedelta(microseconds=1)}-{row.id}"


def _place(mark: str) -> tuple[datetime, int]:
    found = re.fullmatch(r"([0-9]{1,16})-([0-9]{1,18})", mark, re.ASCII)
    if found is None:
        raise NotFound()
    return EPOCH + timedelta(microseconds=int(found[1])), int(found[2])


def duration(span: timedelta) -> tuple[str, int]:
    """``("hours", 3)``: in the largest whole unit."""
    minutes = max(int(span.total_seconds()) // 60, 0)
    if minutes < 60:
        return "minutes", minutes
    return ("hours", minutes // 60) if minutes < 48 * 60 else ("days", minutes // (24 * 60))
