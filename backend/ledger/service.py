"""Writes rows of the ledger, in the transaction of what causes them; withdraws them when their cause is settled; purges ended ones.

planned -> sending (``claims``) -> sent | failed | blocked | unknown | planned again; planned -> dropped.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, CursorResult, String, cast, delete, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.ledger.contract import POST, STAFF_CHANNEL, Event
from backend.ledger.models import OutgoingMessage
from backend.observability.contract import marked
from backend.residents.models import Chat

Kind = Literal["mail", "push"]
ENDED = ("sent", "failed", "dropped", "unknown", "blocked")


async def _plan(session: AsyncSession, row: Mapping[str, Any]) -> bool:
    values = {"state": "planned", "attempts": 0, "not_before": func.now(), **row, "content": marked(row["content"])}
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
    row = {"kind": "mail", "dedupe_key": dedupe_key, "recipient": recipient, "chat_id": chat_id, "content": content}
    due = {"not_before": func.now() + after} if after is not None else {}
    return await _plan(session, row | due | {"expires_at": expires_at, "cause": cause, "created_at": now})


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
    row = {"kind": "push", "dedupe_key": dedupe_key, "recipient": chat.channel, "chat_id": chat.id, "content": content}
    due: dict[str, object] = {"not_before": not_before} if not_before is not None else {}
    if after is not None:
        due = {"not_before": func.now() + after}
    return await _plan(session, row | due | {"expires_at": expires_at, "cause": cause, "created_at": now})


async def plan_post(
    session: AsyncSession, *, dedupe_key: str, place: str, values: Mapping[str, str], cause: str, now: datetime
) -> bool:
    """Plans what a staff group is to see, once for each ``dedupe_key``; ``place``: the group's key in the channel.

    Those of one ``cause`` are sent one after the other, in the order in which they were planned.
    """
    content = {"event": POST, "values": dict(values), "place": place}
    row = {"kind": "push", "dedupe_key": dedupe_key, "recipient": STAFF_CHANNEL, "chat_id": None, "content": content}
    return await _plan(session, row | {"expires_at": None, "cause": cause, "created_at": now})


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
