"""How the forms of readings open: what the first text already says, and whether there is anything to hand in or correct."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from backend.meters.contract import MeterView
from backend.readings.contract import Refusal
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Answers
from bot.dialogue.turn import Reply, reply
from bot.dialogue.words import fold
from bot.features.naming import number_arg
from bot.features.reading_value import Fault, parse_value
from bot.features.readings.changeable import WITHDRAW, changeable
from bot.features.readings.meters import Assigned, assign, working_meters
from bot.features.readings.weighing import FINAL, judge, weigh
from bot.features.readings.words import (
    already_read,
    closed,
    no_meter,
)


async def begin_submit(ctx: Context, wish: Wish) -> Answers | Reply:
    """Looks whether readings are taken at all before asking for one, then takes what the text already says.

    The button of a reminder names its payer (``l``): from then on that one is looked at.
    """
    reminded = number_arg(wish, "l")
    if any(link.id == reminded for link in ctx.resident.links):
        ctx.conversation.link_id = reminded
    meters = await working_meters(ctx)
    if not meters:
        return no_meter(ctx)
    given, alone = _from_wish(ctx, wish, meters), len(meters) == 1
    fault = parse_value(wish.text, meters[0].decimals, ctx.say.language) if wish.text else Fault.words
    faulty = isinstance(fault, Fault) and fault is not Fault.words
    if given.values and not faulty:
        return await _merged(
            ctx, {"correcting": False, "alone": alone}, given.values
        )  # judged as they are: no probe is needed
    probe = await judge(ctx, {meter.id: meter.last_value for meter in meters}, correcting=False)
    if probe[0].refusal in FINAL:
        return closed(ctx, probe[0].window)
    there = [verdict for verdict in probe if verdict.refusal is Refusal.already_read]
    answers: Answers = {"correcting": False, "alone": alone}
    if isinstance(fault, Fault) and faulty:
        answers["note"] = ctx.say(f"readings-fault-{fault.value}")
        given = Assigned()
    if len(there) == len(meters):
        said = already_read(ctx, there, tried=False)
        return reply(str(answers["note"])) + said if answers.get("note") else said
    return answers | _start(ctx, given, meters)


def _from_wish(ctx: Context, wish: Wish, meters: list[MeterView]) -> Assigned:
    """What the text or the button says of meters and values."""
    found = assign(wish.text, wish.entities, meters, ctx.say.language)
    pressed = number_arg(wish, "m")
    found.meter = next((meter for meter in meters if meter.id == pressed), found.meter)
    if found.meter is not None and wish.args.get("v"):
        try:
            found.values[found.meter.id] = Decimal(wish.args["v"])
        except InvalidOperation:
            found.values.clear()
    return found


def _start(ctx: Context, given: Assigned, meters: list[MeterView]) -> Answers:
    """Answers of a form that still has to ask for a value, and perhaps for its meter."""
    meter = given.meter or (meters[0] if len(meters) == 1 else None)
    answers: Answers = {"meter": meter.id if meter else None}
    if given.unknown:
        answers["note"] = ctx.say("readings-serial-unknown", serial=given.unknown[0])
    elif len(given.loose) == 1 and meter is None:
        answers["loose"] = str(given.loose[0])
    elif len(given.loose) > 1:
        answers["note"] = ctx.say("readings-loose")
    return answers


async def _merged(ctx: Context, answers: Answers, values: Mapping[int, Decimal]) -> Answers | Reply:
    weighed = await weigh(ctx, answers, values)
    return weighed if isinstance(weighed, Reply) else answers | weighed


async def begin_correct(ctx: Context, wish: Wish) -> Answers | Reply:
    """The window's own readings, one to be chosen; a value in the text or button is taken at once."""
    meters = await working_meters(ctx)
    if not meters:
        return no_meter(ctx)
    stored = await changeable(ctx)
    mine = [meter for meter in meters if meter.serial in stored]
    if not mine:
        window = await ctx.backend.reading_window(ctx.link.provider)
        if window is None or not window.is_open:
            return closed(ctx, window)
        button = ctx.wish(ctx.say("menu-submit-reading"), "submit_reading")
        return reply(ctx.say("readings-nothing-to-correct"), buttons=[[button]])
    answers: Answers = {"correcting": True}
    given = _from_wish(ctx, wish, mine)
    meter = given.meter or (mine[0] if len(mine) == 1 else None)
    if meter is not None and WITHDRAW.search(fold(wish.text)):
        return answers | {"meter": meter.id, "withdraw": stored[meter.serial].id}
    if given.values:
        return await _merged(ctx, answers, given.values)
    return answers | _start(ctx, given, mine)
