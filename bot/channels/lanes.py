"""Chats side by side, each chat in order."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

Job = Callable[[], Awaitable[None]]
"""Something to do for a chat; raises nothing that the others should not die of."""


class Lanes:
    """A lane a chat: its jobs run one after another; lanes don't wait for each other. Empty lanes cost nothing."""

    def __init__(self, group: asyncio.TaskGroup) -> None:
        self._group = group
        self._lanes: dict[str, deque[Job]] = {}

    def put(self, chat: str, job: Job) -> None:
        """Queues ``job`` behind what the chat has already."""
        lane = self._lanes.get(chat)
        if lane is not None:
            lane.append(job)
            return
        self._lanes[chat] = deque([job])
        self._group.create_task(self._work(chat))

    async def _work(self, chat: str) -> None:
        lane = self._lanes[chat]
        try:
            while lane:
                await lane.popleft()()
        finally:
            del self._lanes[chat]
