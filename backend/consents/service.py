"""Consent acts: shown with version and language, recorded with the exact text, only ever added to."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from backend.consents.contract import ConsentAction, ConsentRequest, ConsentView, Purpose
from backend.consents.models import ConsentAct
from backend.consents.texts import VERSION, consent_text
from backend.errors import Refused
from backend.residents.service import resident_of


class ConsentOutdated(Refused):
    """The act is about a version that is not the current one: show the current text and ask again."""

    code = "consent_outdated"


async def record(session: AsyncSession, resident_id: int, request: ConsentRequest, *, now: datetime) -> None:
    """Adds an act on the current text. Raises ``ConsentOutdated``."""
    await resident_of(session, resident_id, for_update=True)
    if request.version != VERSION:
        raise ConsentOutdated(version=VERSION)
    act = ConsentAct(
        resident_id=resident_id,
        purpose=request.purpose.value,
        action=request.action.value,
        version=VERSION,
        language=request.language.value,
        text=consent_text(request.purpose, request.language).text,
        channel=request.channel,
        at=now,
    )
    session.add(act)
    await session.flush()


async def latest(session: AsyncSession, resident_id: int) -> list[ConsentView]:
    """The newest act of each purpose, whatever its version."""
    await resident_of(session, resident_id)
    newest = (
        select(ConsentAct)
        .where(ConsentAct.resident_id == resident_id)
        .ext(distinct_on(ConsentAct.purpose))
        .order_by(ConsentAct.purpose, ConsentAct.id.desc())
    )
    acts = {act.purpose: act for act in await session.scalars(newest)}
    return [_view(purpose, acts.get(purpose.value)) for purpose in Purpose]


def _view(purpose: Purpose, act: ConsentAct | None) -> ConsentView:
    if act is None:
        return ConsentView(purpose=purpose, action=None, version=None, at=None)
    return ConsentView(purpose=purpose, action=ConsentAction(act.action), version=act.version, at=act.at)
