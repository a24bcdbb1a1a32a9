"""The staff's queue: one provider's tickets by whose turn it is, those who have waited longest first. Two statements a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from backend.accounts.models import Link, Payer
from backend.residents.models import Resident
from backend.staff.models import StaffMember
from backend.tickets.contract import Author, Delivery, State, Topic
from backend.tickets.models import Ticket, TicketFile, TicketMessage
from backend.tickets.search import in_messages, plain, plainly

PAGE = 25
BEGINNING = 160
"""Characters of the newest message that are shown."""
UNDELIVERED = frozenset(
    {Delivery.blocked.value, Delivery.failed.value, Delivery.unmailed.value, Delivery.unknown.value}
)


class Whose(StrEnum):
    """Whom a ticket is given to."""

    anyones = "all"
    mine = "mine"
    nobodys = "nobody"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a member of staff wants to see. ``state`` None: whatever it is."""

    provider_id: int
    staff_id: int
    state: State | None = State.open
    whose: Whose = Whose.anyones
    topic: Topic | None = None
    text: str = ""
    """A ticket's number, or words of messages, a name, a payer code."""
    after: tuple[datetime, int] | None = None
    """The last row of the page before: ``Waiting.key``."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row of the queue. ``name`` None: not known. ``said``: the beginning of the newest message."""

    id: int
    number: int
    topic: Topic
    state: State
    name: str | None
    payer_code: str | None
    assigned: str | None
    said: str
    author: Author
    has_files: bool
    undelivered: bool
    rating: int | None
    at: datetime
    """Since when they wait; of what waits for nobody, when it changed last."""

    @property
    def urgent(self) -> bool:
        """A fault that nobody has answered."""
        return self.topic is Topic.fault and self.state is State.open

    @property
    def key(self) -> tuple[datetime, int]:
        """Its place in the order."""
        return self.at, self.id


@dataclass(frozen=True, slots=True)
class Page:
    """``more``: there are rows after the last."""

    rows: Sequence[Waiting]
    more: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of the provider's. ``mine`` and ``nobodys`` of those that are open."""

    open: int
    answered: int
    closed: int
    mine: int
    nobodys: int


async def counts(session: AsyncSession, provider_id: int, staff_id: int) -> Counts:
    """For the queue's head; from the indexes."""

    def how_many(*which: ColumnElement[bool]) -> ColumnElement[int]:
        return select(func.count()).where(Ticket.provider_id == provider_id, *which).scalar_subquery()

    waits = Ticket.waiting_since.is_not(None)
    columns = [how_many(Ticket.state == state.value) for state in (State.open, State.answered, State.closed)]
    columns += [how_many(waits, Ticket.assigned_to == staff_id), how_many(waits, Ticket.assigned_to.is_(None))]
    waiting, answered, closed, mine, nobodys = map(int, (await session.execute(select(*columns))).one())
    return Counts(waiting, answered, closed, mine, nobodys)


async def page(session: AsyncSession, wanted: Wanted) -> Page:
    """What waits, longest first; what waits for nobody, newest first."""
    rows = (await session.execute(statement(wanted))).all()
    return Page([_waiting(row) for row in rows[:PAGE]], len(rows) > PAGE)


def statement(wanted: Wanted) -> Select[*tuple[object, ...]]:
    """What a page asks: its rows, and one more where others follow."""
    return _filtered(_rows(wanted), wanted).limit(PAGE + 1)


def _moment(wanted: Wanted) -> InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]:
    return Ticket.waiting_since if wanted.state is State.open else Ticket.changed_at


def _rows(wanted: Wanted) -> Select[*tuple[object, ...]]:
    files = exists().where(TicketFile.message_id == TicketMessage.id)
    last = (
        select(
            func.left(TicketMessage.body, 2 * BEGINNING).label("said"),
            TicketMessage.author,
            TicketMessage.delivery,
            files.label("files"),
        )
        .where(TicketMessage.ticket_id == Ticket.id, TicketMessage.internal.is_(False))
        .order_by(TicketMessage.id.desc())
        .limit(1)
        .lateral()
    )
    name = func.coalesce(Payer.name, Resident.display_name).label("name")
    at = _moment(wanted).label("at")
    chosen = select(Ticket, name, Payer.code, StaffMember.name.label("assigned"), *last.c, at)
    return (
        chosen.join(Resident, Ticket.resident_id == Resident.id)
        .outerjoin(Link, Ticket.link_id == Link.id)
        .outerjoin(Payer, (Payer.id == Link.payer_id) & (Payer.provider_id == Ticket.provider_id))
        .outerjoin(StaffMember, Ticket.assigned_to == StaffMember.id)
        .outerjoin(last, onclause=last.c.author.is_not(None))
    )


def _filtered(rows: Select[*tuple[object, ...]], wanted: Wanted) -> Select[*tuple[object, ...]]:
    rows = rows.where(Ticket.provider_id == wanted.provider_id)
    moment = _moment(wanted)
    if wanted.state is not None:
        rows = rows.where(Ticket.state == wanted.state.value)
    if wanted.state is State.open:
        rows = rows.where(moment.is_not(None))  # so says the index, too
    if wanted.whose is not Whose.anyones:
        rows = rows.where(
            Ticket.assigned_to == wanted.staff_id if wanted.whose is Whose.mine else Ticket.assigned_to.is_(None)
        )
    if wanted.topic is not None:
        rows = rows.where(Ticket.topic == wanted.topic.value)
    if wanted.text.strip():
        rows = rows.where(_says(wanted.text.strip()))
    place = tuple_(moment, Ticket.id)
    if wanted.state is State.open:
        return (rows.where(place > wanted.after) if wanted.after else rows).order_by(moment, Ticket.id)
    return (rows.where(place < wanted.after) if wanted.after else rows).order_by(moment.desc(), Ticket.id.desc())


def _says(sought: str) -> ColumnElement[bool]:
    number = re.fullmatch(r"#?\s*([0-9]{1,9})", sought)
    if number is not None:
        return or_(Ticket.number == int(number[1]), Payer.code == number[1])
    names = plain(func.coalesce(Payer.name, Resident.display_name, "")).contains(plainly(sought), autoescape=True)
    said = in_messages(sought)
    # by their ids: what is asked for each ticket anew would not be looked up in the index
    found = [] if said is None else [Ticket.id.in_(select(TicketMessage.ticket_id).where(said))]
    return or_(names, func.lower(Payer.code) == sought.lower(), *found)


def _waiting(row: Row[*tuple[object, ...]]) -> Waiting:
    ticket = row.Ticket
    said = " ".join((row.said or "").split())
    return Waiting(
        id=ticket.id,
        number=ticket.number,
        topic=Topic(ticket.topic),
        state=State(ticket.state),
        name=row.name,
        payer_code=row.code,
        assigned=row.assigned,
        said=said if len(said) <= BEGINNING else said[: BEGINNING - 1].rstrip() + "…",
        author=Author(row.author or Author.resident),
        has_files=bool(row.files),
        undelivered=row.delivery in UNDELIVERED,
        rating=ticket.rating,
        at=row.at,
    )
