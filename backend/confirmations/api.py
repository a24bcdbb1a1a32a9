"""Routes of e-mail confirmations. The page behind the mailed link is ``backend.confirmations.page``."""

from backend.confirmations.contract import CodeCheck, ConfirmationRequest, ConfirmationView
from backend.confirmations.service import check_code, send_confirmation
from backend.edge import edge_router
from backend.parts import NowDep, PartsDep, SessionDep
from backend.residents.contract import ResidentView
from backend.residents.view import resident_view

router = edge_router("confirmations")


@router.post("/residents/{resident_id}/email-confirmations")
async def post_confirmation(
    resident_id: int, body: ConfirmationRequest, session: SessionDep, parts: PartsDep, now: NowDep
) -> ConfirmationView:
    """Mails a code and a link. Errors ``not_linked``, ``email_invalid``, ``too_many_mails`` (details.minutes)."""
    public_url = parts.settings.public_url
    return await send_confirmation(session, resident_id, body, keyed=parts.keyed, public_url=public_url, now=now)


@router.post("/residents/{resident_id}/email-confirmations/check")
async def post_check(
    resident_id: int, body: CodeCheck, session: SessionDep, parts: PartsDep, now: NowDep
) -> ResidentView:
    """Confirms by the code. Errors ``code_wrong``, ``code_expired``, ``code_used_up``, ``no_confirmation``."""
    await check_code(session, resident_id, body.code, keyed=parts.keyed, now=now)
    return await resident_view(session, resident_id, now=now)
