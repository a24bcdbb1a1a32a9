"""A conversation as staff see it: every message, note and happening, in the words of the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attachments.contract import FileView
from backend.ledger.receipts import amount
from backend.mail_texts import day_in_words
from backend.texts import Texts
from backend.tickets.contract import Author, Delivery
from backend.tickets.happenings import happening_text
from backend.tickets.head import MeterFact
from backend.tickets.models import TicketMessage
from backend.tickets.views import files_of

TONES = {
    Delivery.sent: "good",
    Delivery.mailed: "good",
    Delivery.planned: "calm",
    Delivery.blocked: "bad",
    Delivery.failed: "bad",
    Delivery.unmailed: "bad",
    Delivery.unknown: "bad",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the thread. ``kind``: resident, answer, note or happening; ``tone`` of ``delivery``: good, calm or bad."""

    id: int
    kind: str
    who: str
    via: str
    text: str
    at: datetime
    edited_at: datetime | None
    earlier: Sequence[tuple[str, datetime]]
    files: Sequence[FileView]
    delivery: Delivery | None
    tone: str
    fresh: bool
    """It came while the reader was writing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a reader has read: the newest message, and how many edits and files there were."""

    newest: int = 0
    edits: int = 0
    files: int = 0

    def __str__(self) -> str:
        return f"{self.newest}.{self.edits}.{self.files}"

    @classmethod
    def read(cls, text: str) -> "Seen":
        """What a form brings back; anything else has seen nothing."""
        parts = text.split(".")
        if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts):
            return cls()
        return cls(*map(int, parts))


@dataclass(frozen=True, slots=True)
class Thread:
    """All of it, oldest first. ``seen``: how far one has read who has read it all."""

    lines: Sequence[Line]
    seen: Seen


async def thread_of(session: AsyncSession, ticket_id: int, say: Texts, seen: Seen | None = None) -> Thread:
    """Reads it. ``seen``: marks what has come since."""
    own = select(TicketMessage).where(TicketMessage.ticket_id == ticket_id).order_by(TicketMessage.id)
    messages = (await session.scalars(own.execution_options(populate_existing=True))).all()
    files = await files_of(session, [message.id for message in messages])
    lines = [_line(message, files.get(message.id, []), say, seen) for message in messages]
    edits, attached = sum(len(message.earlier) for message in messages), sum(map(len, files.values()))
    return Thread(lines, Seen(max((line.id for line in lines), default=0), edits, attached))


def _line(message: TicketMessage, files: Sequence[FileView], say: Texts, seen: Seen | None) -> Line:
    kind, text = _kind(message), message.body
    if kind == "happening":
        text = happening_text(message, say)
    via = f"staff-via-{message.via}"
    delivery = Delivery(message.delivery) if message.delivery else None
    return Line(
        id=message.id,
        kind=kind,
        who=message.staff_name or "",
        via=say(via) if say.has(via) else message.via,
        text=text,
        at=message.created_at,
        edited_at=message.edited_at,
        earlier=[(one["text"], datetime.fromisoformat(one["until"])) for one in message.earlier],
        files=files,
        delivery=delivery,
        tone=TONES[delivery] if delivery else "",
        fresh=seen is not None and message.id > seen.newest,
    )


def _kind(message: TicketMessage) -> str:
    if message.author == Author.system.value:
        return "happening"
    if message.author == Author.resident.value:
        return "resident"
    return "note" if message.internal else "answer"


@dataclass(frozen=True, slots=True)
class MeterRow:
    """A meter in words; ``value`` None: never read."""

    place: str
    service: str
    serial: str
    value: str | None
    day: str | None


def meter_row(meter: MeterFact, say: Texts) -> MeterRow:
    """As the reader's language has it."""
    shown = day = None
    if meter.value is not None and meter.day is not None:
        shown = amount(say.language, meter.value, unit=meter.unit, decimals=meter.decimals)
        day = day_in_words(say.language, meter.day)
    return MeterRow(meter.place, say(f"mail-service-{meter.service.replace('_', '-')}"), meter.serial, shown, day)
