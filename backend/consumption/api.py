"""Routes of consumption: the figures, and the same as a picture."""

from datetime import date

from fastapi import Response

from backend.accounts.access import LinkedDep
from backend.consumption import service
from backend.consumption.contract import ConsumptionView, Grain
from backend.contract import Language, Period
from backend.edge import edge_router
from backend.errors import Refused
from backend.local_time import local_day
from backend.parts import NowDep, PartsDep, SessionDep

router = edge_router("consumption")
SCOPE = "/residents/{resident_id}/links/{link_id}/consumption"


class NoConsumption(Refused):
    """The payer has no meter, so there is nothing to draw."""

    code = "no_consumption"


@router.get(SCOPE)
async def consumption(
    linked: LinkedDep,
    session: SessionDep,
    now: NowDep,
    start: date,
    end: date,
    grain: Grain = Grain.month,
    compare: bool = False,
) -> ConsumptionView:
    """Use by month, quarter or year; with ``compare`` beside the same months a year earlier."""
    period = Period(start=start, end=end)
    return await service.consumption(session, linked.payer, period, grain, compare=compare, today=local_day(now))


@router.get(SCOPE + "/chart.png", response_class=Response, responses={200: {"content": {"image/png": {}}}})
async def chart(
    linked: LinkedDep,
    parts: PartsDep,
    session: SessionDep,
    now: NowDep,
    start: date,
    end: date,
    grain: Grain = Grain.month,
    compare: bool = False,
    language: Language = Language.sl,
) -> Response:
    """The same as a PNG for a phone."""
    period = Period(start=start, end=end)
    view = await service.consumption(session, linked.payer, period, grain, compare=compare, today=local_day(now))
    if not view.series:
        raise NoConsumption()
    # the connection goes back before the slow part
    await session.rollback()
    return Response(await parts.painter.paint(view, language), media_type="image/png")
