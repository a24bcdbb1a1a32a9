"""What staff read before reminders go out: who, when the first and the last, how long it takes. English, payer codes only."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from backend.local_time import local, local_day
from backend.providers.service import by_slug
from backend.reminders.planning import Campaign, Told, campaign_of, who_is_due
from backend.reminders.steps import name_of, needed, slots

CODES = 20
"""So many payer codes are listed."""


async def forecast(session: AsyncSession, slug: str, now: datetime) -> list[str]:
    """Lines about one provider as things stand at ``now``; writes nothing. Raises ``ProviderUnknown``."""
    provider = await by_slug(session, slug)
    campaign = await campaign_of(session, provider, local_day(now))
    if campaign is None:
        return [f"{slug} takes no readings from residents: there is nothing to remind of."]
    window = campaign.window
    is_open = window.holds(local_day(now))
    state = "open" if is_open else "closed, nothing is sent; the next one is"
    head = [f"{slug}: the window is {state} {window.opens} to {window.closes}, {campaign.audience} residents linked"]
    told = await who_is_due(session, campaign, now) if is_open else []
    return head + list(_steps(campaign)) + (list(_due(campaign, told, now)) if is_open else [])


def _steps(campaign: Campaign) -> Iterator[str]:
    """When each step begins, and when its last message would go out if nobody had read."""
    rate = campaign.rules.per_second
    for begin in campaign.begins():
        found = slots(begin.at, campaign.window, campaign.rules, campaign.audience)
        line = f"  {name_of(begin.step):10} begins {moment(begin.at)}"
        if found is not None and campaign.audience:
            line += f", the last by {moment(found.of(campaign.audience - 1))} at {rate} a second"
        yield (
            line if begin.fits else f"{line}; TOO MANY for the window at this rate: they go out faster, or are dropped"
        )


def _due(campaign: Campaign, told: Sequence[Told], now: datetime) -> Iterator[str]:
    chats = [each for each in told if not each.by_mail]
    if not told:
        yield "due now: nobody"
        return
    takes = timedelta(seconds=round(needed(len(chats), campaign.rules).total_seconds()))
    yield f"due now: {len(told)} ({len(chats)} by chat, {len(told) - len(chats)} by mail); sending takes {takes}"
    found = slots(now, campaign.window, campaign.rules, campaign.audience)
    if found is None:
        yield "  no decent hour is left before the deadline: nothing is sent"
    elif chats:
        hurry = found.pace < timedelta(seconds=1 / campaign.rules.per_second)
        late = f"; FASTER than {campaign.rules.per_second} a second, the deadline is too near for all" if hurry else ""
        yield f"  the first {moment(found.of(0))}, the last {moment(found.of(len(chats) - 1))}{late}"
    codes = [each.payer_code for each in told[:CODES]]
    more = f" and {len(told) - CODES} more" if len(told) > CODES else ""
    yield f"  payers: {', '.join(codes)}{more}"


def moment(at: datetime) -> str:
    """``Thu 2026-12-03 10:13``, local time."""
    return f"{local(at):%a %Y-%m-%d %H:%M}"
