"""Routes of deep links and of links to payers."""

from backend.accounts.contract import LinkRequest, LinkView, StartRequest, StartView
from backend.accounts.service import link, open_payload, unlink
from backend.edge import edge_router
from backend.parts import NowDep, PartsDep, SessionDep
from backend.residents.contract import ResidentView
from backend.residents.view import resident_view

router = edge_router("accounts")


@router.post("/start-payloads")
async def post_start_payload(body: StartRequest, session: SessionDep, parts: PartsDep) -> StartView:
    """What a deep link presets. Error ``payload_invalid``."""
    return await open_payload(session, body.payload, keyed=parts.keyed)


@router.post("/residents/{resident_id}/links")
async def post_link(resident_id: int, body: LinkRequest, session: SessionDep, parts: PartsDep, now: NowDep) -> LinkView:
    """Links a payer. Errors ``link_refused``, ``link_locked`` (details.minutes), ``already_linked_elsewhere``."""
    return await link(session, resident_id, body, keyed=parts.keyed, now=now)


@router.delete("/residents/{resident_id}/links/{link_id}")
async def delete_link(resident_id: int, link_id: int, session: SessionDep, now: NowDep) -> ResidentView:
    """Ends a link. Error ``not_linked``."""
    await unlink(session, resident_id, link_id, now=now)
    return await resident_view(session, resident_id, now=now)
