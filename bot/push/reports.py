"""Reports outcomes: those that come while a report is on its way go together in the next one."""

import asyncio
import logging
from dataclasses import dataclass, field
from uuid import uuid4

from backend.ledger.contract import PushOutcome, PushOutcomes
from bot.backend import BackendClient, BackendDown, BackendRefusal

log = logging.getLogger(__name__)

TRIES = 8
"""With the waits below about 30 seconds: a backend that restarts is waited for; a row is held for 60."""
FIRST_WAIT = 0.25
LONGEST_WAIT = 8.0
MOST = 100


@dataclass(slots=True)
class Reporter:
    """One courier's reports."""

    backend: BackendClient
    owner: str
    first_wait: float = FIRST_WAIT
    _waiting: list[PushOutcome] = field(default_factory=list)
    _lost: set[int] = field(default_factory=set)
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def report(self, outcome: PushOutcome) -> bool:
        """Returns when the outcome is durable; False when it was not taken, and the row is left to the sweep."""
        self._waiting.append(outcome)
        async with self._sending:  # whoever comes first reports for all who wait
            while any(one is outcome for one in self._waiting):
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                self._lost.update(await self._send(batch))
        if outcome.push_id in self._lost:
            self._lost.discard(outcome.push_id)
            return False
        return True

    async def _send(self, batch: list[PushOutcome]) -> list[int]:
        """Gives the rows whose outcome was not taken. The same key at every try: written once."""
        body = PushOutcomes(owner=self.owner, outcomes=batch)
        key = f"push-outcome:{uuid4().hex}"
        wait = self.first_wait
        for left in reversed(range(TRIES)):
            try:
                return (await self.backend.for_turn(key).report_pushes(body)).push_ids
            except BackendDown as error:
                log.warning("%d outcomes wait: %s", len(batch), error)
                if left:
                    await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
            except BackendRefusal as error:
                log.error("%d outcomes were refused: %s", len(batch), error.code)
                break
        return [one.push_id for one in batch]
