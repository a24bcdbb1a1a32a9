"""Metering point details (podatki o odjemnem mestu): address, services, meters and when they were replaced."""

from backend.meters.contract import MeteringPointView, MeterView
from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Feature
from bot.dialogue.turn import Reply, reply
from bot.features.naming import meter_amount, meter_name, sentence_case, service_name


async def show_metering_point(ctx: Context, _wish: Wish) -> Reply:
    """All metering points of the link."""
    points = await ctx.backend.metering_points(ctx.at)
    if not points:
        return reply(ctx.say("meters-no-point", provider=ctx.link.provider_name))
    working = any(meter.removed_on is None for point in points for meter in point.meters)
    buttons = [ctx.wish(ctx.say("readings-history"), "show_readings")] if working else []
    if working:
        buttons.append(ctx.wish(ctx.say("menu-show-consumption"), "show_consumption"))
    text = "\n\n".join(_point(ctx, point) for point in points)
    return reply(text, buttons=[buttons] if buttons else [])


def _point(ctx: Context, point: MeteringPointView) -> str:
    services = ", ".join(service_name(ctx.say, service) for service in point.services)
    lines = [
        ctx.say("meters-point", code=point.code),
        ctx.say("meters-address", street=point.street, town=f"{point.post_code} {point.town}"),
        ctx.say("meters-payer", name=ctx.link.payer_name, code=ctx.link.payer_code),
    ]
    if services:
        lines.append(ctx.say("meters-services", services=services))
    if not point.meters:
        lines.append(ctx.say("meters-none"))
    return "\n".join(lines + [_meter(ctx, meter) for meter in point.meters])


def _meter(ctx: Context, meter: MeterView) -> str:
    """A working meter with its last reading, or a removed one with its last day."""
    name = sentence_case(meter_name(ctx.say, meter))
    value, day = meter_amount(ctx.say, meter, meter.last_value), ctx.say.day(meter.last_taken_on)
    since = ctx.say.day(meter.installed_on)
    if meter.removed_on is not None:
        removed = ctx.say.day(meter.removed_on)
        return ctx.say("meters-removed", meter=name, since=since, removed=removed, value=value)
    size = f", {meter.dimension}" if meter.dimension else ""
    return ctx.say("meters-working", meter=name, size=size, since=since, value=value, day=day)


FEATURE = Feature(
    "meters", (Ability("show_metering_point", show_metering_point, commands=("odjemno_mesto", "stevec"), menu=60),)
)
