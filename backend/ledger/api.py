"""Routes by which the bot's couriers share a budget, claim pushes and report what became of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import Query
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.contract import Language
from backend.edge import edge_router
from backend.ledger import leases
from backend.ledger.claims import claim, waiting
from backend.ledger.contract import (
    LeaseRequest,
    LeaseView,
    NotYours,
    PushClaim,
    Pushes,
    PushOutcome,
    PushOutcomes,
    PushView,
    Waiting,
)
from backend.ledger.models import OutgoingMessage
from backend.ledger.outcomes import block, report_all
from backend.ledger.recovery import Recovery, recovery_of
from backend.parts import NowDep, SessionDep
from backend.residents.models import Chat, Resident
from backend.tickets.deliveries import settle

router = edge_router("pushes")

_CHATS = (
    select(Chat.id, Chat.external_id, Chat.reachable, Resident.language)
    .join(Resident, Chat.resident_id == Resident.id)
    .where(Chat.id.in_(bindparam("chats", expanding=True)))
)
"""Built once: that costs more than running it."""


@router.post("/couriers/lease")
async def post_lease(body: LeaseRequest, session: SessionDep) -> LeaseView:
    """Gives the right to send to one courier of each budget, for 8 seconds; to be renewed."""
    if body.release:
        await leases.give_up(session, body.owner)
        return LeaseView(channels=[], wait_seconds=None)
    elsewhere = await leases.take(session, body.owner, body.budgets)
    mine = [budget.channel for budget in body.budgets if budget.channel not in elsewhere]
    return LeaseView(channels=mine, wait_seconds=min(elsewhere.values(), default=None))


@router.get("/pushes/waiting")
async def get_waiting(session: SessionDep, channel: Annotated[list[str], Query(max_length=10)]) -> Waiting:
    """Whether a claim would find something; cheap, for couriers that have nothing to do."""
    return Waiting(due=await waiting(session, "push", channel))


@router.post("/pushes/claims")
async def post_claim(body: PushClaim, session: SessionDep, now: NowDep) -> Pushes:
    """Due pushes for the caller, of the channels whose lease it has; held for 60 seconds.

    Those to chats that are known to be unreachable end here, without a call.
    """
    lost = await _report(session, body.owner, body.outcomes, now)
    channels = await leases.usable(session, body.owner, body.channels)
    if not channels:
        return Pushes(pushes=[], not_yours=lost)
    rows = await claim(session, "push", owner=body.owner, limit=body.limit, channels=channels)
    if not rows:
        return Pushes(pushes=[], not_yours=lost)
    chats = _CHATS, {"chats": [row.chat_id for row in rows if row.chat_id is not None]}
    where = {chat_id: (key, reachable, language) for chat_id, key, reachable, language in await session.execute(*chats)}
    views, gone = [], dict[int, str]()
    for row in rows:
        if row.chat_id is None:
            views.append(_view(row, row.content["place"], Language.sl))
            continue
        key, reachable, language = where[row.chat_id]
        if reachable:
            views.append(_view(row, key, language))
        else:
            gone[row.id] = "unreachable"
    await block(session, body.owner, gone, now)
    return Pushes(pushes=views, ended=len(gone), not_yours=lost)


def _view(row: OutgoingMessage, external_id: str, language: str) -> PushView:
    event = row.content["event"]
    return PushView(
        id=row.id,
        channel=row.recipient,
        external_id=external_id,
        language=Language(language),
        event=event,
        values=row.content["values"],
        request=row.content.get("request"),
        repeatable=recovery_of(event) is not Recovery.never,
    )


@router.post("/pushes/outcomes")
async def post_outcomes(body: PushOutcomes, session: SessionDep, now: NowDep) -> NotYours:
    """Reports what became of claimed pushes. Gives those that the caller holds no more: their outcome is not taken."""
    return NotYours(push_ids=await _report(session, body.owner, body.outcomes, now))


async def _report(session: AsyncSession, owner: str, outcomes: Sequence[PushOutcome], now: datetime) -> list[int]:
    lost = await report_all(session, owner, outcomes, now) if outcomes else []
    if outcomes:
        await settle(session, now)
    return lost
