"""What a confirmed form does: stores the values or takes a reading back, and says what became of them."""

from backend.readings.contract import MeterValue, ReadingsRequest, ReadingView, Refusal
from bot.backend import BackendRefusal
from bot.dialogue.context import Context
from bot.dialogue.conversation import Answers
from bot.dialogue.turn import Reply, reply
from bot.features.readings.changeable import changeable
from bot.features.readings.meters import working_meters
from bot.features.readings.weighing import FINAL, judge, kept
from bot.features.readings.words import (
    already_read,
    closed,
    correct_button,
    meter_label,
    stored_line,
)


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
    alone = bool(answers.get("alone"))  # then there is no other to be asked for
    left = [] if alone else [meter for meter in await working_meters(ctx) if meter.serial not in order]
    if left:
        done = await changeable(ctx)
        left = [meter for meter in left if meter.serial not in done]
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
