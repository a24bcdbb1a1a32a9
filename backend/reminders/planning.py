"""The planner: writes everything that is due into the ledger, provider by provider, each in a transaction of its own.

Runs every few minutes in as many processes as there are: an advisory lock lets one plan at a time, and the ledger's dedupe keys
let nothing be planned twice. A run that was missed is made up for by the next one, as long as the window is open. ``looks`` spares
a large audience.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.consents.texts import VERSION
from backend.contract import Language
from backend.database import Sessions, transaction
from backend.local_time import local_day
from backend.providers.models import Provider
from backend.readings.window import Window, window_of
from backend.reminders.calendar import Decent, is_free, next_allowed
from backend.reminders.due import ANY_WITHOUT_CHAT, AUDIENCE, FOR_MANY, LIST, MAILS, PLAN, REST, UNWANTED
from backend.reminders.looks import is_fresh, looked
from backend.reminders.mails import reminder_mail, unread_meters
from backend.reminders.messages import Message, add
from backend.reminders.models import ReminderRules
from backend.reminders.steps import MOST_DAYS, Begin, Rules, Slots, begin_of, deadline, name_of, reached, slots

MAIL_BATCH = 5000
"""Mails rendered in one transaction: finding them costs as much as finding everybody."""
MAIL_ROWS = 500
"""Of these in one statement."""
LARGE = 500
"""From this audience on every table is read once, rather than an index for each resident, and not at each run."""
SOON = timedelta(minutes=10)
"""Until the next run or two: what goes out by then is withdrawn now where it is not wanted any more."""


def rules_of(row: ReminderRules | None) -> Rules:
    """A provider's rules, or the defaults."""
    if row is None:
        return Rules()
    decent = Decent(row.decent_from, row.decent_until, on_sundays=row.on_sundays, on_holidays=row.on_holidays)
    return Rules(tuple(row.steps), decent, row.per_second)


@dataclass(frozen=True, slots=True)
class Campaign:
    """One provider's window with its rules. ``audience``: linked residents, whether or not they have read."""

    provider: Provider
    rules: Rules
    window: Window
    audience: int

    def begins(self) -> list[Begin]:
        """The provider's steps."""
        return [begin_of(step, self.window, self.rules, self.audience) for step in self.rules.steps]

    def is_quiet(self, now: datetime) -> bool:
        """Whether messages wait for the next decent hour; on free days they don't where every day of the window is one."""
        decent = self.rules.decent
        first, last = self.window.opens, self.window.closes
        days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
        if is_free(local_day(now), decent) and all(is_free(day, decent) for day in days):
            return False
        return next_allowed(now, decent) > now

    def due(self, now: datetime) -> dict[str, object]:
        """What the statements of ``due`` need."""
        provider, own = self.begins(), self._own()
        step = reached(provider, now)
        begun = [next((each for each in provider if each.step == step), None)]
        begun += [each if each.at <= now else None for each in own]
        return {
            "provider": self.provider.id,
            "opens": self.window.opens,
            "closes": self.window.closes,
            "terms": VERSION,
            "names": [each and name_of(each.step) for each in begun],
            "begins": [each and each.at for each in begun],
        }

    def state(self, now: datetime) -> str:
        """Changes when somebody may have become due without doing anything."""
        return f"{local_day(now)} {self.window.closes} {VERSION} {self.due(now)['names']} {self.rules}"

    def _own(self) -> list[Begin]:
        """When residents with a lead time of their own are told, from one day on."""
        return [begin_of(days, self.window, self.rules, self.audience) for days in range(1, MOST_DAYS + 1)]


async def campaign_of(session: AsyncSession, provider: Provider, day: date) -> Campaign | None:
    """The window around ``day`` or the next one; None where the provider takes no readings."""
    window = window_of(day, provider.window_from_day, provider.window_to_day)
    if window is None:
        return None
    rules = rules_of(await session.get(ReminderRules, provider.id))
    audience = await session.scalar(AUDIENCE, {"provider": provider.id})
    return Campaign(provider, rules, window, audience or 0)


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run planned for a provider: messages to chats with when the first and the last go out, and mails."""

    chats: int = 0
    mails: int = 0
    first: datetime | None = None
    last: datetime | None = None


async def _plan_chats(session: AsyncSession, campaign: Campaign, at: Slots, now: datetime) -> Planned:
    offsets = [each.total_seconds() for each in at.offsets()]
    parts = {
        "starts": [part.starts for part in at.parts],
        "offsets": offsets,
        "pace": at.pace.total_seconds(),
    }
    about = {"provider_name": campaign.provider.name, "deadline": deadline(campaign.window), "now": now}
    if campaign.audience >= LARGE:
        await session.execute(FOR_MANY)
    row = (await session.execute(PLAN, campaign.due(now) | parts | about)).one()
    if not row.planned:
        return Planned()
    moment = now.astimezone(UTC)  # on a local clock an hour is missing or doubled
    return Planned(chats=row.planned, first=moment + row.first, last=moment + row.last)


async def _plan_mails(session: AsyncSession, campaign: Campaign, now: datetime) -> int:
    """One batch; 0: nobody is left."""
    if not await session.scalar(ANY_WITHOUT_CHAT, {"provider": campaign.provider.id}):
        return 0
    if campaign.audience >= LARGE:
        await session.execute(FOR_MANY)
    rows = (await session.execute(MAILS, campaign.due(now) | {"limit": MAIL_BATCH})).all()
    for first in range(0, len(rows), MAIL_ROWS):
        await add(session, [_mail(row, campaign, now) for row in rows[first : first + MAIL_ROWS]])
    return len(rows)


def _mail(row: Row[Any], campaign: Campaign, now: datetime) -> Message:
    mail = reminder_mail(
        Language(row.language),
        provider=campaign.provider.name,
        payer_code=row.code,
        closes=campaign.window.closes,
        meters=unread_meters(row.meters),
    )
    return Message(
        kind="mail",
        cause=row.cause,
        step=row.step,
        recipient=row.email,
        content={"subject": mail.subject, "text": mail.text, "html": mail.html},
        at=now,
        deadline=deadline(campaign.window),
        now=now,
    )


async def _locked(session: AsyncSession) -> bool:
    """Whether this transaction is the one that plans."""
    return bool(await session.scalar(select(func.pg_try_advisory_xact_lock(func.hashtext("hisnik.reminders")))))


async def plan_provider(sessions: Sessions, provider: Provider, now: datetime, *, sparing: bool = False) -> Planned:
    """Plans what is due for one provider; nothing while another process plans.

    ``sparing``: nor where everybody of a large audience was looked at of late.
    """
    async with transaction(sessions) as session:
        campaign = await campaign_of(session, provider, local_day(now))
        if campaign is None or not campaign.window.holds(local_day(now)) or not await _locked(session):
            return Planned()
        if campaign.is_quiet(now):
            rest = {"allowed": next_allowed(now, campaign.rules.decent), "pace": 1 / campaign.rules.per_second}
            await session.execute(REST, rest | {"provider": provider.id, "now": now})
        at = slots(now, campaign.window, campaign.rules, campaign.audience)
        if at is None:
            return Planned()
        large = campaign.audience >= LARGE
        if sparing and large and await is_fresh(session, provider.id, campaign.state(now), now):
            return Planned()
        planned = await _plan_chats(session, campaign, at, now)
    mails = await _all_mails(sessions, campaign, now)
    if large:
        async with transaction(sessions) as session:
            await looked(session, provider.id, campaign.state(now), now)
    return Planned(planned.chats, mails, planned.first, planned.last)


async def _all_mails(sessions: Sessions, campaign: Campaign, now: datetime) -> int:
    planned = 0
    while True:
        async with transaction(sessions) as session:
            batch = await _plan_mails(session, campaign, now) if await _locked(session) else 0
        planned += batch
        if batch < MAIL_BATCH:
            return planned


async def plan_all(sessions: Sessions, now: datetime, *, sparing: bool = False) -> Sequence[tuple[str, Planned]]:
    """One run over every provider, by slug; ``sparing`` as in ``plan_provider``."""
    async with transaction(sessions) as session:
        if await _locked(session):
            await session.execute(UNWANTED, {"terms": VERSION, "soon": SOON})
        providers = (await session.scalars(select(Provider).order_by(Provider.id))).all()
    return [(provider.slug, await plan_provider(sessions, provider, now, sparing=sparing)) for provider in providers]


@dataclass(frozen=True, slots=True)
class Told:
    """One who is due: a payer code, never a name."""

    payer_code: str
    by_mail: bool


async def who_is_due(session: AsyncSession, campaign: Campaign, now: datetime) -> list[Told]:
    """Everyone a run at ``now`` would plan for; nothing is written."""
    if campaign.audience >= LARGE:
        await session.execute(FOR_MANY)
    return [Told(row.code, row.by_mail) for row in await session.execute(LIST, campaign.due(now))]
