"""Routes of metering points."""

from backend.accounts.access import LinkedDep
from backend.edge import edge_router
from backend.meters import service
from backend.meters.contract import MeteringPointView
from backend.parts import SessionDep

router = edge_router("meters")


@router.get("/residents/{resident_id}/links/{link_id}/metering-points")
async def metering_points(linked: LinkedDep, session: SessionDep) -> list[MeteringPointView]:
    """The linked payer's metering points with their meters."""
    return await service.points_of(session, linked.payer, linked.provider)
