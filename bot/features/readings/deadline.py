"""The reading window (rok za oddajo stanja): until when, or from when; and whether this window's readings are in."""

from bot.dialogue.context import Context, Wish
from bot.dialogue.turn import Reply, reply
from bot.features.choosing import admitted, provider_of
from bot.features.naming import meter_amount, meter_name, sentence_case
from bot.features.readings.changeable import changeable
from bot.features.readings.meters import working_meters
from bot.features.readings.words import window_text


async def ask_reading_deadline(ctx: Context, wish: Wish) -> Reply:
    """Anyone may ask when; who is linked also hears whether something is still missing."""
    slug = await provider_of(ctx, wish)
    if isinstance(slug, Reply):
        return slug
    window = await ctx.backend.reading_window(slug)
    if window is None:
        provider = await ctx.backend.provider(slug)
        return reply(ctx.say("readings-no-window", provider=provider.name))
    text = window_text(ctx, window)
    if not admitted(ctx) or ctx.link.provider != slug:
        return reply(text)
    meters = await working_meters(ctx)
    if not meters:
        return reply(f"{text}\n\n{ctx.say('readings-no-meter', provider=ctx.link.provider_name)}")
    if not window.is_open:
        return reply(text)
    return await _with_state(ctx, text)


async def _with_state(ctx: Context, text: str) -> Reply:
    """What is in, what is missing, and the button for it."""
    meters, stored = await working_meters(ctx), await changeable(ctx)
    lines = [text]
    for meter in meters:
        name = sentence_case(meter_name(ctx.say, meter))
        if meter.serial in stored:
            shown = meter_amount(ctx.say, meter, stored[meter.serial].value)
            lines.append(ctx.say("readings-state-in", meter=name, value=shown))
        else:
            lines.append(ctx.say("readings-state-missing", meter=name))
    missing = any(meter.serial not in stored for meter in meters)
    button = (
        ctx.wish(ctx.say("menu-submit-reading"), "submit_reading")
        if missing
        else ctx.wish(ctx.say("readings-correct"), "correct_reading")
    )
    return reply("\n".join(lines), buttons=[[button]])
