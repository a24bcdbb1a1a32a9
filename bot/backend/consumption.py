"""Consumption, as numbers and as a chart."""

from datetime import date

import httpx

from backend.consumption.contract import ConsumptionView, Grain
from backend.contract import Language
from bot.backend.connection import At, Connection, path_of, query_of


class Consumption(Connection):
    """Routes of ``backend.consumption``."""

    async def consumption(
        self, at: At, *, start: date, end: date, grain: Grain, compare: bool = False
    ) -> ConsumptionView:
        query = query_of(start=start, end=end, grain=grain, compare=str(compare).lower())
        return await self._ask(ConsumptionView, "GET", f"{path_of(at)}/consumption", query=query)

    def chart_source(self, at: At, *, start: date, end: date, grain: Grain, compare: bool, language: Language) -> str:
        """Path of the chart's PNG, for an ``Attachment``."""
        query = httpx.QueryParams(
            query_of(start=start, end=end, grain=grain, compare=str(compare).lower(), language=language)
        )
        return f"{path_of(at)}/consumption/chart.png?{query}"
