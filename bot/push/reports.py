"""Reports outcomes in batches: with the next claim, or shortly after. What must be durable at once waits for its report."""

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
MOST = 200
LINGER_SECONDS = 0.5
"""So long an outcome waits for a claim to go with."""


@dataclass(slots=True)
class Reporter:
    """One courier's reports."""

    backend: BackendClient
    owner: str
    first_wait: float = FIRST_WAIT
    _urgent: list[PushOutcome] = field(default_factory=list)
    _later: list[PushOutcome] = field(default_factory=list)
    _lost: set[int] = field(default_factory=set)
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)
    _some: asyncio.Event = field(default_factory=asyncio.Event)

    async def report(self, outcome: PushOutcome) -> bool:
        """Returns when the outcome is durable; False when it was not taken, and the row is left to the sweep."""
        self._urgent.append(outcome)
        while any(one is outcome for one in self._urgent):  # whoever comes first reports for all who wait
            await self._send_some()
        if outcome.push_id in self._lost:
            self._lost.discard(outcome.push_id)
            return False
        return True

    def later(self, *outcomes: PushOutcome) -> None:
        """Keeps them for the next claim (``take``) or report."""
        self._later.extend(outcomes)
        self._some.set()

    def take(self) -> list[PushOutcome]:
        """What goes with a claim; given back by ``later`` when nobody knows whether it arrived."""
        if self._sending.locked():
            return []
        taken, self._later = self._later[:MOST], self._later[MOST:]
        return taken

    def not_taken(self, push_ids: list[int]) -> None:
        """Rows that another courier holds now, or that had ended."""
        if push_ids:
            log.warning("the outcomes of %d pushes were not taken, the first is %d", len(push_ids), push_ids[0])

    async def run_forever(self) -> None:
        """Reports what no claim has taken along, until cancelled."""
        while True:
            await self._some.wait()
            self._some.clear()
            await asyncio.sleep(LINGER_SECONDS)
            await self.flush()

    async def flush(self) -> None:
        """Reports everything that is kept."""
        while self._later:
            await self._send_some()

    async def _send_some(self) -> None:
        async with self._sending:
            urgent = self._urgent[:MOST]
            later = self._later[: MOST - len(urgent)]
            if not urgent and not later:
                return
            lost = await self._send([*urgent, *later])
            # only now: who is cancelled during the call still has them
            del self._urgent[: len(urgent)]
            del self._later[: len(later)]
            waited_for = {one.push_id for one in urgent}
            self._lost.update(waited_for.intersection(lost))
            self.not_taken([push_id for push_id in lost if push_id not in waited_for])

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
