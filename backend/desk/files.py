"""Routes of files in the staff's group: a resident's go there, staff's come from there."""

from typing import Annotated

from fastapi import Path, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attachments import service
from backend.attachments.api import BYTES, limited
from backend.attachments.contract import FileView
from backend.attachments.download import file_response
from backend.attachments.models import StoredFile
from backend.attachments.store import FileGone
from backend.contract import Id
from backend.desk import groups
from backend.edge import WRITES, EdgeRoute, edge_router
from backend.errors import NotFound
from backend.parts import NowDep, PartsDep, SessionDep, parts_of
from backend.tickets.models import Ticket, TicketFile, TicketMessage

FILES = "/desk/groups/{group_id}/files"
GroupId = Annotated[int, Path(ge=-(2**63), le=2**63 - 1)]


class DeskFileRoute(EdgeRoute):
    """As ``attachments.api.FileRoute``: the file is checked and in the store before the session opens."""

    async def before(self, request: Request) -> Request:
        """A request whose file is ``request.state.held``."""
        if request.method not in WRITES:
            return request
        request, parts, key = limited(request), parts_of(request), request.headers["Idempotency-Key"]
        async with parts.sessions() as session:
            await groups.provider_of(session, _group(request))
        seed, name = f"{key} {request.url.path}?{request.url.query}", request.query_params.get("name", "")
        request.state.held = await service.hold_file(
            parts.files, await request.body(), name, seed=seed, now=parts.clock()
        )
        return request


def _group(request: Request) -> int:
    raw = str(request.path_params["group_id"])
    digits = raw.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise groups.GroupUnknown()
    return int(raw)


router = edge_router("desk", DeskFileRoute)


@router.post(FILES, openapi_extra={"requestBody": {"required": True, "content": BYTES}})
async def post_desk_file(
    group_id: GroupId,
    request: Request,
    session: SessionDep,
    now: NowDep,
    telegram_id: Annotated[int, Query(ge=0, le=2**63 - 1, description="Who sends it.")] = 0,
    name: Annotated[str, Query(description="As the sender calls it.")] = "",
) -> FileView:
    """Takes in a file that staff send in their group, as the body, for a message to come.

    Errors `group_unknown`, `file_empty`, `file_too_big`, `file_type_refused`, `file_broken`.
    """
    owner = await groups.staff_file_owner(session, group_id, telegram_id)
    row = await service.add_file(session, request.state.held, now=now, staff_id=owner)
    return service.file_view(row)


@router.get(
    FILES + "/{file_id}", response_class=Response, responses={200: {"content": BYTES, "description": "The bytes"}}
)
async def get_desk_file(group_id: GroupId, file_id: Id, session: SessionDep, parts: PartsDep) -> Response:
    """A file of a conversation with the group's provider. Errors `group_unknown`, `not_found`."""
    row = await _file_of(session, group_id, file_id)
    await session.close()  # the store may be far away
    try:
        return file_response(row, await parts.files.store.get(row.store_key))
    except FileGone:
        raise NotFound() from None


async def _file_of(session: AsyncSession, group_id: int, file_id: int) -> StoredFile:
    provider = await groups.provider_of(session, group_id)
    row = await session.scalar(
        select(StoredFile)
        .join(TicketFile, TicketFile.file_id == StoredFile.id)
        .join(TicketMessage, TicketMessage.id == TicketFile.message_id)
        .join(Ticket, Ticket.id == TicketMessage.ticket_id)
        .where(StoredFile.id == file_id, Ticket.provider_id == provider.id)
    )
    if row is None:
        raise NotFound()
    return row
