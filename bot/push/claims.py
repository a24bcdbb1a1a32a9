"""The courier's claims: due pushes in small batches, and with each claim what became of earlier ones."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from backend.ledger.contract import PushClaim, PushView
from bot.backend import BackendClient, BackendDown, BackendRefusal
from bot.push.budget import BudgetKeeper
from bot.push.reports import Reporter

BEGIN_WITHIN = 20.0
"""Seconds. A row that is not begun by then after its claim goes back: its hold of 60 seconds could run out during the call."""


@dataclass(frozen=True, slots=True)
class Batches:
    """``batch``: rows a claim. ``room``: rows in hand at most, with those whose call hangs."""

    batch: int = 20
    room: int = 60


def batches_of(rate: float | None) -> Batches:
    """A fifth of a second's work is claimed at once: little is in doubt after a crash. None: no limit, larger claims."""
    batch = 100 if rate is None else min(max(int(rate / 5), 1), 20)
    return Batches(batch, 3 * batch)


@dataclass(frozen=True, slots=True)
class Claimed:
    """``found``: with those that ended in the backend."""

    pushes: Sequence[PushView]
    found: int
    begin_by: float


@dataclass(frozen=True, slots=True)
class _Question:
    """A claim that is on its way. Asked again under the same key when no answer came: what it claimed is not lost."""

    body: PushClaim
    begin_by: float
    key: str = field(default_factory=lambda: f"push-claim:{uuid4().hex}")


@dataclass(slots=True)
class Claims:
    """``budget`` says for which channels; ``reporter`` has what became of earlier pushes."""

    backend: BackendClient
    owner: str
    batches: Batches
    budget: BudgetKeeper
    reporter: Reporter
    _question: _Question | None = field(init=False, default=None)

    @property
    def unanswered(self) -> bool:
        """Whether a claim that may have been carried out is to be asked for again, before anything else."""
        return self._question is not None

    async def claim(self, in_hand: int) -> Claimed:
        """Due rows; takes along what became of earlier ones. ``in_hand``: rows that are not ended.

        Raises BackendDown, BackendRefusal.
        """
        question = self._question or self._ask(in_hand)
        if question is None:
            return Claimed((), 0, 0.0)
        self._question = question
        try:
            answer = await self.backend.for_turn(question.key).claim_pushes(question.body)
        except BackendDown:
            self.reporter.later(*question.body.outcomes)
            raise
        except BackendRefusal:
            self._question = None
            raise
        self._question = None
        self.reporter.not_taken(answer.not_yours)
        return Claimed(answer.pushes, len(answer.pushes) + answer.ended, question.begin_by)

    def _ask(self, in_hand: int) -> _Question | None:
        channels = self.budget.channels
        if not channels:
            return None
        limit = min(self.batches.batch, max(self.batches.room - in_hand, 1))
        body = PushClaim(owner=self.owner, channels=channels, limit=limit, outcomes=self.reporter.take())
        return _Question(body, time.monotonic() + BEGIN_WITHIN)
