"""Invoices, their PDF, and how they are paid."""

from datetime import date

from backend.contract import Language
from backend.invoices.contract import BalanceView, InvoicePage, InvoiceView, PaymentView
from bot.backend.connection import At, Connection, path_of, query_of


class Invoices(Connection):
    """Routes of ``backend.invoices``."""

    async def invoices(
        self,
        at: At,
        *,
        page: int = 1,
        start: date | None = None,
        end: date | None = None,
        number: str | None = None,
    ) -> InvoicePage:
        """``start``/``end`` choose by the service period's month; ``number`` by number, spaces and case ignored."""
        query = query_of(page=page, start=start, end=end, number=number)
        return await self._ask(InvoicePage, "GET", f"{path_of(at)}/invoices", query=query)

    async def invoice(self, at: At, invoice_id: int) -> InvoiceView:
        return await self._ask(InvoiceView, "GET", f"{path_of(at)}/invoices/{invoice_id}")

    async def payment(self, at: At, invoice_id: int) -> PaymentView:
        return await self._ask(PaymentView, "GET", f"{path_of(at)}/invoices/{invoice_id}/payment")

    def pdf_source(self, at: At, invoice_id: int, language: Language) -> str:
        """Path of the invoice's PDF, for an ``Attachment``."""
        return f"{path_of(at)}/invoices/{invoice_id}/pdf?language={language}"

    def payment_qr_source(self, at: At, invoice_id: int) -> str:
        """Path of the payment QR's PNG, for an ``Attachment``."""
        return f"{path_of(at)}/invoices/{invoice_id}/payment-qr.png"

    async def balance(self, at: At) -> BalanceView:
        return await self._ask(BalanceView, "GET", f"{path_of(at)}/balance")
