"""The staff's groups in Telegram: what staff write in a ticket's topic goes to the backend, and what they are told of it.

Place in the flow: ``channel`` -> ``desk`` -> (``messages`` | ``orders`` | ``presses`` | ``groups``) -> ``bot.backend``. What
a ticket's topic shows of its messages and deliveries is the courier's (``bot.push.staff``).
"""

from bot.channels.telegram.staff.desk import StaffDesk, chat_of

__all__ = ["StaffDesk", "chat_of"]
