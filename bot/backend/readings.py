"""Readings: listed, checked, stored, withdrawn."""

from backend.readings.contract import ReadingsCheck, ReadingsRequest, ReadingsView, ReadingView, Verdicts
from bot.backend.connection import At, Connection, path_of, query_of


class Readings(Connection):
    """Routes of ``backend.readings``."""

    async def readings(self, at: At, *, meter_id: int | None = None, limit: int = 12, offset: int = 0) -> ReadingsView:
        query = query_of(meter_id=meter_id, limit=limit, offset=offset)
        return await self._ask(ReadingsView, "GET", f"{path_of(at)}/readings", query=query)

    async def check_readings(self, at: At, check: ReadingsCheck) -> Verdicts:
        return await self._ask(Verdicts, "POST", f"{path_of(at)}/readings/check", check)

    async def store_readings(self, at: At, request: ReadingsRequest) -> ReadingsView:
        """Stores all or none; gives the stored ones."""
        return await self._ask(ReadingsView, "POST", f"{path_of(at)}/readings", request)

    async def withdraw_reading(self, at: At, reading_id: int) -> ReadingView:
        return await self._ask(ReadingView, "DELETE", f"{path_of(at)}/readings/{reading_id}")
