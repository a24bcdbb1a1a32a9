"""Routes of files: a resident's come in as they are, and go out to that resident alone."""

from typing import Annotated

from fastapi import Query, Request, Response

from backend.attachments import service
from backend.attachments.checks import MEGABYTE
from backend.attachments.contract import LARGEST_FILE, FileView
from backend.attachments.download import file_response
from backend.attachments.refusals import FileTooBig
from backend.attachments.store import FileGone
from backend.contract import Id
from backend.edge import WRITES, EdgeRoute, edge_router
from backend.errors import NotFound
from backend.parts import NowDep, PartsDep, SessionDep, parts_of
from backend.residents.service import ResidentUnknown

BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


class FileRoute(EdgeRoute):
    """Reads a file within its limit, checks it and puts it into the store before the session opens."""

    async def before(self, request: Request) -> Request:
        """A request whose file is ``request.state.held``."""
        if request.method not in WRITES:
            return request
        request, parts, key = limited(request), parts_of(request), request.headers["Idempotency-Key"]
        async with parts.sessions() as session:
            await service.may_send(session, _resident(request), key=key, now=parts.clock())
        asked = request.url.query  # as the edge's fingerprint: another request is another place in the store
        seed, name = f"{key} {request.url.path}?{asked}", request.query_params.get("name", "")
        request.state.held = await service.hold_file(
            parts.files, await request.body(), name, seed=seed, now=parts.clock()
        )
        return request


def _resident(request: Request) -> int:
    raw = str(request.path_params["resident_id"])
    if not (raw.isascii() and raw.isdigit() and len(raw) < 19):
        raise ResidentUnknown()
    return int(raw)


def limited(request: Request) -> Request:
    """The request, whose body is refused as soon as it is too long, before it is held whole."""
    declared = request.headers.get("Content-Length", "")
    if declared.isdecimal() and (len(declared) > 12 or int(declared) > LARGEST_FILE):
        raise FileTooBig(megabytes=LARGEST_FILE // MEGABYTE)
    size = 0

    async def receive() -> dict[str, object]:
        nonlocal size
        message = await request.receive()
        size += len(message.get("body", b""))
        if size > LARGEST_FILE:
            raise FileTooBig(megabytes=LARGEST_FILE // MEGABYTE)
        return dict(message)

    return Request(request.scope, receive)


router = edge_router("files", FileRoute)
FILES = "/residents/{resident_id}/files"


@router.post(FILES, openapi_extra={"requestBody": {"required": True, "content": BYTES}})
async def post_file(
    resident_id: Id,
    request: Request,
    session: SessionDep,
    now: NowDep,
    name: Annotated[str, Query(description="As the sender calls it; shown, with the ending of its true type.")] = "",
) -> FileView:
    """Takes in a file of at most 20 MB, as the body. Its type is found by its content; pictures lose what they tell of the place.

    Errors `file_empty`, `file_too_big`, `file_type_refused`, `file_broken`, `too_many_files`, `resident_unknown`.
    """
    row = await service.add_file(session, request.state.held, now=now, resident_id=resident_id)
    return service.file_view(row)


@router.get(
    FILES + "/{file_id}", response_class=Response, responses={200: {"content": BYTES, "description": "The bytes"}}
)
async def get_file(resident_id: Id, file_id: Id, session: SessionDep, parts: PartsDep) -> Response:
    """A file that this resident sent or was sent. Error `not_found`."""
    row = await service.file_of(session, resident_id, file_id)
    await session.close()  # the store may be far away
    try:
        return file_response(row, await parts.files.store.get(row.store_key))
    except FileGone:
        raise NotFound() from None
