"""Price lists."""

from backend.tariffs.contract import PriceListView
from bot.backend.connection import Connection


class Tariffs(Connection):
    """Routes of ``backend.tariffs``."""

    async def tariffs(self, slug: str) -> PriceListView:
        return await self._ask(PriceListView, "GET", f"/v1/providers/{slug}/tariffs")
