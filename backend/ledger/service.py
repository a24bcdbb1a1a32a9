"""Writes rows of the ledger, in the transaction of what causes them; withdraws them when their cause is settled; purges ended ones.

planned -> sending (``claims``) -> sent | failed | blocked | unknown | planned again; planned -> dropped.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from psycopg.types.json import Jsonb
from sqlalchemy import ColumnElement, CursorResult, String, cast, delete, func, update
from sqlalchemy.ext.asyncio import AsyncSession

from backend import direct
from backend.ledger.contract import POST, STAFF_CHANNEL, Event
from backend.ledger.models import OutgoingMessage
from backend.observability.contract import marked
from backend.residents.models import Chat

Kind = Literal["mail", "push"]
ENDED = ("sent", "failed", "dropped", "unknown", "blocked")


_PLAN = """
INSERT INTO backend.outgoing_messages (
    kind, dedupe_key, recipient, chat_id, content, cause, state, attempts, not_before, expires_at, created_at)
VALUES (%(kind)s, %(key)s, %(recipient)s, %(chat)s, %(content)s, %(cause)s, 'planned', 0,
    coalesce(CAST(%(not_before)s AS timestamptz), now() + coalesce(CAST(%(after)s AS interval), '0')), %(expires_at)s, %(now)s)
ON CONFLICT (dedupe_key) DO NOTHING RETURNING id
"""


async def _plan(
    session: AsyncSession,
    kind: Kind,
    key: str,
    recipient: str,
    content: Mapping[str, object],
    now: datetime,
    *,
    chat_id: int | None = None,
    not_before: datetime | None = None,
    after: timedelta | None = None,
    expires_at: datetime | None = None,
    cause: str | None = None,
) -> bool:
    """Writes a row, unless one has that key. Due at ``not_before``, else at once or ``after`` so long."""
    if not session.in_transaction():
        await session.begin()
    values = {
        "kind": kind,
        "key": key,
        "recipient": recipient,
        "chat": chat_id,
        "content": Jsonb(marked(content)),
        "cause": cause,
        "not_before": not_before,
        "after": after,
        "expires_at": expires_at,
        "now": now,
    }
    return await direct.row(session, _PLAN, values) is not None


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
    expires_at: datetime | None = None,
    cause: str | None = None,
    letter: Mapping[str, Any] | None = None,
    after: timedelta | None = None,
) -> bool:
    """Plans a mail, once for each ``dedupe_key``; False when it was planned before.

    ``chat_id``: the chat that is told when the mail is late or can't be delivered. ``letter``: what its composer needs to write it
    when it is sent (``ledger.worker``). ``after``: not before so much has passed. The rest as in ``plan_push``.
    """
    content: dict[str, Any] = {"subject": subject, "text": text, "html": html}
    if letter is not None:
        content["letter"] = dict(letter)
    return await _plan(
        session, "mail", dedupe_key, recipient, content, now,
        chat_id=chat_id, after=after, expires_at=expires_at, cause=cause,
    )  # fmt: skip


async def plan_push(
    session: AsyncSession,
    *,
    dedupe_key: str,
    chat: Chat,
    event: Event,
    values: Mapping[str, str],
    now: datetime,
    not_before: datetime | None = None,
    after: timedelta | None = None,
    expires_at: datetime | None = None,
    cause: str | None = None,
) -> bool:
    """Plans a message to ``chat``, once for each ``dedupe_key``; the bot renders ``event`` with ``values``.

    ``not_before`` None: at once, or ``after`` so long by the database's clock.
    ``expires_at``: not sent by then, it is dropped. ``cause``: for ``withdraw``.
    """
    content = {"event": event.value, "values": dict(values)}
    at = not_before if after is None else None
    return await _plan(
        session, "push", dedupe_key, chat.channel, content, now,
        chat_id=chat.id, not_before=at, after=after, expires_at=expires_at, cause=cause,
    )  # fmt: skip


async def plan_post(
    session: AsyncSession, *, dedupe_key: str, place: str, values: Mapping[str, str], cause: str, now: datetime
) -> bool:
    """Plans what a staff group is to see, once for each ``dedupe_key``; ``place``: the group's key in the channel.

    Those of one ``cause`` are sent one after the other, in the order in which they were planned.
    """
    content = {"event": POST, "values": dict(values), "place": place}
    return await _plan(session, "push", dedupe_key, STAFF_CHANNEL, content, now, cause=cause)


async def withdraw(session: AsyncSession, causes: Sequence[str], why: str, *, kind: Kind | None = None) -> int:
    """Drops what is planned for ``causes`` and gives its keys free: what made it void may change again. How many.

    What a worker holds at this moment still goes out.
    """
    which = [OutgoingMessage.cause.in_(causes), OutgoingMessage.state == "planned"]
    if kind is not None:
        which.append(OutgoingMessage.kind == kind)
    gone = await session.execute(
        update(OutgoingMessage)
        .where(*which)
        .values(
            state="dropped",
            error=why,
            dedupe_key=OutgoingMessage.dedupe_key + ":" + cast(OutgoingMessage.id, String),
            content=kept_content(),
        )
        .execution_options(synchronize_session=False)
    )
    assert isinstance(gone, CursorResult)
    return gone.rowcount


def kept_content() -> ColumnElement[Any]:
    """What stays of an ended row's content, for staff: the subject or the event. The rest goes: a mail may hold a code."""
    return func.jsonb_strip_nulls(
        func.jsonb_build_object(
            "subject", OutgoingMessage.content["subject"], "event", OutgoingMessage.content["event"]
        )
    )


async def purge(session: AsyncSession, *, older_than: timedelta) -> int:
    """Deletes rows that ended (``ENDED``) longer ago than ``older_than``, by the database's clock."""
    ended = func.coalesce(OutgoingMessage.sent_at, OutgoingMessage.not_before)
    gone = await session.execute(
        delete(OutgoingMessage)
        .where(OutgoingMessage.state.in_(ENDED), ended < func.now() - older_than)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(gone, CursorResult)
    return gone.rowcount
