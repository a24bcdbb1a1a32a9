"""Tables of invoices (računi) and cost splits (razdelilniki): data; the PDF is made from it when asked for."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.accounts.models import Payer
from backend.database import Base, Key, Money, Quantity, UnitPrice


class Invoice(Base):
    """One bill. ``paid`` is what has come in so far; open is ``payable - paid``."""

    __tablename__ = "invoices"
    __table_args__ = (UniqueConstraint("payer_id", "number"), Index(None, "payer_id", "issued_on"))

    id: Mapped[Key]
    payer_id: Mapped[int] = mapped_column(ForeignKey(Payer.id))
    number: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    """``invoice``, ``credit_note`` or ``cost_split``."""
    issued_on: Mapped[date]
    service_from: Mapped[date]
    service_to: Mapped[date]
    due_on: Mapped[date]
    metering_point: Mapped[str | None] = mapped_column(String(40))
    net: Mapped[Money]
    vat: Mapped[Money]
    payable: Mapped[Money]
    paid: Mapped[Money]
    paid_on: Mapped[date | None]
    reference: Mapped[str] = mapped_column(String(26))
    """Model and number joined, such as SI121033842574531."""
    purpose_code: Mapped[str] = mapped_column(String(4))
    purpose: Mapped[str] = mapped_column(String(42))
    for_payment: Mapped[bool]
    """False puts "not for payment" on the document: demo invoices."""
    lines: Mapped[list["InvoiceLine"]] = relationship(order_by="InvoiceLine.position", lazy="raise")
    readings: Mapped[list["InvoiceReading"]] = relationship(order_by="InvoiceReading.position", lazy="raise")


class InvoiceLine(Base):
    """One billed item; ``net`` is quantity × unit price, rounded to cents."""

    __tablename__ = "invoice_lines"

    id: Mapped[Key]
    invoice_id: Mapped[int] = mapped_column(ForeignKey(Invoice.id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    description: Mapped[str]
    quantity: Mapped[Quantity]
    unit: Mapped[str] = mapped_column(String(20))
    unit_price: Mapped[UnitPrice]
    vat_rate: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    net: Mapped[Money]


class InvoiceReading(Base):
    """From–to of a meter as billed."""

    __tablename__ = "invoice_readings"

    id: Mapped[Key]
    invoice_id: Mapped[int] = mapped_column(ForeignKey(Invoice.id, ondelete="CASCADE"), index=True)
    position: Mapped[int]
    serial: Mapped[str] = mapped_column(String(40))
    service: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(10))
    date_from: Mapped[date]
    value_from: Mapped[Quantity]
    date_to: Mapped[date]
    value_to: Mapped[Quantity]
    used: Mapped[Quantity]


class InvoiceFile(Base):
    """A PDF that came with the data: sent as it is."""

    __tablename__ = "invoice_files"

    invoice_id: Mapped[int] = mapped_column(ForeignKey(Invoice.id, ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes]
