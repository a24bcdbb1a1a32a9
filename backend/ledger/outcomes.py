"""What a courier reports of its rows, written down: sent, put off, ended; a chat that is gone, or has moved."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Row, String, TableValuedAlias, func, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from backend.contract import Language
from backend.ledger.claims import (
    LONGEST_WAIT,
    MAX_ATTEMPTS,
    POST_WAIT,
    again,
    end_of,
    finish,
    held_by,
    unclear,
    wait_after,
)
from backend.ledger.contract import Outcome, PushOutcome
from backend.ledger.fallback import fallback_letter, fallback_mail
from backend.ledger.leases import hold
from backend.ledger.models import OutgoingMessage
from backend.ledger.recovery import Recovery, recovery_of
from backend.ledger.service import plan_mail
from backend.residents.models import Chat, Resident


async def report_all(session: AsyncSession, owner: str, outcomes: Sequence[PushOutcome], now: datetime) -> list[int]:
    """Writes what became of rows; gives those that ``owner`` holds no more. What many have in common is written at once."""
    sent = [told for told in outcomes if told.outcome is Outcome.sent]
    gone = {told.push_id: told.error or "unreachable" for told in outcomes if told.outcome is Outcome.unreachable}
    others = [told for told in outcomes if told.outcome is not Outcome.sent and told.push_id not in gone]
    taken = await _report_sent(session, owner, sent) if sent else set[int]()
    taken |= await block(session, owner, gone, now)
    lost = [push_id for push_id in (*(told.push_id for told in sent), *gone) if push_id not in taken]
    for told in sorted(others, key=lambda one: one.push_id):
        if not await _report(session, owner, told, now):
            lost.append(told.push_id)
    return lost


async def _report_sent(session: AsyncSession, owner: str, sent: Sequence[PushOutcome]) -> set[int]:
    """Writes all that were sent, in one statement; gives the rows that ``owner`` held, the others are not touched."""
    told = _told([one.push_id for one in sent], [one.external_id for one in sent])
    held = (OutgoingMessage.id == told.c.id, *held_by(owner), OutgoingMessage.kind == "push")
    values = {"external_id": told.c.words, **end_of("sent", error=None)}
    written = update(OutgoingMessage).where(*held).values(values).returning(OutgoingMessage.id)
    return set(await session.scalars(written.execution_options(synchronize_session=False)))


def _told(ids: Sequence[int], words: Sequence[str | None]) -> TableValuedAlias:
    """A table of rows and a word for each."""
    columns = func.unnest(literal(ids, ARRAY(BigInteger)), literal(words, ARRAY(String)))
    return columns.table_valued("id", "words").render_derived()


async def _report(session: AsyncSession, owner: str, told: PushOutcome, now: datetime) -> bool:
    """Writes one row's outcome; False when ``owner`` doesn't hold it any more."""
    row = await session.get(OutgoingMessage, told.push_id)
    if row is None or row.kind != "push":
        return False
    match told.outcome:
        case Outcome.migrated:
            return await _move(session, row, owner, told.external_id, now)
        case Outcome.unclear:
            return await unclear(session, row.id, owner=owner, error=told.error or "unclear")
        case Outcome.retry:
            return await _put_off(session, row, owner, told)
        case Outcome.failed:
            return await finish(session, row.id, owner=owner, state="failed", error=told.error or "failed")
        case Outcome.sent | Outcome.unreachable:
            raise AssertionError("written for many at once")


async def _put_off(session: AsyncSession, row: OutgoingMessage, owner: str, told: PushOutcome) -> bool:
    if told.after_seconds is not None:
        after = timedelta(seconds=told.after_seconds)
        if told.hold:
            await hold(session, owner, row.recipient, after)
        return await again(session, row.id, owner=owner, after=after, error=told.error, counts=False)
    endless = recovery_of(row.content["event"]) is Recovery.always
    if row.attempts >= MAX_ATTEMPTS and not endless:
        return await finish(session, row.id, owner=owner, state="failed", error=told.error or "retry")
    failures = row.attempts - row.recoveries  # that its couriers died says nothing about the way
    after = wait_after(failures, POST_WAIT if endless else LONGEST_WAIT)
    return await again(session, row.id, owner=owner, after=after, error=told.error)


async def block(session: AsyncSession, owner: str, gone: Mapping[int, str], now: datetime) -> set[int]:
    """Chats that can't be reached: marked until their residents write again, and a mail goes out instead.

    ``gone``: row -> why. In a few statements, however many: somebody may have blocked the bot in every third chat. Gives the
    rows that ``owner`` held.
    """
    if not gone:
        return set()
    held = _HELD.where(OutgoingMessage.id.in_(gone), *held_by(owner), OutgoingMessage.kind == "push")
    rows = (await session.execute(held.order_by(OutgoingMessage.id).with_for_update(of=OutgoingMessage))).all()
    if not rows:
        return set()
    told = _told([row.id for row in rows], [gone[row.id] for row in rows])
    ended = update(OutgoingMessage).where(OutgoingMessage.id == told.c.id)
    ended = ended.values({**end_of("blocked", None), "error": told.c.words})
    await session.execute(ended.execution_options(synchronize_session=False))
    chats = sorted({row.chat_id for row in rows if row.chat_id is not None})
    marked = update(Chat).where(Chat.id.in_(chats), Chat.reachable)
    await session.execute(marked.values(reachable=False).execution_options(synchronize_session="fetch"))
    for row in rows:
        if row.email is not None:
            await _mail_instead(session, row, now)
    return {row.id for row in rows}


_HELD = (
    select(
        OutgoingMessage.id,
        OutgoingMessage.chat_id,
        OutgoingMessage.content,
        OutgoingMessage.cause,
        OutgoingMessage.expires_at,
        Resident.email,
        Resident.language,
    )
    .outerjoin(Chat, OutgoingMessage.chat_id == Chat.id)  # a staff group is no resident's chat
    .outerjoin(Resident, Chat.resident_id == Resident.id)
)


async def _mail_instead(session: AsyncSession, row: Row[Any], now: datetime) -> None:
    mail = fallback_mail(row.content["event"], row.content.get("values", {}), Language(row.language))
    if mail is None:
        return
    await plan_mail(
        session,
        dedupe_key=f"instead:{row.id}",
        recipient=row.email,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        now=now,
        expires_at=row.expires_at,
        cause=row.cause,
        letter=fallback_letter(row.content["event"], row.content.get("values", {}), Language(row.language)),
    )


async def _move(session: AsyncSession, row: OutgoingMessage, owner: str, key: str | None, now: datetime) -> bool:
    """The group has a new key: it is the same chat. The row is due at once, and counts: a group can't move for ever."""
    if key is None or row.attempts >= MAX_ATTEMPTS:
        return await finish(session, row.id, owner=owner, state="failed", error="migrated without end")
    if row.chat_id is None:  # a staff group: each of its rows learns the new key by itself
        row.content = {**row.content, "place": key}
        await session.flush()
        return await again(session, row.id, owner=owner, after=timedelta(), error="migrated")
    chat = await session.get_one(Chat, row.chat_id)
    taken = select(Chat.id).where(Chat.channel == chat.channel, Chat.external_id == key, Chat.id != chat.id)
    if (await session.scalar(taken)) is not None:
        # the new chat has written already and is somebody's: what was meant for the old one stays out of it
        return bool(await block(session, owner, {row.id: "migrated to a chat that is known already"}, now))
    if not await again(session, row.id, owner=owner, after=timedelta(), error="migrated"):
        return False
    chat.external_id = key
    await session.flush()
    return True
