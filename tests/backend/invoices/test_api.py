"""The routes of invoices over HTTP: what a linked resident gets, and what nobody else does."""

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import httpx
import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import select

from backend.accounts.models import Payer
from backend.consents.texts import VERSION
from backend.database import Sessions
from backend.invoices.models import Invoice, InvoiceFile
from backend.residents.models import Resident
from tests.backend.people import Person, meet
from tests.conftest import DEMO_NOW

TERMS = {"purpose": "terms", "action": "given", "version": VERSION, "language": "sl", "channel": "web"}


@dataclass(frozen=True, slots=True)
class Account:
    """A resident's view of one linked payer."""

    person: Person
    link: int

    async def get(self, path: str, **query: str | int) -> httpx.Response:
        """A read below the link."""
        base = f"/v1/residents/{self.person.id}/links/{self.link}"
        return await self.person.http.get(f"{base}/{path}", params=query)

    async def page(self, **query: str | int) -> dict[str, Any]:
        answer = await self.get("invoices", **query)
        assert answer.status_code == 200, answer.text
        page: dict[str, Any] = answer.json()
        return page

    async def newest(self) -> dict[str, Any]:
        """The view of the newest invoice."""
        newest: dict[str, Any] = (await self.page())["invoices"][0]
        return newest


async def admitted(
    http: httpx.AsyncClient, sessions: Sessions, code: str, secret: str | None, provider: str = "komunala"
) -> Account:
    """Linked and consented through the API; the address confirmed in the table (the mail has tests of its own)."""
    person = await meet(http, chat=code)
    linked = await person.link(code, secret, provider)
    assert linked.status_code == 200, linked.text
    async with sessions.begin() as session:
        resident = await session.get_one(Resident, person.id)
        resident.email, resident.email_confirmed_at = "resident@example.com", DEMO_NOW
    consented = await person.post("consents/terms", TERMS)
    assert consented.status_code == 200, consented.text
    return Account(person, linked.json()["id"])


@pytest.fixture
async def janez(http: httpx.AsyncClient, sessions: Sessions) -> Account:
    return await admitted(http, sessions, "123456", "202600876")


@pytest.fixture
async def ana(http: httpx.AsyncClient, sessions: Sessions) -> Account:
    return await admitted(http, sessions, "4711", "Lipa-4821", "upravnik")


def scanned(picture: Any) -> str:
    """The one code in a picture."""
    [code] = zxingcpp.read_barcodes(picture)
    text: str = code.text
    return text


async def test_pages_hold_six_the_newest_first(janez: Account) -> None:
    first, second, third = [await janez.page(page=number) for number in (1, 2, 3)]
    assert (first["page"], first["pages"], first["total"]) == (1, 2, 12)
    assert first["invoices"][0]["number"] == "202600876"
    days = [invoice["service_to"] for invoice in first["invoices"] + second["invoices"]]
    assert len(days) == 12
    assert days == sorted(days, reverse=True)
    assert third["invoices"] == []
    assert (await janez.get("invoices", page=0)).json()["code"] == "malformed"


async def test_by_number_however_it_is_written(ana: Account) -> None:
    for written in ("R-2026-10-4711", "r 2026 10 4711", "r2026104711"):
        assert [invoice["number"] for invoice in (await ana.page(number=written))["invoices"]] == ["R-2026-10-4711"]
    assert (await ana.page(number="202600876"))["invoices"] == []


async def test_by_month_of_service(janez: Account) -> None:
    october = await janez.page(start="2026-10-01", end="2026-10-31")
    assert [invoice["number"] for invoice in october["invoices"]] == ["202600876"]
    assert (await janez.page(start="2030-01-01"))["total"] == 0


async def test_one_and_its_payment(janez: Account) -> None:
    newest = await janez.newest()
    assert (await janez.get(f"invoices/{newest['id']}")).json() == newest
    payment = (await janez.get(f"invoices/{newest['id']}/payment")).json()
    assert payment["invoice"] == newest
    assert (payment["amount"], payment["iban"], payment["reference"], payment["for_payment"]) == (
        "42.17",
        "SI56 9900 1000 0000 116",
        "SI12 1234562026100",
        False,
    )


async def test_the_qr_says_what_the_payment_says(janez: Account) -> None:
    newest = await janez.newest()
    payment = (await janez.get(f"invoices/{newest['id']}/payment")).json()
    answer = await janez.get(f"invoices/{newest['id']}/payment-qr.png")
    assert answer.headers["content-type"] == "image/png"
    fields = scanned(Image.open(io.BytesIO(answer.content))).split("\n")
    assert (fields[0], fields[5], len(fields)) == ("UPNQR", "Janez Novak", 21)
    assert int(fields[8]) == Decimal(payment["amount"]) * 100
    assert fields[14:16] == [payment["iban"].replace(" ", ""), payment["reference"].replace(" ", "")]
    assert (fields[11], fields[12], fields[16]) == (payment["purpose_code"], payment["purpose"], payment["recipient"])
    assert int(fields[19]) == sum(map(len, fields[:19])) + 19


@pytest.mark.parametrize(("language", "title"), [("sl", "Račun"), ("en", "Invoice")])
async def test_pdf_is_a_file_that_no_cache_keeps(janez: Account, language: str, title: str) -> None:
    newest = await janez.newest()
    answer = await janez.get(f"invoices/{newest['id']}/pdf", language=language)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="racun-202600876.pdf"'
    assert "no-store" in answer.headers["cache-control"]
    pages = pypdfium2.PdfDocument(answer.content)
    try:
        assert title in pages[0].get_textpage().get_text_bounded()
        printed = scanned(pages[0].render(scale=300 / 72).to_pil())
    finally:
        pages.close()
    picture = (await janez.get(f"invoices/{newest['id']}/payment-qr.png")).content
    assert printed == scanned(Image.open(io.BytesIO(picture)))


async def test_imported_pdf_is_sent_byte_for_byte(janez: Account, sessions: Sessions) -> None:
    newest = await janez.newest()
    content = b"%PDF-1.7\n" + bytes(range(256)) + b"\n%%EOF"
    async with sessions.begin() as session:
        session.add(InvoiceFile(invoice_id=newest["id"], content=content))
    answer = await janez.get(f"invoices/{newest['id']}/pdf")
    assert answer.content == content
    assert answer.headers["content-disposition"] == 'attachment; filename="racun-202600876.pdf"'


async def test_balance_lists_the_oldest_due_first(ana: Account) -> None:
    balance = (await ana.get("balance")).json()
    assert [(item["number"], item["state"]) for item in balance["items"]] == [
        ("R-2026-09-4711", "overdue"),
        ("R-2026-10-4711", "open"),
    ]
    assert balance["overdue"] == balance["items"][0]["open"]
    assert Decimal(balance["total"]) == sum(Decimal(item["open"]) for item in balance["items"])


@pytest.mark.parametrize("path", ["", "/payment", "/pdf", "/payment-qr.png"])
async def test_another_residents_invoice_is_not_found(janez: Account, ana: Account, path: str) -> None:
    theirs = (await ana.newest())["id"]
    answer = await janez.get(f"invoices/{theirs}{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "invoice_not_found")
    through_their_link = await Account(janez.person, ana.link).get(f"invoices/{theirs}{path}")
    assert (through_their_link.status_code, through_their_link.json()["code"]) == (404, "not_linked")


@pytest.mark.parametrize("path", ["invoices", "invoices/1", "invoices/1/pdf", "invoices/1/payment-qr.png", "balance"])
async def test_nothing_without_consent(janez: Account, path: str) -> None:
    await janez.person.post("consents/terms", TERMS | {"action": "withdrawn"})
    answer = await janez.get(path)
    assert (answer.status_code, answer.json()["code"]) == (403, "consent_missing")


async def test_a_credit_note_has_no_slip_but_a_pdf(janez: Account, sessions: Sessions) -> None:
    async with sessions.begin() as session:
        payer_id = (await session.execute(select(Payer.id).where(Payer.code == "123456"))).scalar_one()
        note = Invoice(
            payer_id=payer_id, number="D-2026/7", kind="credit_note", issued_on=date(2026, 11, 10),
            service_from=date(2026, 10, 1), service_to=date(2026, 10, 31), due_on=date(2026, 11, 25), metering_point=None,
            net=Decimal("-10.00"), vat=Decimal("-0.95"), payable=Decimal("-10.95"), paid=Decimal(0), paid_on=None,
            reference="SI99", purpose_code="WTER", purpose="Dobropis", for_payment=False,
        )  # fmt: skip
        session.add(note)
        await session.flush()
        note_id = note.id
    for path in ("payment", "payment-qr.png"):
        answer = await janez.get(f"invoices/{note_id}/{path}")
        assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_pay")
    printed = await janez.get(f"invoices/{note_id}/pdf")
    assert printed.headers["content-disposition"] == 'attachment; filename="dobropis-D-2026-7.pdf"'
    assert printed.content.startswith(b"%PDF")
