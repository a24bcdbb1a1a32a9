"""Routes of residents and chats."""

from typing import Annotated

from fastapi import Path

from backend.edge import edge_router
from backend.parts import NowDep, PartsDep, SessionDep
from backend.residents import handovers
from backend.residents.contract import (
    ChatParting,
    ChatRequest,
    HandoverRequest,
    HandoverTaken,
    HandoverTaking,
    HandoverView,
    ProfileChange,
    ResidentView,
)
from backend.residents.service import announce_chat, change_profile
from backend.residents.view import resident_in, resident_view

router = edge_router("residents")

Channel = Annotated[str, Path(pattern="^[a-z]{1,20}$")]
ExternalId = Annotated[str, Path(pattern=r"^[\x21-\x7e]{1,100}$")]


@router.put("/chats/{channel}/{external_id}")
async def put_chat(
    channel: Channel, external_id: ExternalId, body: ChatRequest, session: SessionDep, now: NowDep
) -> ResidentView:
    """Makes a chat known; gives the resident behind it."""
    chat = await announce_chat(session, channel=channel, external_id=external_id, language=body.language, now=now)
    return await resident_view(session, chat.resident_id, now=now, chat_id=chat.id)


@router.get("/chats/{channel}/{external_id}")
async def get_chat(channel: Channel, external_id: ExternalId, session: SessionDep, now: NowDep) -> ResidentView:
    """The resident behind a chat. Error ``chat_unknown``: the chat is to be announced by PUT, also after it was unreachable."""
    return await resident_in(session, channel=channel, external_id=external_id, now=now)


@router.get("/residents/{resident_id}")
async def get_resident(resident_id: int, session: SessionDep, now: NowDep) -> ResidentView:
    """The resident, as the newest chat sees them."""
    return await resident_view(session, resident_id, now=now)


@router.patch("/residents/{resident_id}")
async def patch_resident(resident_id: int, body: ProfileChange, session: SessionDep, now: NowDep) -> ResidentView:
    """Changes language, name or phone. Error ``phone_invalid``."""
    await change_profile(session, resident_id, body)
    return await resident_view(session, resident_id, now=now)


@router.post("/residents/{resident_id}/handovers")
async def post_handover(
    resident_id: int, body: HandoverRequest, session: SessionDep, parts: PartsDep, now: NowDep
) -> HandoverView:
    """Lets the conversation be carried on in another chat, once, for ten minutes."""
    until = await handovers.begin(session, resident_id, body.token, keyed=parts.keyed, now=now)
    return HandoverView(expires_at=until)


# no resident in the path: taken again after a crash, the chat has another one, and the key must be the same
@router.post("/handovers/taken")
async def post_handover_taken(body: HandoverTaking, session: SessionDep, parts: PartsDep, now: NowDep) -> HandoverTaken:
    """Carries it on here. Errors ``handover_unknown``, ``handover_late``, ``handover_used``, ``chat_occupied``."""
    chat, again = await handovers.take(session, body.chat_id, body.token, keyed=parts.keyed, now=now)
    view = await resident_view(session, chat.resident_id, now=now, chat_id=chat.id)
    return HandoverTaken(resident=view, again=again)


@router.post("/handovers/undone")
async def post_handover_undone(body: ChatParting, session: SessionDep, now: NowDep) -> ResidentView:
    """The chat leaves its resident and begins anew. Error ``nothing_to_part``: it is the resident's only one."""
    chat = await handovers.part(session, body.chat_id, now)
    return await resident_view(session, chat.resident_id, now=now, chat_id=chat.id)
