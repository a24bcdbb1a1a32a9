"""Pushes to deliver, and the right to."""

from collections.abc import Sequence

import httpx

from backend.ledger.contract import LeaseRequest, LeaseView, NotYours, PushClaim, Pushes, PushOutcomes, Waiting
from bot.backend.connection import Connection


class Ledger(Connection):
    """Routes of ``backend.ledger``."""

    async def claim_pushes(self, claim: PushClaim) -> Pushes:
        return await self._ask(Pushes, "POST", "/v1/pushes/claims", claim)

    async def pushes_wait(self, channels: Sequence[str]) -> bool:
        """Whether a claim would find something."""
        query = httpx.QueryParams([("channel", channel) for channel in channels])
        return (await self._ask(Waiting, "GET", f"/v1/pushes/waiting?{query}")).due

    async def report_pushes(self, outcomes: PushOutcomes) -> NotYours:
        return await self._ask(NotYours, "POST", "/v1/pushes/outcomes", outcomes)

    async def courier_lease(self, request: LeaseRequest) -> LeaseView:
        return await self._ask(LeaseView, "POST", "/v1/couriers/lease", request)
