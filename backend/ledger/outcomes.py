"""What a courier reports of its rows, written down: sent, put off, ended; a chat that is gone, or has moved."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, String, func, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from backend.contract import Language
from backend.ledger.claims import MAX_ATTEMPTS, again, end_of, finish, held_by, unclear, wait_after
from backend.ledger.contract import Outcome, PushOutcome
from backend.ledger.fallback import fallback_mail
from backend.ledger.leases import hold
from backend.ledger.models import OutgoingMessage
from backend.ledger.service import plan_mail
from backend.residents.models import Chat, Resident


async def report_sent(session: AsyncSession, owner: str, sent: Sequence[PushOutcome]) -> set[int]:
    """Writes all that were sent, in one statement; gives the rows that ``owner`` held, the others are not touched."""
    told = (
        func.unnest(
            literal([one.push_id for one in sent], ARRAY(BigInteger)),
            literal([one.external_id for one in sent], ARRAY(String)),
        )
        .table_valued("id", "external_id")
        .render_derived()
    )
    held = (OutgoingMessage.id == told.c.id, *held_by(owner), OutgoingMessage.kind == "push")
    values = {"external_id": told.c.external_id, **end_of("sent", error=None)}
    written = update(OutgoingMessage).where(*held).values(values).returning(OutgoingMessage.id)
    return set(await session.scalars(written.execution_options(synchronize_session=False)))


async def report(session: AsyncSession, owner: str, told: PushOutcome, now: datetime) -> bool:
    """Writes one row's outcome; False when ``owner`` doesn't hold it any more."""
    row = await session.get(OutgoingMessage, told.push_id)
    if row is None or row.kind != "push":
        return False
    match told.outcome:
        case Outcome.sent:
            return await finish(session, row.id, owner=owner, state="sent", external_id=told.external_id)
        case Outcome.unreachable:
            return await block(session, row, owner, told.error or "unreachable", now)
        case Outcome.migrated:
            return await _move(session, row, owner, told.external_id, now)
        case Outcome.unclear:
            return await unclear(session, row.id, owner=owner, error=told.error or "unclear")
        case Outcome.retry:
            return await _put_off(session, row, owner, told)
        case Outcome.failed:
            return await finish(session, row.id, owner=owner, state="failed", error=told.error or "failed")


async def _put_off(session: AsyncSession, row: OutgoingMessage, owner: str, told: PushOutcome) -> bool:
    if told.after_seconds is not None:
        after = timedelta(seconds=told.after_seconds)
        if told.hold:
            await hold(session, owner, row.recipient, after)
        return await again(session, row.id, owner=owner, after=after, error=told.error, counts=False)
    if row.attempts >= MAX_ATTEMPTS:
        return await finish(session, row.id, owner=owner, state="failed", error=told.error or "retry")
    return await again(session, row.id, owner=owner, after=wait_after(row.attempts), error=told.error)


async def block(session: AsyncSession, row: OutgoingMessage, owner: str, error: str, now: datetime) -> bool:
    """The chat can't be reached: it is marked until its resident writes again, and a mail goes out instead."""
    event, values = row.content["event"], row.content.get("values", {})
    if not await finish(session, row.id, owner=owner, state="blocked", error=error):
        return False
    chat = await session.get_one(Chat, row.chat_id)
    chat.reachable = False
    await session.flush()
    await _mail_instead(session, row, chat.resident_id, event, values, now)
    return True


async def _mail_instead(
    session: AsyncSession, row: OutgoingMessage, resident_id: int, event: str, values: dict[str, str], now: datetime
) -> None:
    resident = await session.get_one(Resident, resident_id)
    if resident.email is None:
        return
    mail = fallback_mail(event, values, Language(resident.language))
    if mail is None:
        return
    await plan_mail(
        session,
        dedupe_key=f"instead:{row.id}",
        recipient=resident.email,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        now=now,
        expires_at=row.expires_at,
        cause=row.cause,
    )


async def _move(session: AsyncSession, row: OutgoingMessage, owner: str, key: str | None, now: datetime) -> bool:
    """The group has a new key: it is the same chat. The row is due at once, and counts: a group can't move for ever."""
    if key is None or row.attempts >= MAX_ATTEMPTS:
        return await finish(session, row.id, owner=owner, state="failed", error="migrated without end")
    chat = await session.get_one(Chat, row.chat_id)
    taken = select(Chat.id).where(Chat.channel == chat.channel, Chat.external_id == key, Chat.id != chat.id)
    if (await session.scalar(taken)) is not None:
        # the new chat has written already and is somebody's: what was meant for the old one stays out of it
        return await block(session, row, owner, "migrated to a chat that is known already", now)
    if not await again(session, row.id, owner=owner, after=timedelta(), error="migrated"):
        return False
    chat.external_id = key
    await session.flush()
    return True
