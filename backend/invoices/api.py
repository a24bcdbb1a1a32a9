"""Routes of invoices, all within a link."""

import asyncio
import re
from datetime import date
from typing import Annotated

from fastapi import Query, Response

from backend.accounts.access import LinkedDep
from backend.contract import Language
from backend.edge import edge_router
from backend.invoices import service
from backend.invoices.contract import BalanceView, InvoicePage, InvoiceView, PaymentView
from backend.invoices.models import Invoice
from backend.invoices.payment_slip import qr_png
from backend.invoices.pdf import render
from backend.local_time import local_day
from backend.parts import NowDep, SessionDep

router = edge_router("invoices")
SCOPE = "/residents/{resident_id}/links/{link_id}"
PDF: dict[int | str, dict[str, object]] = {200: {"content": {"application/pdf": {}}, "description": "A PDF"}}
PNG: dict[int | str, dict[str, object]] = {200: {"content": {"image/png": {}}, "description": "A PNG"}}


@router.get(SCOPE + "/invoices")
async def invoices(
    session: SessionDep,
    linked: LinkedDep,
    now: NowDep,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    start: date | None = None,
    end: date | None = None,
    number: Annotated[str | None, Query(max_length=60)] = None,
) -> InvoicePage:
    """Newest first, six a page; by service period, or by number (spaces, dashes and case ignored)."""
    return await service.page_of(session, linked.payer.id, service.Asked(start, end, number), page, local_day(now))


@router.get(SCOPE + "/invoices/{invoice_id}")
async def invoice(session: SessionDep, linked: LinkedDep, now: NowDep, invoice_id: int) -> InvoiceView:
    """One invoice."""
    return service.view(await service.one(session, linked.payer.id, invoice_id), local_day(now))


@router.get(SCOPE + "/invoices/{invoice_id}/payment")
async def payment(session: SessionDep, linked: LinkedDep, now: NowDep, invoice_id: int) -> PaymentView:
    """Payment data as text. Error ``nothing_to_pay``: a credit note."""
    found = await service.one(session, linked.payer.id, invoice_id)
    return service.payment(linked, found, local_day(now))


def file_name(invoice: Invoice) -> str:
    """``racun-202600876``: letters that every file system takes."""
    kind = {"cost_split": "razdelilnik", "credit_note": "dobropis"}.get(invoice.kind, "racun")
    return f"{kind}-{re.sub(r'[^A-Za-z0-9]+', '-', invoice.number).strip('-')}"


def _file(content: bytes, media_type: str, name: str) -> Response:
    """A file to be saved; personal data, which no cache on the way may keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(content, media_type=media_type, headers=headers)


@router.get(SCOPE + "/invoices/{invoice_id}/pdf", response_class=Response, responses=PDF)
async def pdf(
    session: SessionDep, linked: LinkedDep, now: NowDep, invoice_id: int, language: Language = Language.sl
) -> Response:
    """The invoice as PDF: the imported one as it came, else made from the data."""
    found = await service.one(session, linked.payer.id, invoice_id, whole=True)
    content = await service.imported_pdf(session, found.id)
    if content is None:
        content = await asyncio.to_thread(render, service.document(linked, found, local_day(now)), language)
    return _file(content, "application/pdf", f"{file_name(found)}.pdf")


@router.get(SCOPE + "/invoices/{invoice_id}/payment-qr.png", response_class=Response, responses=PNG)
async def payment_qr(session: SessionDep, linked: LinkedDep, invoice_id: int) -> Response:
    """The UPN QR as a picture, quiet zone included. Error ``nothing_to_pay``."""
    found = await service.one(session, linked.payer.id, invoice_id)
    content = await asyncio.to_thread(qr_png, service.payable_slip(linked, found))
    return _file(content, "image/png", f"{file_name(found)}-qr.png")


@router.get(SCOPE + "/balance")
async def balance(session: SessionDep, linked: LinkedDep, now: NowDep) -> BalanceView:
    """Open items as of today."""
    return await service.balance(session, linked.payer.id, local_day(now))
