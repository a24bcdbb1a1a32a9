"""Files in the console's forms: checked and put into the store outside of any transaction, kept when the form comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import UploadFile
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attachments.checks import MEGABYTE
from backend.attachments.contract import LARGEST_FILE
from backend.attachments.models import StoredFile
from backend.attachments.refusals import FileTooBig
from backend.attachments.service import Held, add_file, hold_file
from backend.errors import BackendError
from backend.parts import Parts
from backend.staff.audit import Actor
from backend.tickets.contract import MOST_FILES
from backend.tickets.models import TicketFile


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that isn't taken: its name, and the error's code."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Uploads:
    """What came with a form. ``held`` have no rows yet."""

    held: Sequence[Held] = ()
    refused: Sequence[Refused] = ()


async def receive(parts: Parts, files: Sequence[UploadFile], seed: str, now: datetime) -> Uploads:
    """Checks each; more than ``MOST_FILES`` are refused. For a session that has no transaction open."""
    held: list[Held] = []
    refused: list[Refused] = []
    for place, file in enumerate(each for each in files if each.filename):
        name = file.filename or ""
        try:
            if place >= MOST_FILES:
                raise TooMany()
            if (file.size or 0) > LARGEST_FILE:
                raise FileTooBig(megabytes=LARGEST_FILE // MEGABYTE)
            held.append(await hold_file(parts.files, await file.read(), name, seed=f"{seed}:{place}", now=now))
        except BackendError as error:
            refused.append(Refused(name, error.code))
    return Uploads(held, refused)


class TooMany(BackendError):
    """More than one message takes."""

    status = 422
    code = "more_files"


async def rows_of(
    session: AsyncSession, member: Actor, uploads: Uploads, kept: Sequence[int], now: datetime
) -> list[StoredFile]:
    """The member's files: those that came back with the form, and the new ones; of a form sent twice, once.

    What isn't the member's own, or hangs on a message already, is left out.
    """
    used = select(TicketFile.file_id).where(TicketFile.file_id == StoredFile.id).exists()
    own = select(StoredFile).where(StoredFile.id.in_(kept), StoredFile.staff_id == member.staff_id, ~used)
    found = list((await session.scalars(own.order_by(StoredFile.id))).all())
    for held in uploads.held:
        again = await session.scalar(select(StoredFile).where(StoredFile.store_key == held.key))
        found.append(again or await add_file(session, held, now=now, staff_id=member.staff_id))
    return found
