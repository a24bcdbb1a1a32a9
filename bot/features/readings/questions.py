"""The questions both forms share: which meter, which value, is that right, is it to be withdrawn."""

from collections.abc import Mapping
from decimal import Decimal

from backend.meters.contract import MeterView
from backend.readings.contract import Refusal
from bot.dialogue.context import Context
from bot.dialogue.conversation import Answers
from bot.dialogue.form import Accept, Given, Refuse, Slot, Stop, Taken
from bot.dialogue.turn import Reply, reply
from bot.dialogue.words import fold, yes_no
from bot.features.naming import meter_amount, meter_name, sentence_case, unit_sign
from bot.features.reading_value import Fault, parse_value
from bot.features.readings.changeable import WITHDRAW, changeable
from bot.features.readings.meters import assign, by_words, working_meters
from bot.features.readings.weighing import judge, kept, weigh
from bot.features.readings.words import (
    already_read,
    echo,
    last_shown,
    meter_label,
    stored_line,
)

SAID = ("reading_value", "meter_serial", "service")


# which meter


def _note(answers: Answers) -> list[str]:
    """Why the question is asked again; said once, so that a question in between does not bring it back."""
    note, answers["note"] = answers.get("note"), None
    return [str(note)] if note else []


async def ask_meter(ctx: Context, answers: Answers) -> Reply:
    """The meters as buttons; those read in this window are marked."""
    meters, stored = await working_meters(ctx), await changeable(ctx)
    if answers.get("correcting"):
        meters = [meter for meter in meters if meter.serial in stored]
    if answers.get("fixing"):
        meters = [verdict.meter for verdict in kept(answers)]
    lines = _note(answers)
    if answers.get("correcting"):
        lines.append(ctx.say("readings-ask-meter-correct"))
    elif answers.get("loose"):
        lines.append(ctx.say("readings-ask-meter-value", value=ctx.say.number(*_plain(str(answers["loose"])))))
    else:
        lines.append(ctx.say("readings-ask-meter"))
    buttons = []
    for meter in meters:
        mark = f" ✓ {meter_amount(ctx.say, meter, stored[meter.serial].value)}" if meter.serial in stored else ""
        buttons.append([ctx.choice(meter_label(ctx.say, meter) + mark, meter.id)])
    return reply("\n\n".join(lines), buttons=buttons)


def _plain(value: str) -> tuple[Decimal, int]:
    """A value with as many decimals as it has."""
    number = Decimal(value)
    return number, max(0, -int(number.as_tuple().exponent))


async def take_meter(ctx: Context, answers: Answers, given: Given) -> Taken:
    """A pressed or named meter; or values with their meters; or a value alone, which waits for its meter."""
    meters = await working_meters(ctx)
    if given.choice is not None:
        meter = next((meter for meter in meters if str(meter.id) == given.choice), None)
        return await _meter_chosen(ctx, answers, meter) if meter else Refuse(reply(ctx.say("readings-ask-meter")))
    entities = given.understanding.entities if given.understanding else ()
    found = assign(given.text, entities, meters, ctx.say.language)
    if found.values:
        return await _weighed(ctx, answers, found.values)
    meter = found.meter or by_words(given.text, meters)
    if meter is not None:
        return await _meter_chosen(ctx, answers, meter)
    if len(found.loose) == 1:
        return Accept({"loose": str(found.loose[0]), "note": None})
    return Refuse(reply(ctx.say("readings-meter-unclear")))


async def _meter_chosen(ctx: Context, answers: Answers, meter: MeterView) -> Taken:
    if answers.get("loose"):
        return await _weighed(ctx, answers, {meter.id: Decimal(str(answers["loose"]))})
    if not answers.get("correcting") and not answers.get("fixing"):
        probe = await judge(ctx, {meter.id: meter.last_value}, correcting=False)
        if probe[0].refusal is Refusal.already_read:
            return Stop(already_read(ctx, probe, tried=False))
    return Accept({"meter": meter.id, "value": None, "note": None})


async def _weighed(ctx: Context, answers: Answers, values: Mapping[int, Decimal]) -> Taken:
    """After judging: go on, ask again with the reason, or a last word."""
    weighed = await weigh(ctx, answers, values)
    return Stop(weighed) if isinstance(weighed, Reply) else Accept(weighed)


# which value


async def ask_value(ctx: Context, answers: Answers) -> Reply:
    """Asks for the value: which meter, its last value, how many digits."""
    meter = next((each for each in await working_meters(ctx) if each.id == answers.get("meter")), None)
    if meter is None:
        return reply(ctx.say("readings-ask-meter"))
    note = "".join(f"{line}\n\n" for line in _note(answers))
    stored = (await changeable(ctx)).get(meter.serial) if answers.get("correcting") else None
    if stored is not None:
        shown = last_shown(ctx.say, stored.value, stored.taken_on, meter)
        text = ctx.say("readings-ask-correct", meter=meter_name(ctx.say, meter), value=shown)
        return reply(note + text, buttons=[[ctx.choice(ctx.say("readings-withdraw"), f"withdraw{stored.id}")]])
    text = ctx.say(
        "readings-ask-value",
        meter=sentence_case(meter_name(ctx.say, meter)),
        last=last_shown(ctx.say, meter.last_value, meter.last_taken_on, meter),
        digits=meter.digits,
        decimals=meter.decimals,
        unit=unit_sign(meter.unit),
    )
    return reply(note + text)


async def take_value(ctx: Context, answers: Answers, given: Given) -> Taken:
    """A typed value, judged by the backend; what is wrong with it is said plainly."""
    if given.choice is not None and given.choice.startswith("withdraw"):
        return Accept({"withdraw": int(given.choice.removeprefix("withdraw")), "note": None})
    meters = await working_meters(ctx)
    meter = next((each for each in meters if each.id == answers.get("meter")), None)
    if meter is None:
        return Refuse(reply(ctx.say("readings-meter-unclear")))
    if answers.get("correcting") and WITHDRAW.search(fold(given.text)):
        stored = (await changeable(ctx)).get(meter.serial)
        return (
            Accept({"withdraw": stored.id, "note": None}) if stored else Refuse(reply(ctx.say("readings-fault-words")))
        )
    value = parse_value(given.text, meter.decimals, ctx.say.language)
    if not isinstance(value, Fault):
        values = {meter.id: value}
    elif value is Fault.words:
        entities = given.understanding.entities if given.understanding else ()
        found = assign(given.text, entities, meters, ctx.say.language)
        values = found.values or ({meter.id: found.loose[0]} if len(found.loose) == 1 else {})
    else:
        return Refuse(reply(ctx.say(f"readings-fault-{value.value}")), digress=False)
    if not values:
        return Refuse(reply(ctx.say("readings-fault-words")))
    weighed = await weigh(ctx, answers, values)
    if isinstance(weighed, Reply):
        return Stop(weighed)
    if weighed["value"] is None and len(values) == 1:
        return Refuse(reply(str(weighed["note"])), digress=False)
    return Accept(weighed)


# is that right


async def ask_confirm(ctx: Context, answers: Answers) -> Reply:
    """The echo, before anything is stored."""
    verdicts = kept(answers)
    lines = _note(answers)
    lines += [echo(ctx.say, verdict, correcting=bool(answers.get("correcting"))) for verdict in verdicts]
    doubtful = any(verdict.doubts for verdict in verdicts)
    lines.append(ctx.say("readings-confirm-doubt" if doubtful else "readings-confirm", count=len(verdicts)))
    return reply(
        "\n\n".join(lines),
        buttons=[
            [ctx.choice(ctx.say("readings-save"), "yes"), ctx.choice(ctx.say("readings-fix"), "fix")],
        ],
    )


async def take_confirm(ctx: Context, answers: Answers, given: Given) -> Taken:
    """Yes, no, or at once the right value ("ne, 1843")."""
    verdicts = kept(answers)
    if given.choice == "fix":
        return _fix(answers)
    if given.choice is None:
        meters = [verdict.meter for verdict in verdicts]
        entities = given.understanding.entities if given.understanding else ()
        value = parse_value(given.text, meters[0].decimals, ctx.say.language) if len(meters) == 1 else Fault.words
        if not isinstance(value, Fault):
            return await _weighed(ctx, answers, {meters[0].id: value})
        if value is not Fault.words:
            return Refuse(reply(ctx.say(f"readings-fault-{value.value}")), digress=False)
        found = assign(given.text, entities, await working_meters(ctx), ctx.say.language)
        values = found.values or ({meters[0].id: found.loose[0]} if len(meters) == len(found.loose) == 1 else {})
        if values:
            return await _weighed(ctx, answers, values)
    sure = yes_no(given)
    if sure is None:
        return Refuse(reply(ctx.say("readings-confirm-unclear")))
    return Accept({"confirm": True}) if sure else _fix(answers)


def _fix(answers: Answers) -> Taken:
    """Back to the value; with several, to the choice of the one that is wrong."""
    verdicts = kept(answers)
    if len(verdicts) == 1:
        return Accept({"meter": verdicts[0].meter.id, "value": None, "verdicts": None, "note": None})
    return Accept({"meter": None, "value": None, "fixing": True, "note": None})


# withdraw


async def ask_withdraw(ctx: Context, answers: Answers) -> Reply:
    """Asks before a reading is taken back."""
    stored = next((each for each in (await changeable(ctx)).values() if each.id == answers.get("withdraw")), None)
    if stored is None:
        return reply(ctx.say("readings-withdraw-gone"))
    buttons = [[ctx.choice(ctx.say("readings-withdraw-yes"), "yes"), ctx.choice(ctx.say("readings-withdraw-no"), "no")]]
    return reply(ctx.say("readings-withdraw-sure", reading=stored_line(ctx.say, stored)), buttons=buttons)


async def take_withdraw(ctx: Context, _answers: Answers, given: Given) -> Taken:
    """Only a plain yes takes it back."""
    sure = yes_no(given)
    if sure is None:
        return Refuse(reply(ctx.say("readings-withdraw-unclear")))
    return Accept({"sure": True}) if sure else Stop(reply(ctx.say("readings-withdraw-kept")))


def _unread(answers: Answers) -> bool:
    return not answers.get("withdraw") and (not answers.get("verdicts") or bool(answers.get("fixing")))


METER = Slot("meter", ask_meter, take_meter, needed=_unread, entities=SAID)
VALUE = Slot(
    "value",
    ask_value,
    take_value,
    needed=lambda a: not a.get("withdraw") and bool(a.get("meter")),
    entities=("reading_value",),
)
CONFIRM = Slot(
    "confirm", ask_confirm, take_confirm, needed=lambda a: not a.get("withdraw"), entities=("reading_value",)
)
SURE = Slot("sure", ask_withdraw, take_withdraw, needed=lambda a: bool(a.get("withdraw")))
