"""A resident's conversation with a provider, put straight into the database."""

import io
from dataclasses import dataclass
from datetime import timedelta

from PIL import Image
from sqlalchemy import select

from backend.accounts.models import Link, Payer
from backend.attachments.service import add_file, hold_file
from backend.consents.models import ConsentAct
from backend.database import Sessions, transaction
from backend.parts import Parts
from backend.providers.models import OfficeException, Provider
from backend.residents.models import Chat, Resident
from backend.staff.models import CannedAnswer
from backend.tickets import service
from backend.tickets.contract import TicketRequest, Topic
from tests.conftest import DEMO_NOW

EVIL = "<script>alert(1)</script>\"'><b>&"


def photo() -> bytes:
    """A picture of 900 x 600."""
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(out, format="JPEG")
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Writes:
    """A resident who writes. ``link``: None without one."""

    resident: int
    chat: int
    link: int | None


async def someone(
    sessions: Sessions,
    chat: str = "77",
    *,
    payer: str | None = "123456",
    provider: str = "komunala",
    name: str | None = None,
    agreed: bool = True,
    language: str = "sl",
) -> Writes:
    """A resident in Telegram, linked with ``payer``."""
    async with transaction(sessions) as session:
        resident = Resident(language=language, display_name=name, created_at=DEMO_NOW)
        session.add(resident)
        await session.flush()
        place = Chat(resident_id=resident.id, channel="telegram", external_id=chat, reachable=True, created_at=DEMO_NOW)
        session.add(place)
        link = None
        if payer is not None:
            which = select(Payer.id).join(Provider).where(Payer.code == payer, Provider.slug == provider)
            payer_id = await session.scalar(which)
            assert payer_id is not None
            link = Link(resident_id=resident.id, payer_id=payer_id, linked_at=DEMO_NOW)
            session.add(link)
        if agreed:
            values = {"version": "1", "language": "sl", "text": "…", "channel": "test", "at": DEMO_NOW}
            session.add(ConsentAct(resident_id=resident.id, purpose="terms", action="given", **values))
        await session.flush()
        return Writes(resident.id, place.id, link.id if link else None)


async def ticket(
    sessions: Sessions,
    writes: Writes,
    text: str = "Zakaj je račun višji?",
    *,
    provider: str = "komunala",
    topic: Topic = Topic.billing,
    ago: timedelta = timedelta(),
    files: tuple[int, ...] = (),
) -> int:
    """Their conversation's id."""
    async with transaction(sessions) as session:
        request = TicketRequest(
            provider=provider, topic=topic, text=text, chat_id=writes.chat, link_id=writes.link, files=list(files)
        )
        return (await service.open_ticket(session, writes.resident, request, DEMO_NOW - ago)).ticket.id


async def sent_file(parts: Parts, resident: int | None, data: bytes | None = None, name: str = "števec.jpg") -> int:
    """A file that a resident sent; its id."""
    held = await hold_file(parts.files, data or photo(), name, seed=f"{resident}{name}", now=DEMO_NOW)
    async with transaction(parts.sessions) as session:
        return (await add_file(session, held, now=DEMO_NOW, resident_id=resident)).id


async def canned(sessions: Sessions, shortcut: str = "obroki", text: str = "Lahko v treh obrokih.") -> int:
    """A ready answer of Komunala's."""
    async with transaction(sessions) as session:
        provider_id = await session.scalar(select(Provider.id).where(Provider.slug == "komunala"))
        row = CannedAnswer(provider_id=provider_id, shortcut=shortcut, text_sl=text, text_en="In three parts.")
        session.add(row)
        await session.flush()
        return row.id


async def closed_day(sessions: Sessions) -> int:
    """An exceptional day of Komunala's."""
    async with transaction(sessions) as session:
        provider_id = await session.scalar(select(Provider.id).where(Provider.slug == "komunala"))
        row = OfficeException(provider_id=provider_id, day=DEMO_NOW.date() + timedelta(days=9))
        session.add(row)
        await session.flush()
        return row.id
