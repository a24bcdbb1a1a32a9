"""A reading or an invoice that isn't right: the matter has it attached by itself, so staff see which one is meant."""

from backend.readings.contract import ReadingView
from backend.tickets.contract import About, AboutKind, Topic
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Answers
from bot.dialogue.form import Accept, Form, Given, Refuse, Slot, Taken
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Reply, reply
from bot.features.naming import number_arg, sentence_case, service_name, unit_sign
from bot.features.support.account import TEXTS
from bot.features.support.asking import WORDS, finish

CHOICES = 6
"""Readings offered: the newest."""
LOOKED_THROUGH = 60


async def begin(ctx: Context, wish: Wish) -> Answers | Reply:
    """Of the invoice ``i`` or the reading ``r``; else one of the newest readings (of the meter ``m``) is chosen."""
    link = number_arg(wish, "l")
    if any(mine.id == link for mine in ctx.resident.links):
        ctx.conversation.link_id = link
    answers: Answers = {"matter": "new", "agreed": True, "provider": ctx.link.provider, "meter": number_arg(wish, "m")}
    invoice = number_arg(wish, "i")
    if invoice is not None:
        found = await ctx.backend.invoice(ctx.at, invoice)
        about = About(kind=AboutKind.invoice, id=found.id, label=found.number)
        return answers | _about(about, Topic.billing)
    readings = await _readings(ctx, answers)
    if not readings:
        return reply(ctx.say("readings-none"), buttons=ctx.guide.menu(ctx))
    chosen = next((one for one in readings if one.id == number_arg(wish, "r")), None)
    return answers | (_disputed(ctx, chosen) if chosen is not None else {})


def _about(about: About, topic: Topic) -> Answers:
    return {"about": about.model_dump(mode="json"), "topic": topic.value, "which": about.id}


def _disputed(ctx: Context, reading: ReadingView) -> Answers:
    about = About(kind=AboutKind.reading, id=reading.id, label=_name(ctx.texts[TEXTS], reading)[:120])
    return _about(about, Topic.reading)


def _name(say: Texts, reading: ReadingView) -> str:
    """``Hladna voda, števec 88213377: 1.821 m³ (27. 10. 2026)``."""
    meter = sentence_case(say("meters-name", service=service_name(say, reading.service), serial=reading.serial))
    return f"{meter}: {_value(say, reading)}"


def _value(say: Texts, reading: ReadingView) -> str:
    return f"{say.quantity(reading.value, unit_sign(reading.unit), reading.decimals)} ({say.day(reading.taken_on)})"


async def _readings(ctx: Context, answers: Answers) -> list[ReadingView]:
    meter = answers.get("meter")
    only = meter if isinstance(meter, int) else None
    return (await ctx.backend.readings(ctx.at, meter_id=only, limit=LOOKED_THROUGH)).readings


async def ask_which(ctx: Context, answers: Answers) -> Reply:
    """The newest readings as buttons."""
    newest = (await _readings(ctx, answers))[:CHOICES]
    several = len({one.serial for one in newest}) > 1
    buttons = [[ctx.choice(_name(ctx.say, one) if several else _value(ctx.say, one), one.id)] for one in newest]
    return reply(ctx.say("support-dispute-which"), buttons=buttons)


async def take_which(ctx: Context, answers: Answers, given: Given) -> Taken:
    """One of those that were shown."""
    found = [one for one in await _readings(ctx, answers) if str(one.id) == given.choice]
    return Accept(_disputed(ctx, found[0])) if found else Refuse(reply(ctx.say("support-dispute-choose")))


FORM = Form("dispute", begin, (Slot("which", ask_which, take_which), WORDS), finish, personal=True)
