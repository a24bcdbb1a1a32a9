"""The right to send: one courier has a token's budget, another stands by until it is given up or runs out.

Renewed every three seconds, granted for eight by the database's clock. Here the eight are counted from before the question, so
this process never believes longer than the database that it may send.
"""

import asyncio
import hashlib
import hmac
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from backend.ledger.contract import Budget, LeaseRequest, LeaseView
from bot.backend import BackendClient, BackendDown, BackendRefusal

log = logging.getLogger(__name__)

RENEW_SECONDS = 3.0
LEASE_SECONDS = 8.0
DOWN_SECONDS = 1.0
"""How long after a backend that didn't answer it is asked again."""
AFTER = 0.1
"""So much later than another's lease ends it is asked for."""


@dataclass(slots=True)
class BudgetKeeper:
    """``keys``: channel -> what its budget belongs to (``Budget.token_key``)."""

    backend: BackendClient
    owner: str
    keys: Mapping[str, str]
    _channels: tuple[str, ...] = ()
    _until: float = 0.0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def channels(self) -> list[str]:
        """What this process may send to at this moment."""
        return list(self._channels) if time.monotonic() < self._until else []

    async def ask(self) -> LeaseView:
        """Takes or renews what is free. Raises ``BackendDown``."""
        asked = time.monotonic()
        budgets = [Budget(channel=channel, token_key=key) for channel, key in sorted(self.keys.items())]
        view = await self._send(LeaseRequest(owner=self.owner, budgets=budgets))
        if tuple(view.channels) != self._channels:
            log.info("courier %s sends to: %s", self.owner, ", ".join(view.channels) or "nothing, it stands by")
        self._channels, self._until = tuple(view.channels), asked + LEASE_SECONDS
        if view.channels:
            self._changed.set()
        return view

    async def _send(self, request: LeaseRequest) -> LeaseView:
        return await self.backend.for_turn(f"courier-lease:{uuid4().hex}").courier_lease(request)

    async def granted(self) -> None:
        """Waits until there is something to send to."""
        while not self.channels:
            self._changed.clear()
            await self._changed.wait()

    async def run_forever(self) -> None:
        """Renews, or stands by, until cancelled."""
        while True:
            try:
                await asyncio.sleep(_pause(await self.ask()))
            except (BackendDown, BackendRefusal) as error:
                log.warning("the courier's lease waits: %s", error)
                await asyncio.sleep(DOWN_SECONDS)

    async def give_back(self) -> None:
        """So that the next courier need not wait; a backend that is away lets the lease run out."""
        held, self._until = self.channels, 0.0
        if not held:
            return
        try:
            async with asyncio.timeout(DOWN_SECONDS):
                await self._send(LeaseRequest(owner=self.owner, budgets=[], release=True))
        except (BackendDown, BackendRefusal, TimeoutError) as error:
            log.info("the courier's lease runs out by itself: %s", type(error).__name__)


def _pause(view: LeaseView) -> float:
    waits = [RENEW_SECONDS] if view.channels else []
    if view.wait_seconds is not None:
        waits.append(view.wait_seconds + AFTER)
    return min(waits, default=RENEW_SECONDS)


def staff_budget(token: str) -> str:
    """What the budget of the staff's groups belongs to: it is one beside that of residents' chats."""
    return hmac.new(token.encode(), b"staff-courier-budget", hashlib.sha256).hexdigest()


def telegram_budget(token: str) -> str:
    """What Telegram's budget belongs to. Keyed by the token itself, which is secret and long: couriers need no key in common."""
    return hmac.new(token.encode(), b"courier-budget", hashlib.sha256).hexdigest()
