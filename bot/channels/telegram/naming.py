"""The bot's name in Telegram, for links that lead there."""

import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError

log = logging.getLogger(__name__)


async def username_of(api: Bot) -> str | None:
    """By ``getMe``, asked once; None where Telegram doesn't answer."""
    try:
        return (await api.me()).username
    except (AiogramError, OSError, TimeoutError) as error:
        log.warning("Telegram doesn't say the bot's name: %s", type(error).__name__)
        return None
