"""Updates pushed to the bot: secret header, in order per chat, several chats at once, retried with doubling delay."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.telegram_server.changes import Changes
from tests.telegram_server.errors import bad
from tests.telegram_server.updates import Updates, kind_of

Json = dict[str, Any]
Execute = Callable[[Json], Awaitable[object]]
"""Carries out ``{"method": …}`` of a webhook's answer; its outcome is nobody's business."""

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(slots=True)
class Patience:
    """Seconds between tries: ``first``, doubling up to ``longest``. Tests make both tiny."""

    first: float = 1.0
    longest: float = 60.0
    answer: float = 60.0
    """How long an answer is waited for."""


@dataclass
class Webhook:
    """Delivers while ``url`` is set; ``run`` is its worker."""

    updates: Updates
    changes: Changes
    clock: Callable[[], float]
    execute: Execute
    patience: Patience = field(default_factory=Patience)
    url: str = ""
    secret: str | None = None
    max_connections: int = 40
    last_error: tuple[int, str] | None = None
    deliveries: int = 0
    """Requests made, failed ones included."""
    _busy: set[str] = field(default_factory=set)

    def set(self, url: str, secret: str | None, max_connections: int | None) -> None:
        """``setWebhook``. Telegram takes https alone; a local server, like this one, takes http too."""
        if url and not url.startswith(("https://", "http://")):
            raise bad("bad webhook: invalid webhook URL specified")
        if secret and not SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        self.url, self.secret = url, secret or None
        self.max_connections = min(max(max_connections or 40, 1), 100)
        self.last_error = None
        self.changes.changed()

    def info(self) -> Json:
        """``getWebhookInfo``."""
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.pending),
        }
        if self.url:
            info |= {"max_connections": self.max_connections, "ip_address": "127.0.0.1"}
        if self.updates.allowed:
            info["allowed_updates"] = self.updates.allowed
        if self.last_error:
            info |= {"last_error_date": self.last_error[0], "last_error_message": self.last_error[1]}
        return info

    def _next(self) -> Json | None:
        """The oldest update whose chat has none under way."""
        if not self.url or len(self._busy) >= self.max_connections:
            return None
        return next((update for update in self.updates.pending if queue_of(update) not in self._busy), None)

    async def run(self) -> None:
        """Until cancelled."""
        async with aiohttp.ClientSession() as http, asyncio.TaskGroup() as group:
            while True:
                await self.changes.until(lambda: self._next() is not None, 3600)
                update = self._next()
                if update is not None:
                    self._busy.add(queue_of(update))
                    group.create_task(self._deliver(http, update))

    async def _deliver(self, http: aiohttp.ClientSession, update: Json) -> None:
        delay = self.patience.first
        try:
            while self.url and update in self.updates.pending:
                answer, wait = await self._try(http, update)
                if answer is not None:
                    self.updates.drop(update)
                    if "method" in answer:
                        await self.execute(answer)
                    return
                await asyncio.sleep(delay if wait is None else wait)
                delay = min(delay * 2, self.patience.longest)
        finally:
            self._busy.discard(queue_of(update))
            self.changes.changed()

    async def _try(self, http: aiohttp.ClientSession, update: Json) -> tuple[Json | None, float | None]:
        """``(answer, None)`` when it was taken, else ``(None, what Retry-After says)``."""
        self.deliveries += 1
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        limit = aiohttp.ClientTimeout(self.patience.answer)
        wait = None
        try:
            async with http.post(self.url, json=update, headers=headers, timeout=limit) as response:
                if response.ok:
                    return _method(await response.text()), None
                wait = response.headers.get("Retry-After")
                why = f"Wrong response from the webhook: {response.status} {response.reason}"
        except TimeoutError:
            why = "Read timeout expired"
        except aiohttp.ClientError as error:
            why = f"Connection failed: {type(error).__name__}"
        self.last_error = (int(self.clock()), why)
        self.changes.changed()
        return None, float(wait) if wait and wait.isdecimal() else None


def queue_of(update: Json) -> str:
    """Updates of one chat (or one person's button presses) are one queue."""
    event = update[kind_of(update)]
    chat = event.get("chat") or event.get("message", {}).get("chat") or event.get("from", {})
    return str(chat.get("id"))


def _method(body: str) -> Json:
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
