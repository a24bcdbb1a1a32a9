"""What each Bot API method does to the world: ``METHODS`` joins all rooms. ``getUpdates`` and webhooks are the server's."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.telegram_server.methods import chats, editing, sending, settings
from tests.telegram_server.params import Method, Upload
from tests.telegram_server.world import World

Does = Callable[[World, Any, Mapping[str, Upload]], Any]
"""Gives the result as JSON; raises ``ApiError``."""

METHODS: Mapping[type[Method], Does] = {**sending.METHODS, **editing.METHODS, **chats.METHODS, **settings.METHODS}
