"""Metering points with their meters."""

from backend.meters.contract import MeteringPointView
from bot.backend.connection import At, Connection, path_of


class Meters(Connection):
    """Routes of ``backend.meters``."""

    async def metering_points(self, at: At) -> list[MeteringPointView]:
        return await self._ask(list[MeteringPointView], "GET", f"{path_of(at)}/metering-points")
