"""Confirming an e-mail address."""

from backend.confirmations.contract import CodeCheck, ConfirmationRequest, ConfirmationView
from backend.residents.contract import ResidentView
from bot.backend.connection import Connection


class Confirmations(Connection):
    """Routes of ``backend.confirmations``."""

    async def send_confirmation(self, resident_id: int, request: ConfirmationRequest) -> ConfirmationView:
        return await self._ask(ConfirmationView, "POST", f"/v1/residents/{resident_id}/email-confirmations", request)

    async def check_code(self, resident_id: int, check: CodeCheck) -> ResidentView:
        return await self._ask(ResidentView, "POST", f"/v1/residents/{resident_id}/email-confirmations/check", check)
