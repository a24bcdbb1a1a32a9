"""Readings so far (dosedanji odčitki): newest first, by meter, page by page."""

from itertools import groupby

from backend.meters.contract import MeterView
from backend.readings.contract import ReadingsView
from bot.dialogue.context import Context, Wish
from bot.dialogue.turn import Button, Reply, reply
from bot.features.naming import number_arg, sentence_case, service_name
from bot.features.readings.meters import named_by, working_meters
from bot.features.readings.words import correct_button, history_line, meter_label, no_meter

PAGE = 12
FEW = 3
"""Readings shown of each meter where there are several."""


async def show_readings(ctx: Context, wish: Wish) -> Reply:
    """One meter's readings, or the newest few of each."""
    meters = await working_meters(ctx)
    if not meters:
        return no_meter(ctx)
    named = (named_by(entity, meters) for entity in wish.entities if entity.name in {"service", "meter_serial"})
    chosen = next((meter for meter in meters if meter.id == number_arg(wish, "m")), None)
    meter = chosen or next((each for each in named if each is not None), None)
    if meter is None and len(meters) > 1:
        return await _overview(ctx, meters)
    offset = min(number_arg(wish, "o") or 0, 10_000)
    only = meter.id if meter is not None and len(meters) > 1 else None  # alone: with the meters it replaced
    view = await ctx.backend.readings(ctx.at, meter_id=only, limit=PAGE, offset=offset)
    return _page(ctx, view, meter or meters[0], offset, several=only is not None)


def _page(ctx: Context, view: ReadingsView, meter: MeterView, offset: int, *, several: bool) -> Reply:
    buttons: list[list[Button]] = []
    if offset + len(view.readings) < view.total:
        buttons.append([ctx.wish(ctx.say("readings-more"), "show_readings", m=meter.id, o=offset + PAGE)])
    if any(reading.can_change for reading in view.readings):
        buttons.append([correct_button(ctx, meter, several=False)])
    if view.readings:
        only = {"m": meter.id} if several else {}
        buttons.append([ctx.wish(ctx.say("support-dispute-reading"), "dispute", l=ctx.link.id, **only)])
    if several:
        buttons.append([ctx.wish(ctx.say("readings-all-meters"), "show_readings")])
    if not view.readings:
        return reply(ctx.say("readings-none"), buttons=buttons)
    return reply("\n\n".join(_blocks(ctx, view)), title=ctx.say("readings-title"), buttons=buttons)


def _blocks(ctx: Context, view: ReadingsView) -> list[str]:
    """One block a meter, in the order of its newest reading."""
    blocks = []
    for (serial, service), readings in groupby(view.readings, key=lambda reading: (reading.serial, reading.service)):
        name = sentence_case(ctx.say("meters-name", service=service_name(ctx.say, service), serial=serial))
        blocks.append("\n".join([f"{name}:", *(history_line(ctx.say, reading) for reading in readings)]))
    return blocks


async def _overview(ctx: Context, meters: list[MeterView]) -> Reply:
    blocks, buttons, changeable = [], [], False
    for meter in meters:
        view = await ctx.backend.readings(ctx.at, meter_id=meter.id, limit=FEW)
        blocks += _blocks(ctx, view)
        changeable = changeable or any(reading.can_change for reading in view.readings)
        if view.total > FEW:
            label = ctx.say("readings-all-of", meter=meter_label(ctx.say, meter))
            buttons.append([ctx.wish(label, "show_readings", m=meter.id)])
    if changeable:
        buttons.append([ctx.wish(ctx.say("readings-correct"), "correct_reading")])
    if blocks:
        buttons.append([ctx.wish(ctx.say("support-dispute-reading"), "dispute", l=ctx.link.id)])
    text = "\n\n".join(blocks) or ctx.say("readings-none")
    return reply(text, title=ctx.say("readings-title"), buttons=buttons)
