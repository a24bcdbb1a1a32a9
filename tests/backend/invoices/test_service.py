"""Service and PDF over the demo data: lists, numbers, balance, payment; the QR read back from the PDF's pixels."""

from datetime import date
from decimal import Decimal

import pypdfium2
import zxingcpp
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.access import Linked
from backend.accounts.models import Payer
from backend.contract import Language
from backend.database import Sessions
from backend.invoices import service
from backend.invoices.api import file_name
from backend.invoices.payment_slip import payload
from backend.invoices.pdf import render
from backend.invoices.service import Asked
from backend.providers.models import Provider

TODAY = date(2026, 11, 27)


async def linked(session: AsyncSession, code: str) -> Linked:
    payer, provider = (await session.execute(select(Payer, Provider).join(Provider).where(Payer.code == code))).one()
    return Linked(0, 0, payer, provider, Language.sl, "a@example.si")


async def test_pages_numbers_and_months(sessions: Sessions) -> None:
    async with sessions() as session:
        payer = (await linked(session, "123456")).payer.id
        first = await service.page_of(session, payer, Asked(), 1, TODAY)
        assert (len(first.invoices), first.pages, first.total) == (6, 2, 12)
        assert first.invoices[0].number == "202600876"
        october = Asked(date(2026, 10, 1), date(2026, 10, 31))
        assert [i.number for i in (await service.page_of(session, payer, october, 1, TODAY)).invoices] == ["202600876"]
        spaced = await service.page_of(session, payer, Asked(number="2026 00788"), 1, TODAY)
        assert [i.number for i in spaced.invoices] == ["202600788"]
        # another payer's number is not found here
        assert (await service.page_of(session, payer, Asked(number="202600877"), 1, TODAY)).total == 0


async def test_balance_of_two_open_items_one_overdue(sessions: Sessions) -> None:
    async with sessions() as session:
        balance = await service.balance(session, (await linked(session, "4711")).payer.id, TODAY)
    assert [(item.number, item.state.value) for item in balance.items] == [
        ("R-2026-09-4711", "overdue"),
        ("R-2026-10-4711", "open"),
    ]
    assert balance.overdue == balance.items[0].open
    assert balance.total == sum(item.open for item in balance.items)


async def test_pdf_carries_the_payload(sessions: Sessions) -> None:
    async with sessions() as session:
        who = await linked(session, "123456")
        newest = (await service.page_of(session, who.payer.id, Asked(), 1, TODAY)).invoices[0]
        invoice = await service.one(session, who.payer.id, newest.id, whole=True)
        document = service.document(who, invoice, TODAY)
        payment = service.payment(who, invoice, TODAY)
    assert file_name(invoice) == "racun-202600876"
    assert (payment.amount, payment.iban, payment.reference) == (
        Decimal("42.17"),
        "SI56 9900 1000 0000 116",
        "SI12 1234562026100",
    )
    pdf = render(document, Language.sl)
    assert render(document, Language.sl) == pdf
    pages = pypdfium2.PdfDocument(pdf)
    try:
        assert len(pages) == 1
        page = pages[0]
        assert "NI ZA PLAČILO" in page.get_textpage().get_text_bounded()
        [code] = zxingcpp.read_barcodes(page.render(scale=300 / 72).to_pil())
    finally:
        pages.close()
    assert document.slip is not None
    assert code.text == payload(document.slip)
