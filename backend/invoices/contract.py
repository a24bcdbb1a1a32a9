"""Contract of invoices, open items and payment."""

from datetime import date
from enum import StrEnum

from backend.contract import Amount, Model


class InvoiceState(StrEnum):
    """As of the day asked."""

    paid = "paid"
    open = "open"
    overdue = "overdue"


class InvoiceView(Model):
    """One bill in a list. Money in euros."""

    id: int
    number: str
    kind: str
    issued_on: date
    service_from: date
    service_to: date
    due_on: date
    payable: Amount
    open: Amount
    """What is left to pay."""
    state: InvoiceState


class InvoicePage(Model):
    """Newest first; ``page`` counts from 1."""

    invoices: list[InvoiceView]
    page: int
    pages: int
    total: int


class PaymentView(Model):
    """What is typed into a bank's app when a QR cannot be scanned. ``iban`` in groups of four."""

    invoice: InvoiceView
    recipient: str
    recipient_address: str
    iban: str
    reference: str
    """Model, a space, the number: ``SI12 1033842574531``."""
    purpose_code: str
    purpose: str
    amount: Amount
    due_on: date
    for_payment: bool


class BalanceView(Model):
    """Open items (odprte postavke), the oldest due first."""

    total: Amount
    overdue: Amount
    items: list[InvoiceView]
