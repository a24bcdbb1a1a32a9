"""A resident's settings; what comes next; "in three hours"; and withdrawing what a stored reading makes needless."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Row, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.access import Linked
from backend.accounts.models import Link, Payer
from backend.direct import rows
from backend.errors import Refused
from backend.ledger.contract import Event
from backend.ledger.models import OutgoingMessage
from backend.ledger.service import withdraw
from backend.local_time import local_day
from backend.providers.models import Provider
from backend.readings.window import Window, window_of
from backend.reminders.calendar import next_allowed
from backend.reminders.contract import NextReminder, RemindersChange, RemindersView, SnoozeRequest, SnoozeView
from backend.reminders.due import MISSING_OF
from backend.reminders.messages import Message, add, cause_of
from backend.reminders.models import ReminderRules, ReminderSettings
from backend.reminders.planning import rules_of
from backend.reminders.steps import Rules, begin_of, deadline, name_of
from backend.residents.service import chat_of, resident_of

LATER = "later"
"""The step of a reminder that was put off; in the ledger with the moment, UTC."""
MOMENT = "%Y%m%d%H%M"


class NothingToRemind(Refused):
    """The window is closed, or every meter has been read."""

    code = "nothing_to_remind"


async def _missing(session: AsyncSession, provider_id: int, payer_id: int, window: Window) -> str | None:
    """The payer's meters without a reading in the window, as the message has them; None: all are read, or there is none."""
    about = {"provider": provider_id, "payer": payer_id, "opens": window.opens, "closes": window.closes}
    row = (await session.execute(MISSING_OF, about)).one_or_none()
    return row.meters if row is not None else None


_LINKS_OF = "SELECT id FROM backend.links WHERE payer_id = %(payer)s AND unlinked_at IS NULL"
_ANY_PLANNED = """
SELECT 1 FROM backend.links l
JOIN backend.outgoing_messages m ON m.cause = 'reminder:' || l.id || ':' || CAST(%(closes)s AS date) AND m.state = 'planned'
WHERE l.payer_id = %(payer)s AND l.unlinked_at IS NULL LIMIT 1
"""
"""Most readings come without a reminder that waits: then this is all that is asked."""


async def readings_stored(session: AsyncSession, linked: Linked, now: datetime) -> None:
    """Withdraws what is planned about this payer's window, whoever of the household it is for; or leaves out what was read."""
    provider = linked.provider
    window = window_of(local_day(now), provider.window_from_day, provider.window_to_day)
    if window is None:
        return
    if not await rows(session, _ANY_PLANNED, {"payer": linked.payer.id, "closes": window.closes}):
        return
    links = await rows(session, _LINKS_OF, {"payer": linked.payer.id})
    causes = [cause_of(link_id, window.closes) for (link_id,) in links]
    planned = (OutgoingMessage.cause.in_(causes), OutgoingMessage.state == "planned")
    missing = await _missing(session, provider.id, linked.payer.id, window)
    if missing is None:
        await withdraw(session, causes, "the reading is in")
        return
    # mails are written already: those are planned anew
    await withdraw(session, causes, "a reading is in", kind="mail")
    fewer = text("jsonb_set(content, '{values,meters}', to_jsonb(CAST(:missing AS text)))").bindparams(missing=missing)
    changed = update(OutgoingMessage).where(*planned).values(content=fewer)
    await session.execute(changed.execution_options(synchronize_session=False))


Followed = Row[int, int, Provider, ReminderRules]
"""A link: its id, its payer's id, provider and rules (None where there are none)."""


async def _links(session: AsyncSession, resident_id: int) -> Sequence[Followed]:
    query = (
        select(Link.id, Link.payer_id, Provider, ReminderRules)
        .join(Payer, Link.payer_id == Payer.id)
        .join(Provider, Payer.provider_id == Provider.id)
        .outerjoin(ReminderRules, ReminderRules.provider_id == Provider.id)
        .where(Link.resident_id == resident_id, Link.unlinked_at.is_(None))
        .order_by(Link.id)
    )
    return (await session.execute(query)).all()


async def view(session: AsyncSession, resident_id: int, now: datetime) -> RemindersView:
    """The settings and what comes next; raises ``ResidentUnknown``."""
    await resident_of(session, resident_id)
    settings = await session.get(ReminderSettings, resident_id, populate_existing=True)
    on, lead = (settings.readings, settings.lead_days) if settings is not None else (True, None)
    links = [row for row in await _links(session, resident_id) if row.Provider.window_from_day is not None]
    steps = {step for row in links for step in rules_of(row.ReminderRules).steps}
    upcoming = [found for row in links if on and (found := await _next(session, row, lead, now)) is not None]
    return RemindersView(
        readings=on,
        lead_days=lead,
        steps=sorted(steps, key=lambda step: -step if step >= 0 else -1000),
        upcoming=sorted(upcoming, key=lambda one: one.at),
    )


async def _next(session: AsyncSession, link: Followed, lead: int | None, now: datetime) -> NextReminder | None:
    """The next reminder about one payer; None where no meter is to be read."""
    rules: Rules = rules_of(link.ReminderRules)
    steps = rules.steps if lead is None else (lead,)
    day = local_day(now)
    for _ in range(2):
        window = window_of(day, link.Provider.window_from_day, link.Provider.window_to_day)
        if window is None:
            return None
        if await _missing(session, link.Provider.id, link.payer_id, window) is not None:
            put_off = await _planned(session, link.id, window, now)
            if put_off is not None:
                return put_off
            coming = [begin for step in steps if (begin := begin_of(step, window, rules, 1)).at > now]
            if coming:
                first = min(coming, key=lambda begin: begin.at)
                return NextReminder(link_id=link.id, step=name_of(first.step), at=first.at)
        day = window.closes + timedelta(days=1)
    return None


async def _planned(session: AsyncSession, link_id: int, window: Window, now: datetime) -> NextReminder | None:
    """What waits in the ledger, by the caller's clock."""
    query = text(
        "SELECT split_part(dedupe_key, ':', 4) AS step, not_before - now() AS after FROM backend.outgoing_messages "
        "WHERE cause = :cause AND state = 'planned' ORDER BY not_before LIMIT 1"
    )
    row = (await session.execute(query, {"cause": cause_of(link_id, window.closes)})).one_or_none()
    if row is None:
        return None
    step, _, put_off = row.step.partition("-at-")
    at = datetime.strptime(put_off, MOMENT).replace(tzinfo=UTC) if put_off else now + row.after
    return NextReminder(link_id=link_id, step=step, at=at)


async def change(session: AsyncSession, resident_id: int, wanted: RemindersChange, now: datetime) -> None:
    """Writes what was given; what is planned by the older settings is withdrawn. Raises ``ResidentUnknown``."""
    await resident_of(session, resident_id, for_update=True)
    settings = await session.get(ReminderSettings, resident_id)
    on, lead = (settings.readings, settings.lead_days) if settings is not None else (True, None)
    values = {
        "readings": on if wanted.readings is None else wanted.readings,
        "lead_days": lead if wanted.lead_days is None else wanted.lead_days or None,
        "changed_at": now,
    }
    if (values["readings"], values["lead_days"]) == (on, lead):
        return
    written = insert(ReminderSettings).values(values | {"resident_id": resident_id})
    await session.execute(written.on_conflict_do_update(index_elements=["resident_id"], set_=values))
    causes = []
    for row in await _links(session, resident_id):
        window = window_of(local_day(now), row.Provider.window_from_day, row.Provider.window_to_day)
        if window is not None:
            causes.append(cause_of(row.id, window.closes))
    await withdraw(session, causes, "the resident's settings have changed")


async def snooze(session: AsyncSession, linked: Linked, wanted: SnoozeRequest, now: datetime) -> SnoozeView:
    """Plans the reminder again at the next decent moment, if that is before the deadline. Raises ``NothingToRemind``."""
    chat = await chat_of(session, linked.resident_id, wanted.chat_id)
    provider, today = linked.provider, local_day(now)
    window = window_of(today, provider.window_from_day, provider.window_to_day)
    if window is None or not window.holds(today):
        raise NothingToRemind()
    missing = await _missing(session, provider.id, linked.payer.id, window)
    if missing is None:
        raise NothingToRemind()
    rules = rules_of(await session.get(ReminderRules, provider.id))
    at = next_allowed(now.astimezone(UTC) + timedelta(hours=wanted.hours), rules.decent)
    if at >= deadline(window):
        return SnoozeView(at=None)
    cause = cause_of(linked.link_id, window.closes)
    await withdraw(session, [cause], "put off")
    values = {"link": str(linked.link_id), "provider": provider.name, "closes": window.closes.isoformat()}
    message = Message(
        kind="push",
        cause=cause,
        step=f"{LATER}-at-{at.strftime(MOMENT)}",
        recipient=chat.channel,
        content={"event": Event.reading_reminder.value, "values": values | {"step": LATER, "meters": missing}},
        at=at,
        deadline=deadline(window),
        now=now,
        chat_id=chat.id,
    )
    await add(session, [message])
    return SnoozeView(at=at)
