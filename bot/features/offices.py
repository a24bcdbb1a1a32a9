"""Office hours, phone, e-mail, address; and whether someone is there now. Anyone may ask, linked or not."""

import re
from collections.abc import Sequence
from datetime import time
from itertools import groupby

import phonenumbers

from backend.providers.contract import OfficeDay, OfficeView, Opening, ProviderView
from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Access, Feature
from bot.dialogue.turn import Reply, reply
from bot.features.choosing import provider_of


async def ask_contact_info(ctx: Context, wish: Wish) -> Reply:
    """Open or closed now, the hours, and how to reach them."""
    slug = await provider_of(ctx, wish)
    if isinstance(slug, Reply):
        return slug
    office = await ctx.backend.office(slug)
    blocks = [
        open_text(ctx, office),
        hours_text(ctx, office.hours),
        exceptions_text(ctx, office.exceptions),
        contact_text(ctx, office.provider),
    ]
    return reply("\n\n".join(block for block in blocks if block), title=office.provider.name)


def open_text(ctx: Context, office: OfficeView) -> str:
    """``Zdaj je odprto, do 13.00.`` or when it opens next; a holiday is named."""
    if office.open_now and office.closes_at is not None:
        return ctx.say("offices-open", until=ctx.say.clock(office.closes_at))
    if office.opens_at is None:
        return "" if not office.hours else ctx.say("offices-closed")
    text = (
        ctx.say("offices-holiday", holiday=office.holiday_today) if office.holiday_today else ctx.say("offices-closed")
    )
    return f"{text} {_next(ctx, office)}"


def _next(ctx: Context, office: OfficeView) -> str:
    """The next opening: today, tomorrow, or on a day with its name."""
    if office.opens_at is None:
        return ""
    at = office.opens_at.astimezone(ctx.now.tzinfo)
    clock, days = ctx.say.clock(office.opens_at), (at.date() - ctx.today).days
    if days < 2:
        return ctx.say("offices-opens-today" if days == 0 else "offices-opens-tomorrow", clock=clock)
    return ctx.say(
        "offices-opens-day", weekday=ctx.say(f"offices-on-{at.weekday()}"), day=ctx.say.day(at.date()), clock=clock
    )


def hours_text(ctx: Context, hours: Sequence[Opening]) -> str:
    """A line a weekday, split hours joined: ``sreda: 8.00–10.00 in 13.00–15.00``."""
    if not hours:
        return ctx.say("offices-no-hours")
    lines, joint = [ctx.say("offices-hours")], f" {ctx.say('offices-and')} "
    for weekday, stretches in groupby(sorted(hours, key=lambda o: (o.weekday, o.opens)), key=lambda o: o.weekday):
        spans = [f"{_clock(ctx, each.opens)}–{_clock(ctx, each.closes)}" for each in stretches]
        lines.append(f"• {ctx.say(f'offices-weekday-{weekday}')}: {joint.join(spans)}")
    return "\n".join(lines)


def exceptions_text(ctx: Context, days: Sequence[OfficeDay]) -> str:
    """A line a day that differs in the next two weeks: ``• 24. 12.: 8.00–12.00``."""
    if not days:
        return ""
    lines, joint = [ctx.say("offices-exceptions")], f" {ctx.say('offices-and')} "
    for day, spans in groupby(days, key=lambda one: one.day):
        rows = list(spans)
        open_at = [f"{_clock(ctx, one.opens)}–{_clock(ctx, one.closes)}" for one in rows if one.opens and one.closes]
        note = next((f" ({one.note})" for one in rows if one.note), "")
        lines.append(f"• {ctx.say.day(day)}: {joint.join(open_at) or ctx.say('offices-closed-all-day')}{note}")
    return "\n".join(lines)


def _clock(ctx: Context, at: time) -> str:
    return f"{at.hour}{'.' if ctx.say.language == 'sl' else ':'}{at.minute:02d}"


def contact_text(ctx: Context, provider: ProviderView) -> str:
    """Phone, e-mail, address, web, and the emergency number where there is one."""
    lines = [ctx.say("offices-phone", phone=spaced(provider.phone))]
    if provider.emergency_phone:
        lines.append(ctx.say("offices-emergency", phone=spaced(provider.emergency_phone)))
    lines.append(ctx.say("offices-email", email=provider.email))
    lines.append(ctx.say("offices-address", street=provider.street, town=f"{provider.post_code} {provider.town}"))
    if provider.website:
        lines.append(ctx.say("offices-website", website=provider.website))
    return "\n".join(lines)


def spaced(phone: str) -> str:
    """A number as people read it aloud; one that phonenumbers does not know stays as it is."""
    if not re.fullmatch(r"\+?\d+", phone):
        return phone
    try:
        parsed = phonenumbers.parse(phone, "SI")
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


FEATURE = Feature(
    "offices",
    (Ability("ask_contact_info", ask_contact_info, Access.ANYONE, commands=("uradne_ure", "kontakt"), menu=70),),
)
