"""Routes of consents."""

from backend.consents.contract import ConsentRequest, ConsentText, ConsentView, Purpose
from backend.consents.service import latest, record
from backend.consents.texts import consent_text
from backend.contract import Language
from backend.edge import edge_router
from backend.errors import Invalid
from backend.parts import NowDep, SessionDep
from backend.residents.contract import ResidentView
from backend.residents.view import resident_view

router = edge_router("consents")


class PurposeMismatch(Invalid):
    """The path names one purpose, the body another."""

    code = "purpose_mismatch"


@router.get("/consents/texts")
async def get_texts(language: Language) -> list[ConsentText]:
    """The current texts, the needed one first."""
    return [consent_text(purpose, language) for purpose in Purpose]


@router.get("/residents/{resident_id}/consents")
async def get_consents(resident_id: int, session: SessionDep) -> list[ConsentView]:
    """The newest act of each purpose."""
    return await latest(session, resident_id)


@router.post("/residents/{resident_id}/consents/{purpose}")
async def post_consent(
    resident_id: int, purpose: Purpose, body: ConsentRequest, session: SessionDep, now: NowDep
) -> ResidentView:
    """Records an act. Error ``consent_outdated``."""
    if body.purpose is not purpose:
        raise PurposeMismatch()
    await record(session, resident_id, body, now=now)
    return await resident_view(session, resident_id, now=now)
