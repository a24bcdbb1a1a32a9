"""What became of messages that were not delivered, by reason; and failed pushes planned again by staff."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, String, cast, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend.ledger.models import OutgoingMessage
from backend.ledger.service import kept_content

MOST_REASONS = 20
REMINDERS = "reminder:"
"""How the cause of every reminder begins."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Rows of one kind and state with the same reason; ``planned``: put off for it. ``oldest``: when its first was written."""

    kind: str
    state: str
    reason: str
    rows: int
    oldest: datetime


async def troubles(session: AsyncSession) -> list[Trouble]:
    """The most frequent first. Reads the whole table."""
    reason = func.coalesce(OutgoingMessage.error, "")
    undelivered = or_(
        OutgoingMessage.state.in_(("failed", "unknown", "blocked")),
        (OutgoingMessage.state == "planned") & OutgoingMessage.error.is_not(None),
    )
    columns = (OutgoingMessage.kind, OutgoingMessage.state, reason)
    found = select(*columns, func.count(), func.min(OutgoingMessage.created_at)).where(undelivered).group_by(*columns)
    rows = await session.execute(found.order_by(func.count().desc(), *columns).limit(MOST_REASONS))
    return [Trouble(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Retried:
    """``planned``: due now. ``reminders``: left to the planner, which knows what is due still. ``overdue``: not touched."""

    planned: int
    reminders: int
    overdue: int


async def retry_failed(session: AsyncSession, *, event: str | None = None, reason: str | None = None) -> Retried:
    """Plans failed pushes again, all or those of an ``event`` or a ``reason``. What is ``unknown`` may have arrived: never."""
    failed = [OutgoingMessage.kind == "push", OutgoingMessage.state == "failed"]
    if event is not None:
        failed.append(OutgoingMessage.content["event"].astext == event)
    if reason is not None:
        failed.append(OutgoingMessage.error == reason)
    remind = func.coalesce(OutgoingMessage.cause, "").startswith(REMINDERS)
    over = func.coalesce(OutgoingMessage.expires_at <= func.now(), False)
    overdue = await session.scalar(select(func.count()).select_from(OutgoingMessage).where(*failed, over))
    fresh: dict[str, Any] = {"state": "planned", "attempts": 0, "not_before": func.now(), "error": None}
    planned = await _change(session, [*failed, ~over, ~remind], fresh)
    # the key is free: a reading that came in meanwhile, or a later step, is the planner's matter
    key = OutgoingMessage.dedupe_key + ":" + cast(OutgoingMessage.id, String)
    left = {"state": "dropped", "error": "planned again", "dedupe_key": key, "content": kept_content()}
    return Retried(planned, await _change(session, [*failed, ~over, remind], left), overdue or 0)


async def _change(session: AsyncSession, which: list[ColumnElement[bool]], values: dict[str, Any]) -> int:
    change = update(OutgoingMessage).where(*which).values(values).execution_options(synchronize_session=False)
    done = await session.execute(change)
    assert isinstance(done, CursorResult)
    return done.rowcount
