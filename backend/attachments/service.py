"""Files come in, are shown to those they belong to, and go when nothing needs them.

The bytes are put into the store **before** the row is written and outside of any transaction, under a key that the same request
makes again: sent again it writes the same bytes to the same place. What never got its row is found by ``sweep``.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attachments.contract import FileKind, FileView
from backend.attachments.desk import Checked, Files
from backend.attachments.models import StoredFile
from backend.attachments.refusals import TooManyFiles
from backend.database import Sessions, transaction
from backend.errors import NotFound
from backend.idempotency_models import IdempotentRequest
from backend.residents.service import resident_of
from backend.tickets.models import Ticket, TicketFile, TicketMessage

log = logging.getLogger(__name__)

A_DAY = timedelta(days=1)
FILES_A_DAY = 200
"""Of one resident: an album has ten."""
SWEPT_DAYS = range(2, 10)
"""Days ago whose keys are compared with the rows: a crash between the bytes and the row leaves bytes."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is in the store and has no row yet."""

    checked: Checked
    key: str


async def may_send(session: AsyncSession, resident_id: int, *, key: str, now: datetime) -> None:
    """Refuses before anything is read or stored. A request that was answered already isn't refused: it gets its answer."""
    if await session.get(IdempotentRequest, key) is None:
        await resident_of(session, resident_id)
        await _within_limit(session, resident_id, now)


async def hold_file(files: Files, data: bytes, name: str, *, seed: str, now: datetime) -> Held:
    """Checks, cleans and stores. Not within a transaction: it may cross the network.

    ``seed``: what names this sending (who, and its idempotency key or message id); the same makes the same key.
    """
    checked = await files.check(data, name)
    place = hashlib.sha256("\x1f".join((seed, checked.digest)).encode()).hexdigest()
    held = Held(checked, f"{now:%Y-%m-%d}/{place[:40]}")
    await files.store.put(held.key, checked.data)
    return held


async def add_file(
    session: AsyncSession, held: Held, *, now: datetime, resident_id: int | None = None, staff_id: int | None = None
) -> StoredFile:
    """The row of a file that is held; the caller commits. Neither id: it came by mail."""
    if resident_id is not None:
        await resident_of(session, resident_id, for_update=True)  # one after the other: the limit is one
        await _within_limit(session, resident_id, now)
    checked = held.checked
    row = StoredFile(
        resident_id=resident_id,
        staff_id=staff_id,
        kind=checked.kind.value,
        name=checked.name,
        mime=checked.mime,
        size=len(checked.data),
        digest=checked.digest,
        store_key=held.key,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    return row


async def _within_limit(session: AsyncSession, resident_id: int, now: datetime) -> None:
    sent = select(func.count()).where(StoredFile.resident_id == resident_id, StoredFile.created_at > now - A_DAY)
    if (await session.scalar(sent) or 0) >= FILES_A_DAY:
        raise TooManyFiles(files=FILES_A_DAY)


async def store_file(
    session: AsyncSession,
    files: Files,
    data: bytes,
    name: str,
    *,
    seed: str,
    now: datetime,
    resident_id: int | None = None,
    staff_id: int | None = None,
) -> StoredFile:
    """``hold_file`` and ``add_file``, for a session that has done nothing yet; raises what ``refusals`` has."""
    held = await hold_file(files, data, name, seed=seed, now=now)
    return await add_file(session, held, now=now, resident_id=resident_id, staff_id=staff_id)


def file_view(row: StoredFile) -> FileView:
    """As the contract has it."""
    return FileView(id=row.id, kind=FileKind(row.kind), name=row.name, mime=row.mime, size=row.size)


async def file_of(session: AsyncSession, resident_id: int, file_id: int) -> StoredFile:
    """A file that this resident sent, or that an answer to them carries; never one of an internal note. Raises ``NotFound``."""
    told = (
        exists()
        .where(TicketFile.file_id == StoredFile.id)
        .where(TicketFile.message_id == TicketMessage.id, TicketMessage.internal.is_(False))
        .where(TicketMessage.ticket_id == Ticket.id, Ticket.resident_id == resident_id)
    )
    theirs = (StoredFile.resident_id == resident_id) | told
    row = await session.scalar(select(StoredFile).where(StoredFile.id == file_id, theirs))
    if row is None:
        raise NotFound()
    return row


async def sweep(sessions: Sessions, files: Files, now: datetime) -> int:
    """Deletes files that no message used within a day, and bytes without a row; gives how many. May run twice."""
    async with transaction(sessions) as session:
        used = exists().where(TicketFile.file_id == StoredFile.id)
        idle = select(StoredFile.id).where(StoredFile.created_at < now - A_DAY, ~used).with_for_update(skip_locked=True)
        gone = delete(StoredFile).where(StoredFile.id.in_(idle)).returning(StoredFile.store_key)
        keys = list((await session.scalars(gone)).all())
    for ago in SWEPT_DAYS:
        keys += await _rowless(sessions, await files.store.keys(f"{now - timedelta(days=ago):%Y-%m-%d}"))
    for key in keys:
        await files.store.delete(key)
    if keys:
        log.info("files that nothing needs: %d deleted", len(keys))
    return len(keys)


async def _rowless(sessions: Sessions, keys: list[str]) -> list[str]:
    if not keys:
        return []
    async with sessions() as session:
        kept = set((await session.scalars(select(StoredFile.store_key).where(StoredFile.store_key.in_(keys)))).all())
    return [key for key in keys if key not in kept]
