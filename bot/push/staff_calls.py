"""Calls into staff groups: files go along, a group's limit is kept, and a group that is told to wait holds nobody else."""

import json
import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData

from bot.errors import BotError
from bot.push.telegram import HoldingRequest, form_of

MOST = 18
"""Messages in any 60 seconds in one group. Telegram takes 20; what the bot says there by itself needs some."""
SPAN = 60.0
UPLOAD_SECONDS = 40.0
"""For one call; the row is held for 60."""


class Later(BotError):
    """Not now: the post waits, and that is no failed attempt."""

    def __init__(self, seconds: int, why: str) -> None:
        super().__init__(why)
        self.seconds = seconds
        self.why = why


class StaffRequest(HoldingRequest):
    """As ``HoldingRequest``, with files. A 429 belongs to a group here: others go on."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_more: Any
    ) -> tuple[int, bytes]:
        """As the library's."""
        assert self._session is not None
        data: bytes | aiohttp.Payload | None = json.dumps(request_data.parameters).encode() if request_data else None
        headers = None
        if request_data and request_data.contains_files:
            data = form_of(request_data)
            headers = {"Content-Type": data.headers["Content-Type"]}
        timeout = aiohttp.ClientTimeout(total=UPLOAD_SECONDS)
        try:
            async with self._session.request(method, url, data=data, timeout=timeout, headers=headers) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error


@dataclass(slots=True)
class Minutes:
    """What went into each group in the last minute. ``now``: a clock that never goes back."""

    most: int = MOST
    now: Callable[[], float] = time.monotonic
    _sent: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _held: dict[int, float] = field(default_factory=dict)

    def took(self, group: int, count: int = 1) -> None:
        """Messages went out."""
        self._sent[group].extend([self.now()] * count)

    def hold(self, group: int, seconds: float) -> None:
        """Telegram said so."""
        self._held[group] = max(self._held.get(group, 0.0), self.now() + seconds)

    def need(self, group: int, count: int) -> None:
        """Raises ``Later`` while the group has no room for so many messages."""
        now, sent = self.now(), self._sent[group]
        while sent and sent[0] <= now - SPAN:
            sent.popleft()
        wait = self._held.get(group, 0.0) - now
        over = len(sent) + min(count, self.most) - self.most
        if over > 0:
            wait = max(wait, sent[over - 1] + SPAN - now)
        if wait > 0:
            raise Later(math.ceil(wait), "the group's limit of a minute")
