"""Consents and their texts."""

from backend.consents.contract import ConsentRequest, ConsentText, ConsentView
from backend.contract import Language
from backend.residents.contract import ResidentView
from bot.backend.connection import Connection, query_of


class Consents(Connection):
    """Routes of ``backend.consents``."""

    async def consent_texts(self, language: Language) -> list[ConsentText]:
        return await self._ask(list[ConsentText], "GET", "/v1/consents/texts", query=query_of(language=language))

    async def consents(self, resident_id: int) -> list[ConsentView]:
        return await self._ask(list[ConsentView], "GET", f"/v1/residents/{resident_id}/consents")

    async def consent(self, resident_id: int, request: ConsentRequest) -> ResidentView:
        path = f"/v1/residents/{resident_id}/consents/{request.purpose}"
        return await self._ask(ResidentView, "POST", path, request)
