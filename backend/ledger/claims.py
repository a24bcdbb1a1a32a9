"""What every kind's worker does with rows: claims them in small batches, finishes each, puts it off; and the sweep.

Whether a row is due is decided by the database's clock alone: several hosts agree on it, and a demo's standing clock doesn't
hold mails back. A claim counts as an attempt. Every end is fenced by the owner: a late report changes nothing.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Select, and_, case, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from backend.direct import row
from backend.ledger.contract import STAFF_CHANNEL
from backend.ledger.models import CourierLease, OutgoingMessage
from backend.ledger.recovery import endless, given_up
from backend.ledger.service import Kind, kept_content

MAX_ATTEMPTS = 15
"""With the waits below the last attempt comes about four hours after the first."""
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=30)
POST_WAIT = timedelta(minutes=1)
"""Instead, for what is tried until it is there: the rest of its matter waits behind it."""
LEASE = {"mail": timedelta(seconds=120), "push": timedelta(seconds=60)}
OVERDUE = 1000
"""So many overdue rows are dropped at a claim; the rest at the next."""
_FREE: Mapping[str, Any] = MappingProxyType({"owner": None, "lease_until": None})


async def claim(
    session: AsyncSession, kind: Kind, *, owner: str, limit: int, channels: Sequence[str] | None = None
) -> list[OutgoingMessage]:
    """Takes due rows for ``owner``; commit before sending. Workers that claim at once get different rows."""
    await _sweep(session, kind)
    await _drop_overdue(session, kind)
    due = _due(kind, channels).order_by(OutgoingMessage.not_before, OutgoingMessage.id).limit(limit)
    values = {
        "state": "sending",
        "owner": owner,
        "lease_until": func.now() + LEASE[kind],
        "attempts": OutgoingMessage.attempts + 1,
    }
    taken = (
        update(OutgoingMessage)
        .where(OutgoingMessage.id.in_(due.with_for_update(skip_locked=True).scalar_subquery()))
        .values(values)
        .returning(OutgoingMessage)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return sorted((await session.scalars(taken)).all(), key=lambda row: (row.not_before, row.id))


def _due(kind: Kind, channels: Sequence[str] | None) -> Select[int]:
    due = select(OutgoingMessage.id).where(
        OutgoingMessage.kind == kind,
        OutgoingMessage.state == "planned",
        OutgoingMessage.not_before <= func.now(),
        or_(OutgoingMessage.expires_at.is_(None), OutgoingMessage.expires_at > func.now()),
    )
    if channels is None:
        return due
    due = due.where(OutgoingMessage.recipient.in_(channels))
    return due.where(_first_of_its_cause()) if STAFF_CHANNEL in channels else due


def _first_of_its_cause() -> ColumnElement[bool]:
    """Of what goes into a staff group: a ticket's rows one after the other, also where one had to wait."""
    earlier = aliased(OutgoingMessage)
    same = (earlier.cause == OutgoingMessage.cause, earlier.id < OutgoingMessage.id)
    waits = select(earlier.id).where(*same, earlier.state == "planned").exists()
    held = select(earlier.id).where(*same, earlier.kind == "push", earlier.state == "sending").exists()
    return or_(OutgoingMessage.recipient != STAFF_CHANNEL, and_(~waits, ~held))


async def waiting(session: AsyncSession, kind: Kind, channels: Sequence[str]) -> bool:
    """Whether a claim would have something to do. Writes nothing: asked again and again while there is nothing."""
    return bool(await session.scalar(_anything(kind, tuple(channels))))


@cache
def _anything(kind: Kind, channels: tuple[str, ...]) -> Select[bool]:
    """Built once: it is asked every second."""
    return select(or_(_due(kind, channels).exists(), _expired(kind).exists(), _overdue(kind).exists()))


def _overdue(kind: Kind) -> Select[int]:
    return select(OutgoingMessage.id).where(
        OutgoingMessage.kind == kind, OutgoingMessage.state == "planned", OutgoingMessage.expires_at <= func.now()
    )


async def _drop_overdue(session: AsyncSession, kind: Kind) -> None:
    overdue = _overdue(kind).limit(OVERDUE).with_for_update(skip_locked=True)
    await session.execute(
        update(OutgoingMessage)
        .where(OutgoingMessage.id.in_(overdue.scalar_subquery()))
        .values(state="dropped", error="overdue", content=kept_content())
        .execution_options(synchronize_session=False)
    )


def _expired(kind: Kind) -> Select[int]:
    over = OutgoingMessage.lease_until < func.now()
    held = select(OutgoingMessage.id).where(OutgoingMessage.kind == kind, OutgoingMessage.state == "sending")
    return held.where(or_(over, _left_behind()) if kind == "push" else over)


def _left_behind() -> ColumnElement[bool]:
    """What a courier of staff groups holds while another one has its right to send: that one goes on at once.

    Posts alone. If the first one lives after all, it tells the copies that it has sent, whoever holds the row, and a topic has a
    claim of its own: its one open call may double a message a group. Of a resident's message nobody would know.
    """
    leads = select(CourierLease.owner).where(
        CourierLease.channel == STAFF_CHANNEL, CourierLease.lease_until > func.now()
    )
    return and_(OutgoingMessage.recipient == STAFF_CHANNEL, leads.exists(), OutgoingMessage.owner.not_in(leads))


async def _sweep(session: AsyncSession, kind: Kind) -> None:
    """What a dead worker held: whether it was sent is not known. A mail keeps its Message-ID: a duplicate is recognisable."""
    spent = and_(OutgoingMessage.attempts >= MAX_ATTEMPTS, ~endless())
    unknown = given_up() if kind == "push" else literal(False)
    expired = _expired(kind).with_for_update(skip_locked=True)
    await session.execute(
        update(OutgoingMessage)
        .where(OutgoingMessage.id.in_(expired.scalar_subquery()))
        .values(
            state=case((unknown, "unknown"), (spent, "failed"), else_="planned"),
            error=case(
                (unknown, "the sender died during the call"),
                (spent, "the worker died, and no attempt is left"),
                else_=OutgoingMessage.error,
            ),
            content=case((or_(unknown, spent), kept_content()), else_=OutgoingMessage.content),
            recoveries=OutgoingMessage.recoveries + 1,
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
    state: str,
    external_id: str | None = None,
    error: str | None = None,
) -> bool:
    """A final ``state`` (``service.ENDED``), fenced: False when ``owner`` doesn't hold the row any more."""
    return await _fenced(session, row_id, owner, {"external_id": external_id, **end_of(state, error)})


_SENT = """
UPDATE backend.outgoing_messages SET
    state = 'sent', sent_at = now(), external_id = %(external)s, error = NULL, owner = NULL, lease_until = NULL,
    content = jsonb_strip_nulls(jsonb_build_object('subject', content['subject'], 'event', content['event']))
WHERE id = %(id)s AND owner = %(owner)s AND state = 'sending' RETURNING id
"""
"""``end_of("sent")`` as a plain statement: the end of nearly every mail."""


async def mark_sent(session: AsyncSession, row_id: int, *, owner: str, external_id: str) -> bool:
    """``finish`` of a mail that is out; outside of a transaction one of its own."""
    return await row(session, _SENT, {"id": row_id, "owner": owner, "external": external_id}) is not None


def end_of(state: str, error: str | None) -> dict[str, Any]:
    """What is written of a row that ends in ``state``, but for its ``external_id``."""
    values: dict[str, Any] = {"state": state, "error": error, "content": kept_content()}
    if state == "failed":  # staff may plan a push again; a mail may hold a code
        values["content"] = case((OutgoingMessage.kind == "push", OutgoingMessage.content), else_=kept_content())
    if state == "sent":
        values["sent_at"] = func.now()
    return {**_FREE, **values}


def held_by(owner: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The fence: only who holds a row ends it."""
    return OutgoingMessage.owner == owner, OutgoingMessage.state == "sending"


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


async def unclear(session: AsyncSession, row_id: int, *, owner: str, error: str | None) -> bool:
    """The call ended with a timeout: sent again once, or ``unknown``, as after a crash; fenced."""
    unknown = given_up()
    values = {
        "state": case((unknown, "unknown"), else_="planned"),
        "content": case((unknown, kept_content()), else_=OutgoingMessage.content),
        "recoveries": OutgoingMessage.recoveries + 1,
        "not_before": func.now() + FIRST_WAIT,
        "error": error,
    }
    return await _fenced(session, row_id, owner, values)


async def _fenced(session: AsyncSession, row_id: int, owner: str, values: Mapping[str, Any]) -> bool:
    done = await session.execute(
        update(OutgoingMessage)
        .where(OutgoingMessage.id == row_id, *held_by(owner))
        .values({**_FREE, **values})
        .execution_options(synchronize_session=False)
    )
    assert isinstance(done, CursorResult)
    return bool(done.rowcount)


def wait_after(failures: int, longest: timedelta = LONGEST_WAIT) -> timedelta:
    """How long to wait after the ``failures``-th one: doubling, with jitter so that rows don't come back in step."""
    full: timedelta = min(FIRST_WAIT * 2 ** min(max(failures - 1, 0), 20), longest)
    return full * random.uniform(0.75, 1.25)  # noqa: S311 - jitter, no secret
