"""Routes by which the bot's courier claims pushes and reports what became of them."""

from datetime import timedelta

from fastapi import Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.contract import Language
from backend.edge import edge_router
from backend.errors import Refused
from backend.ledger.contract import Outcome, PushClaim, Pushes, PushOutcome, PushView
from backend.ledger.models import OutgoingMessage
from backend.ledger.service import MAX_ATTEMPTS, again, claim, finish, wait_after
from backend.parts import SessionDep
from backend.residents.models import Chat, Resident

router = edge_router("pushes")


class NotYours(Refused):
    """Another courier holds the row now, or it has ended."""

    code = "not_yours"


@router.post("/pushes/claims")
async def post_claim(body: PushClaim, session: SessionDep) -> Pushes:
    """Due pushes for the caller, leased for 60 seconds."""
    rows = await claim(session, "push", owner=body.owner, limit=body.limit, channels=body.channels)
    chats = (
        select(Chat.id, Chat.external_id, Resident.language)
        .join(Resident, Chat.resident_id == Resident.id)
        .where(Chat.id.in_([row.chat_id for row in rows]))
    )
    where = {chat_id: (external_id, language) for chat_id, external_id, language in await session.execute(chats)}
    return Pushes(pushes=[_view(row, *where[row.chat_id]) for row in rows if row.chat_id is not None])


def _view(row: OutgoingMessage, external_id: str, language: str) -> PushView:
    return PushView(
        id=row.id,
        channel=row.recipient,
        external_id=external_id,
        language=Language(language),
        event=row.content["event"],
        values=row.content["values"],
    )


@router.post("/pushes/{push_id}/outcome", status_code=204)
async def post_outcome(push_id: int, body: PushOutcome, session: SessionDep) -> Response:
    """Reports a push. Error ``not_yours``."""
    row = await session.get(OutgoingMessage, push_id)
    if row is None or row.kind != "push" or not await _report(session, row, body):
        raise NotYours()
    return Response(status_code=204)


async def _report(session: AsyncSession, row: OutgoingMessage, body: PushOutcome) -> bool:
    if body.outcome is Outcome.retry and (body.after_seconds is not None or row.attempts < MAX_ATTEMPTS):
        told = body.after_seconds is not None
        after = timedelta(seconds=body.after_seconds) if body.after_seconds is not None else wait_after(row.attempts)
        return await again(session, row.id, owner=body.owner, after=after, error=body.error, counts=not told)
    sent = body.outcome is Outcome.sent
    error = body.error if sent else body.error or body.outcome.value
    held = await finish(session, row.id, owner=body.owner, sent=sent, external_id=body.external_id, error=error)
    if held and body.outcome is Outcome.unreachable and row.chat_id is not None:
        chat = await session.get(Chat, row.chat_id)
        assert chat is not None
        chat.reachable = False
        await session.flush()
    return held
