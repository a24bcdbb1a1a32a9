"""The readings that may still be corrected or withdrawn, and the words that ask for the latter."""

import re

from backend.readings.contract import ReadingView
from bot.dialogue.context import Context

WITHDRAW = re.compile(r"\b(umakn|izbris|pobris|odstran|razveljav|zbris|withdraw|delete|remove)")
RECENT = 60
"""Readings looked through for those of the open window: newest first, they are among the first few."""


async def changeable(ctx: Context) -> dict[str, ReadingView]:
    """The resident's readings of the open window by serial: those that may be corrected or withdrawn."""
    view = await ctx.backend.readings(ctx.at, limit=RECENT)
    return {reading.serial: reading for reading in view.readings if reading.can_change}
