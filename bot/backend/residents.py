"""Residents, their chats and profiles, and handing a chat over to another's resident."""

from backend.contract import Language
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
from bot.backend.connection import BackendRefusal, Connection


class Residents(Connection):
    """Routes of ``backend.residents``."""

    async def resident_of_chat(self, channel: str, chat: str, language: Language) -> ResidentView:
        """The resident behind a chat; a chat that is new, or that was thought unreachable, is announced."""
        path = f"/v1/chats/{channel}/{chat}"
        try:
            return await self._ask(ResidentView, "GET", path)
        except BackendRefusal as refusal:
            if refusal.code != "chat_unknown":
                raise
        return await self._ask(ResidentView, "PUT", path, ChatRequest(language=language))

    async def resident(self, resident_id: int) -> ResidentView:
        return await self._ask(ResidentView, "GET", f"/v1/residents/{resident_id}")

    async def change_profile(self, resident_id: int, change: ProfileChange) -> ResidentView:
        return await self._ask(ResidentView, "PATCH", f"/v1/residents/{resident_id}", change)

    async def begin_handover(self, resident_id: int, token: str) -> HandoverView:
        path = f"/v1/residents/{resident_id}/handovers"
        return await self._ask(HandoverView, "POST", path, HandoverRequest(token=token))

    async def take_handover(self, chat_id: int, token: str) -> HandoverTaken:
        return await self._ask(
            HandoverTaken, "POST", "/v1/handovers/taken", HandoverTaking(chat_id=chat_id, token=token)
        )

    async def leave_handover(self, chat_id: int) -> ResidentView:
        return await self._ask(ResidentView, "POST", "/v1/handovers/undone", ChatParting(chat_id=chat_id))
