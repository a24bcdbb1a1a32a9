"""The loop for what comes late: turns that waited for the backend, replies that a killed process hadn't sent."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.dialogue.inbox import Inbox
from bot.dialogue.turn import Reply

log = logging.getLogger(__name__)

Send = Callable[[str, str, Reply], Awaitable[bool]]
"""``(channel, chat, reply)``: whether the channel has it now."""


async def run_late(inbox: Inbox, send: Send, idle_seconds: float = 2.0) -> None:
    """Until cancelled. What ``send`` doesn't get through is given out again a minute later."""
    while True:
        for late in await inbox.retry_due():
            if await send(late.channel, late.chat, late.reply):
                await inbox.mark_late_sent(late)
            else:
                log.warning("a late reply could not be sent by %s; it is tried again", late.channel)
        await asyncio.sleep(idle_seconds)
