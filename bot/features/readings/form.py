"""The two forms: hand in readings, and correct or withdraw one. They share their questions."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from backend.meters.contract import MeterView
from backend.readings.contract import MeterValue, ReadingsRequest, ReadingView, Refusal
from bot.backend import BackendRefusal
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Answers
from bot.dialogue.form import Accept, Form, Given, Refuse, Slot, Stop, Taken
from bot.dialogue.turn import Reply, reply
from bot.dialogue.words import fold, yes_no
from bot.features.naming import meter_amount, meter_name, number_arg, sentence_case, unit_sign
from bot.features.reading_value import Fault, parse_value
from bot.features.readings.meters import Assigned, assign, by_words, working_meters
from bot.features.readings.weighing import FINAL, judge, kept, weigh
from bot.features.readings.words import (
    already_read,
    closed,
    correct_button,
    echo,
    last_shown,
    meter_label,
    no_meter,
    stored_line,
)

SAID = ("reading_value", "meter_serial", "service")
WITHDRAW = re.compile(r"\b(umakn|izbris|pobris|odstran|razveljav|zbris|withdraw|delete|remove)")
RECENT = 60
"""Readings looked through for those of the open window: newest first, they are among the first few."""


async def begin_submit(ctx: Context, wish: Wish) -> Answers | Reply:
    """Looks whether readings are taken at all before asking for one, then takes what the text already says."""
    meters = await working_meters(ctx)
    if not meters:
        return no_meter(ctx)
    probe = await judge(ctx, {meter.id: meter.last_value for meter in meters}, correcting=False)
    if probe[0].refusal in FINAL:
        return closed(ctx, probe[0].window)
    there = [verdict for verdict in probe if verdict.refusal is Refusal.already_read]
    answers: Answers = {"correcting": False}
    given = _from_wish(ctx, wish, meters)
    fault = parse_value(wish.text, meters[0].decimals, ctx.say.language) if wish.text else Fault.words
    if isinstance(fault, Fault) and fault is not Fault.words:
        answers["note"] = ctx.say(f"readings-fault-{fault.value}")
        given = Assigned()
    if given.values:
        return await _merged(ctx, answers, given.values)
    if len(there) == len(meters):
        return already_read(ctx, there, tried=False)
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


async def changeable(ctx: Context) -> dict[str, ReadingView]:
    """The resident's readings of the open window by serial: those that may be corrected or withdrawn."""
    view = await ctx.backend.readings(ctx.at, limit=RECENT)
    return {reading.serial: reading for reading in view.readings if reading.can_change}


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


# the effect


async def finish(ctx: Context, answers: Answers) -> Reply:
    """Stores the confirmed values, or takes the reading back."""
    if answers.get("withdraw"):
        withdrawn = await ctx.backend.withdraw_reading(ctx.at, int(str(answers["withdraw"])))
        again = ctx.wish(ctx.say("menu-submit-reading"), "submit_reading")
        return reply(ctx.say("readings-withdrawn", reading=stored_line(ctx.say, withdrawn)), buttons=[[again]])
    verdicts = kept(answers)
    request = ReadingsRequest(
        values=[MeterValue(meter_id=verdict.meter.id, value=verdict.value) for verdict in verdicts],
        confirmed_doubts=any(verdict.doubts for verdict in verdicts),
        correcting=bool(answers.get("correcting")),
        channel=ctx.channel,
    )
    try:
        stored = await ctx.backend.store_readings(ctx.at, request)
    except BackendRefusal as error:
        if error.code not in {"reading_refused", "doubts_unconfirmed"}:
            raise
        return await _too_late(ctx, answers, error)
    return await _stored(ctx, answers, stored.readings)


async def _too_late(ctx: Context, answers: Answers, error: BackendRefusal) -> Reply:
    """Something changed between the question and the yes: the window closed, or another reading came in."""
    verdicts = kept(answers)
    fresh = await judge(
        ctx, {each.meter.id: each.value for each in verdicts}, correcting=bool(answers.get("correcting"))
    )
    if any(verdict.refusal in FINAL for verdict in fresh):
        return closed(ctx, fresh[0].window)
    there = [verdict for verdict in fresh if verdict.refusal is Refusal.already_read]
    if there:
        return already_read(ctx, there, tried=True)
    intent = "correct_reading" if answers.get("correcting") else "submit_reading"
    again = ctx.wish(ctx.say("readings-again"), intent, m=verdicts[0].meter.id)
    return reply(ctx.say("readings-changed-meanwhile"), buttons=[[again]])


async def _stored(ctx: Context, answers: Answers, stored: list[ReadingView]) -> Reply:
    """What was stored, the receipt, until when it may be corrected, and which meters are still open."""
    verdicts = kept(answers)
    key = "readings-corrected" if answers.get("correcting") else "readings-stored"
    order = [verdict.meter.serial for verdict in verdicts]
    stored = sorted(stored, key=lambda reading: order.index(reading.serial))
    lines = [ctx.say(key, count=len(stored)), *(stored_line(ctx.say, reading) for reading in stored)]
    if any(reading.flagged for reading in stored):
        lines.append(ctx.say("readings-stored-flagged"))
    if ctx.resident.email:
        lines.append(ctx.say("readings-receipt", email=ctx.resident.email))
    window = verdicts[0].window
    if window is not None:
        lines.append(ctx.say("readings-change-until", closes=ctx.say.day(window.closes), count=len(stored)))
    meters, done = await working_meters(ctx), await changeable(ctx)
    left = [meter for meter in meters if meter.serial not in done]
    buttons = [
        [ctx.wish(ctx.say("readings-next", meter=meter_label(ctx.say, m)), "submit_reading", m=m.id)] for m in left
    ]
    if left:
        lines.append(ctx.say("readings-left", count=len(left)))
    fix = correct_button(ctx, verdicts[0].meter, several=False) if len(stored) == 1 else None
    edit = fix or ctx.wish(ctx.say("readings-correct"), "correct_reading")
    return reply(
        "\n".join(lines), buttons=[*buttons, [ctx.wish(ctx.say("menu-show-consumption"), "show_consumption"), edit]]
    )


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

SUBMIT = Form("submit_reading", begin_submit, (METER, VALUE, CONFIRM), finish)
CORRECT = Form("correct_reading", begin_correct, (METER, VALUE, CONFIRM, SURE), finish)
