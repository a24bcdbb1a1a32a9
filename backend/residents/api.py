"""Routes of residents and chats."""

from typing import Annotated

from fastapi import Path

from backend.edge import edge_router
from backend.parts import NowDep, SessionDep
from backend.residents.contract import ChatRequest, ProfileChange, ResidentView
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
