"""The loop for what comes late: turns that waited for the backend, replies that a killed process hadn't sent."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy.exc import SQLAlchemyError

from bot.dialogue.inbox import Inbox, Late

log = logging.getLogger(__name__)

SendLate = Callable[[Late], Awaitable[None]]
"""Brings the reply to its chat, at once or queued behind others, and calls ``Inbox.mark_late_sent`` when the channel has it."""


async def run_late(inbox: Inbox, senders: Mapping[str, SendLate], idle_seconds: float = 2.0) -> None:
    """Until cancelled. What isn't marked as sent is given out again a minute later; so is what another process's channel sends."""
    while True:
        try:
            for late in await inbox.retry_due():
                send = senders.get(late.channel)
                if send is not None:
                    await send(late)
        except (SQLAlchemyError, OSError) as error:
            log.warning("late replies wait, the database is away: %s", type(error).__name__)
        await asyncio.sleep(idle_seconds)
