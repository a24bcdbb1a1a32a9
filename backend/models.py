"""Every table, imported once, so that Alembic and the tests see the whole schema."""

from backend.accounts.models import Link, LinkFailure, Payer
from backend.confirmations.models import EmailConfirmation
from backend.consents.models import ConsentAct
from backend.database import Base
from backend.idempotency_models import IdempotentRequest
from backend.invoices.models import Invoice, InvoiceFile, InvoiceLine, InvoiceReading
from backend.ledger.models import CourierLease, OutgoingMessage
from backend.meters.models import Meter, MeteringPoint
from backend.providers.models import OfficeHours, Provider
from backend.readings.models import Reading
from backend.reminders.models import ReminderRules, ReminderSettings
from backend.residents.models import Chat, Resident
from backend.tariffs.models import Price, PriceList

__all__ = [
    "Base",
    "Chat",
    "ConsentAct",
    "CourierLease",
    "EmailConfirmation",
    "IdempotentRequest",
    "Invoice",
    "InvoiceFile",
    "InvoiceLine",
    "InvoiceReading",
    "Link",
    "LinkFailure",
    "Meter",
    "MeteringPoint",
    "OfficeHours",
    "OutgoingMessage",
    "Payer",
    "Price",
    "PriceList",
    "Provider",
    "Reading",
    "ReminderRules",
    "ReminderSettings",
    "Resident",
]
