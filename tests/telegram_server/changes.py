"""Waiting for a condition instead of sleeping: whoever changes something says so, whoever waits looks again."""

import asyncio
from collections.abc import Callable


class Changes:
    """``changed()`` wakes every ``until(condition)``, which returns as soon as its condition holds."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()

    def changed(self) -> None:
        """Something happened."""
        for event in self._waiting:
            event.set()

    async def until(self, condition: Callable[[], object], seconds: float) -> bool:
        """True as soon as the condition holds; False if it doesn't within ``seconds``."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    await event.wait()
                    event.clear()
        except TimeoutError:
            return bool(condition())
        finally:
            self._waiting.discard(event)
        return True
