"""What the backend's tables say of queues and windows, for ``/metrics`` (often: open rows only) and ``hisnik status``."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Payer
from backend.ledger.contract import Event
from backend.ledger.models import OutgoingMessage
from backend.meters.models import Meter, MeteringPoint
from backend.providers.models import Provider
from backend.readings.models import Reading
from backend.readings.window import Window, window_of

REMINDER_CAUSE = "reminder:"
"""How the cause of every reminder begins, mails among them (``backend.reminders.messages.cause_of``)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Open rows of one kind. ``overdue``: due by the database's clock and not claimed yet; the oldest of them for so long."""

    kind: str
    planned: int
    overdue: int
    sending: int
    overdue_seconds: float


async def waiting_messages(session: AsyncSession) -> list[Waiting]:
    """Of each kind that has open rows; reads the partial indexes of open rows, however much was sent before."""
    now, due = func.clock_timestamp(), OutgoingMessage.not_before
    planned = select(
        OutgoingMessage.kind,
        func.count(),
        func.count().filter(due <= now),
        func.coalesce(func.extract("epoch", now - func.min(due)), 0.0),
    )
    planned = planned.where(OutgoingMessage.state == "planned").group_by(OutgoingMessage.kind)
    sending = select(OutgoingMessage.kind, func.count()).where(OutgoingMessage.state == "sending")
    held = {row[0]: row[1] for row in await session.execute(sending.group_by(OutgoingMessage.kind))}
    rows = {row[0]: row for row in await session.execute(planned)}
    found = []
    for kind in sorted(rows.keys() | held.keys()):
        _, total, overdue, oldest = rows.get(kind, (kind, 0, 0, 0.0))
        late = max(float(oldest), 0.0) if overdue else 0.0
        found.append(Waiting(kind, total - overdue, overdue, held.get(kind, 0), late))
    return found


@dataclass(frozen=True, slots=True)
class Ledger:
    """Rows of one kind and what they are about. ``oldest``: when the oldest of them was written."""

    kind: str
    about: str
    """``reading-reminder``, another push's event, or nothing: a mail's subject is nobody's matter here."""
    state: str
    rows: int
    oldest: datetime


async def ledger_states(session: AsyncSession) -> list[Ledger]:
    """Everything that the ledger still has, by kind, event and state. Reads the whole table."""
    remind = OutgoingMessage.cause.startswith(REMINDER_CAUSE)
    about = case(
        (remind, Event.reading_reminder.value), else_=func.coalesce(OutgoingMessage.content["event"].astext, "")
    )
    columns = (OutgoingMessage.kind, about, OutgoingMessage.state)
    grouped = select(*columns, func.count(), func.min(OutgoingMessage.created_at)).group_by(*columns).order_by(*columns)
    return [Ledger(*row) for row in await session.execute(grouped)]


@dataclass(frozen=True, slots=True)
class Progress:
    """A provider's window, and how many of its ``meters`` in use have a reading of the window. ``window`` None: takes none."""

    slug: str
    name: str
    window: Window | None
    open: bool
    meters: int
    read: int


async def progress(session: AsyncSession, today: date) -> list[Progress]:
    """Of every provider: the window that holds ``today``, else the next one."""
    providers = await session.execute(
        select(Provider.id, Provider.slug, Provider.name, Provider.window_from_day, Provider.window_to_day).order_by(
            Provider.slug
        )
    )
    found = []
    for key, slug, name, from_day, to_day in providers.all():
        window = window_of(today, from_day, to_day)
        meters, read = await _read(session, key, window, today) if window is not None else (0, 0)
        found.append(Progress(slug, name, window, window is not None and window.holds(today), meters, read))
    return found


async def _read(session: AsyncSession, provider: int, window: Window, today: date) -> tuple[int, int]:
    handed_in = exists().where(
        Reading.meter_id == Meter.id,
        Reading.taken_on.between(window.opens, window.closes),
        Reading.state.in_(("valid", "flagged")),
    )
    in_use = and_(Meter.installed_on <= today, or_(Meter.removed_on.is_(None), Meter.removed_on > today))
    counted = (
        select(func.count(), func.count().filter(handed_in))
        .select_from(Meter)
        .join(MeteringPoint, Meter.metering_point_id == MeteringPoint.id)
        .join(Payer, MeteringPoint.payer_id == Payer.id)
        .where(Payer.provider_id == provider, in_use)
    )
    meters, read = (await session.execute(counted)).one()
    return meters, read
