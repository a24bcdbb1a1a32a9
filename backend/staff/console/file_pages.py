"""Attachments, for staff of the provider whose conversation they are in."""

from fastapi import Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attachments.contract import FileKind
from backend.attachments.download import file_response
from backend.attachments.models import StoredFile
from backend.attachments.refusals import FileBroken
from backend.attachments.store import FileGone
from backend.contract import Id
from backend.errors import NotFound
from backend.parts import NowDep, Parts, PartsDep, SessionDep
from backend.staff.audit import audit
from backend.staff.console.gate import MemberDep
from backend.staff.console.route import console_router
from backend.tickets.models import Ticket, TicketFile, TicketMessage

router = console_router()


async def _file(session: AsyncSession, provider_id: int, file_id: int) -> StoredFile:
    """A file in a conversation with this provider; raises ``NotFound``."""
    row = await session.scalar(
        select(StoredFile)
        .join(TicketFile, TicketFile.file_id == StoredFile.id)
        .join(TicketMessage, TicketMessage.id == TicketFile.message_id)
        .join(Ticket, Ticket.id == TicketMessage.ticket_id)
        .where(StoredFile.id == file_id, Ticket.provider_id == provider_id)
        .limit(1)
    )
    if row is None:
        raise NotFound()
    return row


async def _bytes(session: AsyncSession, parts: Parts, key: str) -> bytes:
    await session.commit()  # the store may be across the network
    try:
        return await parts.files.store.get(key)
    except FileGone as error:
        raise NotFound() from error


@router.get("/files/{file_id}")
async def show_file(file_id: Id, member: MemberDep, parts: PartsDep, session: SessionDep, now: NowDep) -> Response:
    """A file, as it is. Pictures are shown, everything else is saved."""
    file = await _file(session, member.provider_id, file_id)
    await audit(session, member, "file-opened", f"file:{file.id}", now)
    data = await _bytes(session, parts, file.store_key)
    return file_response(file, data, in_place=file.kind == FileKind.photo.value)


@router.get("/files/{file_id}/small")
async def show_small(file_id: Id, member: MemberDep, parts: PartsDep, session: SessionDep) -> Response:
    """A picture's preview: part of the conversation's page, whose opening is in the audit log."""
    file = await _file(session, member.provider_id, file_id)
    if file.kind != FileKind.photo.value:
        raise NotFound()
    data = await _bytes(session, parts, file.store_key)
    try:
        small = await parts.files.thumbnail(data)
    except FileBroken as error:
        raise NotFound() from error
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "private, no-store"}
    return Response(small, media_type="image/jpeg", headers=headers)
