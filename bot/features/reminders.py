"""Reminders before the deadline. They come later; the bot says so, and tells the deadline, which is what they are for."""

from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Feature
from bot.dialogue.turn import Reply, reply
from bot.features.readings.words import window_text


async def manage_reminders(ctx: Context, _wish: Wish) -> Reply:
    """That there are none yet, and until when the reading is due."""
    window = await ctx.backend.reading_window(ctx.link.provider)
    if window is None or not ctx.link.has_meters:
        return reply(ctx.say("reminders-none-needed"))
    button = ctx.wish(ctx.say("menu-submit-reading"), "submit_reading")
    buttons = [[button]] if window.is_open else []
    return reply(f"{ctx.say('reminders-later')} {window_text(ctx, window)}", buttons=buttons)


FEATURE = Feature("reminders", (Ability("manage_reminders", manage_reminders, commands=("opomniki",)),))
