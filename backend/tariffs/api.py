"""Routes of tariffs."""

from datetime import date

from backend.edge import edge_router
from backend.local_time import local_day
from backend.parts import NowDep, SessionDep
from backend.providers import service as providers
from backend.tariffs import service
from backend.tariffs.contract import PriceListView

router = edge_router("tariffs")


@router.get("/providers/{slug}/tariffs")
async def tariffs(slug: str, session: SessionDep, now: NowDep, on: date | None = None) -> PriceListView:
    """The price list in force today, or on the day ``on``."""
    return await service.in_force(session, await providers.by_slug(session, slug), on or local_day(now))
