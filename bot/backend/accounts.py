"""Links to payers, and the deep links that begin one."""

from backend.accounts.contract import LinkRequest, LinkView, StartRequest, StartView
from backend.residents.contract import ResidentView
from bot.backend.connection import At, Connection


class Accounts(Connection):
    """Routes of ``backend.accounts``."""

    async def start(self, payload: str) -> StartView:
        return await self._ask(StartView, "POST", "/v1/start-payloads", StartRequest(payload=payload))

    async def link(self, resident_id: int, request: LinkRequest) -> LinkView:
        return await self._ask(LinkView, "POST", f"/v1/residents/{resident_id}/links", request)

    async def unlink(self, at: At) -> ResidentView:
        return await self._ask(ResidentView, "DELETE", f"/v1/residents/{at[0]}/links/{at[1]}")
