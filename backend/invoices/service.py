"""Invoices of one payer: lists, open items, payment, and the document that is printed. Reads only."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from backend.accounts.access import Linked
from backend.errors import NotFound, Refused
from backend.invoices.contract import BalanceView, InvoicePage, InvoiceState, InvoiceView, PaymentView
from backend.invoices.document import Addressee, InvoiceDocument, Issuer, Line, Measured
from backend.invoices.models import Invoice, InvoiceFile
from backend.invoices.payment_slip import PaymentSlip
from backend.invoices.reference import normal_number, spaced_iban, spaced_reference

PAGE = 6


class InvoiceNotFound(NotFound):
    """This payer has no such invoice."""

    code = "invoice_not_found"


class NothingToPay(Refused):
    """The invoice is a credit note, or of zero: there is no payment slip."""

    code = "nothing_to_pay"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which invoices: all, those whose service period touches ``start``–``end``, or the one with a number."""

    start: date | None = None
    end: date | None = None
    number: str | None = None


def _conditions(payer_id: int, asked: Asked) -> list[ColumnElement[bool]]:
    found = [Invoice.payer_id == payer_id]
    if asked.start is not None:
        found.append(Invoice.service_to >= asked.start)
    if asked.end is not None:
        found.append(Invoice.service_from <= asked.end)
    if asked.number is not None:
        bare = func.regexp_replace(func.lower(Invoice.number), "[^a-z0-9]", "", "g")
        found.append(bare == normal_number(asked.number))
    return found


def state_of(invoice: Invoice, today: date) -> InvoiceState:
    """On its due day an invoice is not overdue yet."""
    if invoice.payable == invoice.paid:
        return InvoiceState.paid
    return InvoiceState.overdue if invoice.due_on < today and invoice.payable > invoice.paid else InvoiceState.open


def view(invoice: Invoice, today: date) -> InvoiceView:
    """As of ``today``."""
    return InvoiceView(
        id=invoice.id,
        number=invoice.number,
        kind=invoice.kind,
        issued_on=invoice.issued_on,
        service_from=invoice.service_from,
        service_to=invoice.service_to,
        due_on=invoice.due_on,
        payable=invoice.payable,
        open=invoice.payable - invoice.paid,
        state=state_of(invoice, today),
    )


async def page_of(session: AsyncSession, payer_id: int, asked: Asked, page: int, today: date) -> InvoicePage:
    """Six a page, newest first; a page beyond the last is empty."""
    conditions = _conditions(payer_id, asked)
    total = await session.scalar(select(func.count()).select_from(Invoice).where(*conditions)) or 0
    newest = (
        select(Invoice)
        .where(*conditions)
        .order_by(Invoice.service_to.desc(), Invoice.issued_on.desc(), Invoice.id.desc())
    )
    rows = await session.scalars(newest.limit(PAGE).offset((page - 1) * PAGE))
    return InvoicePage(
        invoices=[view(row, today) for row in rows], page=page, pages=max(1, -(-total // PAGE)), total=total
    )


async def one(session: AsyncSession, payer_id: int, invoice_id: int, *, whole: bool = False) -> Invoice:
    """The payer's invoice, ``whole`` with lines and readings. Another payer's is not found."""
    query = select(Invoice).where(Invoice.id == invoice_id, Invoice.payer_id == payer_id)
    if whole:
        query = query.options(selectinload(Invoice.lines), selectinload(Invoice.readings))
    invoice = (await session.execute(query)).scalar_one_or_none()
    if invoice is None:
        raise InvoiceNotFound()
    return invoice


async def balance(session: AsyncSession, payer_id: int, today: date) -> BalanceView:
    """What is open, the oldest due first; credit notes that are not settled lower the total."""
    query = select(Invoice).where(Invoice.payer_id == payer_id, Invoice.payable != Invoice.paid)
    items = [view(row, today) for row in await session.scalars(query.order_by(Invoice.due_on, Invoice.id))]
    return BalanceView(
        total=sum((item.open for item in items), Decimal("0.00")),
        overdue=sum((item.open for item in items if item.state is InvoiceState.overdue), Decimal("0.00")),
        items=items,
    )


def slip_of(linked: Linked, invoice: Invoice) -> PaymentSlip | None:
    """The slip over what is open; of a paid invoice as it was issued. None: nothing was ever to be paid."""
    left = invoice.payable - invoice.paid
    amount = left if left > 0 else invoice.payable
    if amount <= 0:
        return None
    payer, provider = linked.payer, linked.provider
    return PaymentSlip(
        payer_name=payer.name,
        payer_street=payer.street,
        payer_town=f"{payer.post_code} {payer.town}",
        amount=amount,
        purpose_code=invoice.purpose_code,
        purpose=invoice.purpose,
        due_on=invoice.due_on,
        iban=provider.iban,
        reference=invoice.reference,
        recipient_name=provider.name,
        recipient_street=provider.street,
        recipient_town=f"{provider.post_code} {provider.town}",
    )


def payable_slip(linked: Linked, invoice: Invoice) -> PaymentSlip:
    """The slip; raises ``NothingToPay`` where there is none."""
    slip = slip_of(linked, invoice)
    if slip is None:
        raise NothingToPay()
    return slip


def payment(linked: Linked, invoice: Invoice, today: date) -> PaymentView:
    """Payment data as text; ``amount`` is that of the slip."""
    slip = payable_slip(linked, invoice)
    return PaymentView(
        invoice=view(invoice, today),
        recipient=slip.recipient_name,
        recipient_address=f"{slip.recipient_street}, {slip.recipient_town}",
        iban=spaced_iban(slip.iban),
        reference=spaced_reference(slip.reference),
        purpose_code=slip.purpose_code,
        purpose=slip.purpose,
        amount=slip.amount,
        due_on=invoice.due_on,
        for_payment=invoice.for_payment,
    )


def document(linked: Linked, invoice: Invoice, today: date) -> InvoiceDocument:
    """What is printed; ``invoice`` must be whole."""
    provider, payer = linked.provider, linked.payer
    return InvoiceDocument(
        number=invoice.number,
        kind=invoice.kind,
        issued_on=invoice.issued_on,
        service_from=invoice.service_from,
        service_to=invoice.service_to,
        due_on=invoice.due_on,
        metering_point=invoice.metering_point,
        issuer=Issuer(
            name=provider.name,
            street=provider.street,
            town=f"{provider.post_code} {provider.town}",
            phone=provider.phone,
            email=provider.email,
            website=provider.website,
            tax_number=provider.tax_number,
            iban=provider.iban,
        ),
        addressee=Addressee(payer.code, payer.name, payer.street, f"{payer.post_code} {payer.town}"),
        lines=tuple(
            Line(line.description, line.quantity, line.unit, line.unit_price, line.vat_rate, line.net)
            for line in invoice.lines
        ),
        measured=tuple(
            Measured(r.serial, r.service, r.unit, r.date_from, r.value_from, r.date_to, r.value_to, r.used)
            for r in invoice.readings
        ),
        net=invoice.net,
        vat=invoice.vat,
        payable=invoice.payable,
        open=invoice.payable - invoice.paid,
        state=state_of(invoice, today),
        paid_on=invoice.paid_on,
        reference=invoice.reference,
        for_payment=invoice.for_payment,
        slip=slip_of(linked, invoice),
    )


async def imported_pdf(session: AsyncSession, invoice_id: int) -> bytes | None:
    """The PDF that came with the data, if one did."""
    return await session.scalar(select(InvoiceFile.content).where(InvoiceFile.invoice_id == invoice_id))
