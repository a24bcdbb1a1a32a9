"""Every table, imported once, so that Alembic and the tests see the whole schema."""

from backend.accounts.models import Link, LinkFailure, Payer
from backend.attachments.models import StoredFile
from backend.confirmations.models import EmailConfirmation
from backend.consents.models import ConsentAct
from backend.database import Base
from backend.desk.models import TicketPost, TicketTopic
from backend.idempotency_models import IdempotentRequest
from backend.invoices.models import Invoice, InvoiceFile, InvoiceLine, InvoiceReading
from backend.ledger.models import CourierLease, OutgoingMessage
from backend.meters.models import Meter, MeteringPoint
from backend.providers.models import OfficeException, OfficeHours, Provider
from backend.readings.models import Reading
from backend.reminders.models import ReminderLook, ReminderRules, ReminderSettings
from backend.residents.models import Chat, Handover, Resident
from backend.staff.models import AuditEntry, CannedAnswer, StaffLoginFailure, StaffMember, StaffSession
from backend.tariffs.models import Price, PriceList
from backend.tickets.models import Ticket, TicketCounter, TicketFile, TicketMessage

__all__ = [
    "AuditEntry",
    "Base",
    "CannedAnswer",
    "Chat",
    "ConsentAct",
    "CourierLease",
    "EmailConfirmation",
    "Handover",
    "IdempotentRequest",
    "Invoice",
    "InvoiceFile",
    "InvoiceLine",
    "InvoiceReading",
    "Link",
    "LinkFailure",
    "Meter",
    "MeteringPoint",
    "OfficeException",
    "OfficeHours",
    "OutgoingMessage",
    "Payer",
    "Price",
    "PriceList",
    "Provider",
    "Reading",
    "ReminderLook",
    "ReminderRules",
    "ReminderSettings",
    "Resident",
    "StaffLoginFailure",
    "StaffMember",
    "StaffSession",
    "StoredFile",
    "Ticket",
    "TicketCounter",
    "TicketFile",
    "TicketMessage",
    "TicketPost",
    "TicketTopic",
]
