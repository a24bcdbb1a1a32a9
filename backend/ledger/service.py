"""Writes rows of the ledger, in the transaction of what causes them; and what every kind's worker does with them.

planned -> sending (claimed, with a lease) -> sent | failed | planned again. Whether a row is due is decided by the database's
clock alone: several hosts agree on it, and a demo's standing clock doesn't hold mails back. A claim counts as an attempt.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import CursorResult, case, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.ledger.contract import Event
from backend.ledger.models import OutgoingMessage
from backend.residents.models import Chat

Kind = Literal["mail", "push"]
MAX_ATTEMPTS = 15
"""With the waits below the last attempt comes about four hours after the first."""
ENDED = ("sent", "failed", "dropped", "unknown", "blocked")
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=30)
LEASE = {"mail": timedelta(seconds=120), "push": timedelta(seconds=60)}


async def _plan(session: AsyncSession, row: Mapping[str, object]) -> bool:
    values = {"state": "planned", "attempts": 0, "not_before": func.now(), **row}
    planned = insert(OutgoingMessage).values(values).on_conflict_do_nothing(index_elements=["dedupe_key"])
    return (await session.execute(planned.returning(OutgoingMessage.id))).first() is not None


async def plan_mail(
    session: AsyncSession,
    *,
    dedupe_key: str,
    recipient: str,
    subject: str,
    text: str,
    html: str,
    now: datetime,
    chat_id: int | None = None,
) -> bool:
    """Plans a mail, once for each ``dedupe_key``; False when it was planned before.

    ``chat_id``: the chat that is told when the mail is late or can't be delivered.
    """
    content = {"subject": subject, "text": text, "html": html}
    row = {"kind": "mail", "dedupe_key": dedupe_key, "recipient": recipient, "chat_id": chat_id, "content": content}
    return await _plan(session, row | {"created_at": now})


async def plan_push(
    session: AsyncSession, *, dedupe_key: str, chat: Chat, event: Event, values: Mapping[str, str], now: datetime
) -> bool:
    """Plans a message to ``chat``, once for each ``dedupe_key``; the bot renders ``event`` with ``values``."""
    content = {"event": event.value, "values": dict(values)}
    row = {"kind": "push", "dedupe_key": dedupe_key, "recipient": chat.channel, "chat_id": chat.id, "content": content}
    return await _plan(session, row | {"created_at": now})


async def claim(
    session: AsyncSession, kind: Kind, *, owner: str, limit: int, channels: Sequence[str] | None = None
) -> list[OutgoingMessage]:
    """Takes due rows for ``owner``; commit before sending. Workers that claim at once get different rows."""
    await _sweep(session, kind)
    due = select(OutgoingMessage.id).where(
        OutgoingMessage.kind == kind, OutgoingMessage.state == "planned", OutgoingMessage.not_before <= func.now()
    )
    if channels is not None:
        due = due.where(OutgoingMessage.recipient.in_(channels))
    due = due.order_by(OutgoingMessage.not_before, OutgoingMessage.id).limit(limit).with_for_update(skip_locked=True)
    taken = (
        update(OutgoingMessage)
        .where(OutgoingMessage.id.in_(due.scalar_subquery()))
        .values(
            state="sending",
            owner=owner,
            lease_until=func.now() + LEASE[kind],
            attempts=OutgoingMessage.attempts + 1,
        )
        .returning(OutgoingMessage)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return sorted((await session.scalars(taken)).all(), key=lambda row: row.id)


async def _sweep(session: AsyncSession, kind: Kind) -> None:
    """Gives back what a dead worker held. Whether it was sent is not known: it is sent again, or given up at the end.

    A mail keeps its Message-ID, so a duplicate is recognisable.
    """
    expired = (
        select(OutgoingMessage.id)
        .where(
            OutgoingMessage.kind == kind, OutgoingMessage.state == "sending", OutgoingMessage.lease_until < func.now()
        )
        .with_for_update(skip_locked=True)
    )
    spent = OutgoingMessage.attempts >= MAX_ATTEMPTS
    await session.execute(
        update(OutgoingMessage)
        .where(OutgoingMessage.id.in_(expired.scalar_subquery()))
        .values(
            state=case((spent, "failed"), else_="planned"),
            error=case((spent, "the worker died, and no attempt is left"), else_=OutgoingMessage.error),
            owner=None,
            lease_until=None,
        )
        .execution_options(synchronize_session=False)
    )


async def finish(
    session: AsyncSession,
    row_id: int,
    *,
    owner: str,
    sent: bool,
    external_id: str | None = None,
    error: str | None = None,
) -> bool:
    """The final state, fenced: False when ``owner`` doesn't hold the row any more.

    The content goes with it (a mail may hold a code); of a mail the subject stays, for staff.
    """
    values: dict[str, Any] = {
        "state": "sent" if sent else "failed",
        "external_id": external_id,
        "error": error,
        "content": func.jsonb_strip_nulls(
            func.jsonb_build_object(
                "subject", OutgoingMessage.content["subject"], "event", OutgoingMessage.content["event"]
            )
        ),
    }
    if sent:
        values["sent_at"] = func.now()
    return await _fenced(session, row_id, owner, values)


async def again(
    session: AsyncSession,
    row_id: int,
    *,
    owner: str,
    after: timedelta,
    error: str | None,
    counts: bool = True,
) -> bool:
    """Back to planned, due ``after`` from now; fenced. ``counts`` False: "come later" is no attempt."""
    values: dict[str, Any] = {"state": "planned", "not_before": func.now() + after, "error": error}
    if not counts:
        values["attempts"] = OutgoingMessage.attempts - 1
    return await _fenced(session, row_id, owner, values)


async def _fenced(session: AsyncSession, row_id: int, owner: str, values: Mapping[str, Any]) -> bool:
    held = (OutgoingMessage.id == row_id, OutgoingMessage.owner == owner, OutgoingMessage.state == "sending")
    done = await session.execute(
        update(OutgoingMessage)
        .where(*held)
        .values({"owner": None, "lease_until": None, **values})
        .execution_options(synchronize_session=False)
    )
    assert isinstance(done, CursorResult)
    return bool(done.rowcount)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after the ``attempts``-th failure: doubling, with jitter so that rows don't come back in step."""
    full: timedelta = min(FIRST_WAIT * 2 ** min(attempts - 1, 20), LONGEST_WAIT)
    return full * random.uniform(0.75, 1.25)  # noqa: S311 - jitter, no secret


async def purge(session: AsyncSession, *, older_than: timedelta) -> int:
    """Deletes rows that ended (``ENDED``) longer ago than ``older_than``, by the database's clock."""
    ended = func.coalesce(OutgoingMessage.sent_at, OutgoingMessage.not_before)
    gone = await session.execute(
        delete(OutgoingMessage)
        .where(
            OutgoingMessage.state.in_(ENDED),
            ended < func.now() - older_than,
        )
        .execution_options(synchronize_session=False)
    )
    assert isinstance(gone, CursorResult)
    return gone.rowcount
