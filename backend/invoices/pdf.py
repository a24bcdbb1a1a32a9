"""The invoice as PDF: frozen data -> bytes, by typst. Pure and slow (tens of milliseconds): run it off the event loop.

Texts reach the template as data (``sys.inputs``), never as its source, so no name can be markup. Fonts are typst's own and
the DejaVu Sans that matplotlib brings: the same on every machine; the system's are not looked at.
"""

import json
from datetime import UTC, datetime, time
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from backend.contract import Language
from backend.invoices.contract import InvoiceState
from backend.invoices.document import InvoiceDocument
from backend.invoices.payment_slip import PaymentSlip, plain, qr_svg
from backend.invoices.reference import spaced_iban, spaced_reference
from backend.texts import Texts, texts

LABELS = (
    "number issued service due payer payer-code metering-point reference tax measured meter from to used items description "
    "quantity unit price vat-rate net vat-base vat gross total-net total-vat total currency"
)
NOON = time(12, tzinfo=UTC)
UNITS = {"m3": "m³"}


class _Press:
    """A compiler that is kept: reading fonts and template costs more than an invoice. One document at a time."""

    def __init__(self) -> None:
        import matplotlib  # both take a second: whoever wants no invoice need not wait
        import typst

        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=True,
            font_paths=[Path(matplotlib.get_data_path()) / "fonts" / "ttf"],
        )
        self._template = (files("backend") / "invoices" / "invoice.typ").read_bytes()
        self._compiler = typst.Compiler(font_paths=fonts)
        self._lock = Lock()

    def print(self, data: dict[str, Any], issued: int) -> bytes:
        """``issued``: the document's time, so that the same data gives the same bytes."""
        with self._lock:
            pdf = self._compiler.compile(
                self._template, format="pdf", sys_inputs={"data": json.dumps(data)}, timestamp=issued
            )
        if not isinstance(pdf, bytes):
            raise TypeError("typst gave no PDF")
        return pdf


@cache
def _press() -> _Press:
    return _Press()


def render(document: InvoiceDocument, language: Language) -> bytes:
    """The PDF: A4, the payment slip at the bottom of the last page; labels in ``language``, the slip Slovenian."""
    return _press().print(_data(document, language), int(datetime.combine(document.issued_on, NOON).timestamp()))


def _line(text: str | None) -> str:
    """One line: no control characters, no line breaks."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text or "").split())


def _bare(website: str | None) -> str:
    """An address as people write it: ``komunala-zgled.example``."""
    return (website or "").removeprefix("https://").removeprefix("http://").rstrip("/")


class _Words:
    """Numbers and days as the language writes them."""

    def __init__(self, language: Language) -> None:
        self.locale = language.value
        self.say: Texts = texts(language)

    def number(self, value: Decimal, least: int, most: int) -> str:
        """Grouped, with at least and at most so many decimals."""
        return str(format_decimal(value, f"#,##0.{'0' * least}{'#' * (most - least)}", locale=self.locale))

    def money(self, value: Decimal) -> str:
        return self.number(value, 2, 2)

    def day(self, value: Any) -> str:
        return str(format_date(value, "d. M. y" if self.locale == "sl" else "d MMM y", locale=self.locale))

    def rate(self, rate: Decimal | None) -> str:
        return self.say("invoices-pdf-outside-vat") if rate is None else f"{self.number(rate, 0, 1)} %"

    def unit(self, unit: str) -> str:
        return self.say("invoices-pdf-month") if unit == "mesec" else UNITS.get(unit, _line(unit))


def _state(document: InvoiceDocument, words: _Words) -> str:
    say = words.say
    if document.state is InvoiceState.overdue:
        return say("invoices-pdf-state-overdue", day=words.day(document.due_on), open=f"{words.money(document.open)} €")
    if document.state is InvoiceState.open:
        return say("invoices-pdf-state-open", day=words.day(document.due_on))
    if document.paid_on is None:
        return say("invoices-pdf-state-paid")
    return say("invoices-pdf-state-paid-on", day=words.day(document.paid_on))


def _data(document: InvoiceDocument, language: Language) -> dict[str, Any]:
    """What the template prints: every value a finished text."""
    words = _Words(language)
    issuer, payer = document.issuer, document.addressee
    return {
        "language": language.value,
        "labels": {name: words.say(f"invoices-pdf-{name}") for name in LABELS.split()},
        "page": words.say("invoices-pdf-page", page="{page}", pages="{pages}"),
        "title": words.say("invoices-pdf-title", kind=document.kind),
        "number": _line(document.number),
        "issuer": {
            "name": _line(issuer.name),
            "address": _line(f"{issuer.street}, {issuer.town}"),
            "contact": [_line(part) for part in (issuer.phone, issuer.email, _bare(issuer.website)) if part],
            "tax": f"SI{issuer.tax_number}",
            "iban": spaced_iban(issuer.iban),
        },
        "payer": {"name": _line(payer.name), "street": _line(payer.street), "town": _line(payer.town)},
        "facts": [
            ["number", _line(document.number)],
            ["issued", words.day(document.issued_on)],
            ["service", f"{words.day(document.service_from)} – {words.day(document.service_to)}"],
            ["due", words.day(document.due_on)],
            ["payer-code", _line(payer.code)],
            *([["metering-point", _line(document.metering_point)]] if document.metering_point else []),
            ["reference", spaced_reference(document.reference)],
        ],
        "state": document.state.value,
        "state_text": _state(document, words),
        "measured": _measured(document, words),
        "lines": _lines(document, words),
        "vats": [
            [words.rate(part.rate), words.money(part.net), words.money(part.vat), words.money(part.net + part.vat)]
            for part in document.vat_sums
        ],
        "net": words.money(document.net),
        "vat": words.money(document.vat),
        "payable": words.money(document.payable),
        "for_payment": document.for_payment,
        "slip": _slip(document.slip) if document.slip else None,
    }


def _lines(document: InvoiceDocument, words: _Words) -> list[list[str]]:
    return [
        [
            _line(line.description),
            words.number(line.quantity, 0, 3),
            words.unit(line.unit),
            words.number(line.unit_price, 4, 4),
            words.rate(line.vat_rate),
            words.money(line.net),
        ]
        for line in document.lines
    ]


def _measured(document: InvoiceDocument, words: _Words) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in document.measured:
        # 512.400 of NUMERIC(14, 3) says nothing of the meter's decimals: all three values show as many as one needs
        values = [row.value_from, row.value_to, row.used]
        places = max(max(0, -int(value.normalize().as_tuple().exponent)) for value in values)
        start, end, used = (words.number(value, places, places) for value in values)
        service = words.say(f"invoices-service-{row.service}")
        rows.append(
            [_line(row.serial), service, words.day(row.date_from), start, words.day(row.date_to), end,
             f"{used} {words.unit(row.unit)}"]
        )  # fmt: skip
    return rows


def _slip(slip: PaymentSlip) -> dict[str, str]:
    """The printed form says exactly what its QR says."""
    return {
        "qr": qr_svg(slip),
        "payer_name": plain(slip.payer_name, 33),
        "payer_street": plain(slip.payer_street, 33),
        "payer_town": plain(slip.payer_town, 33),
        "amount": "***" + str(format_decimal(slip.amount, "#,##0.00", locale="sl")),
        "code": slip.purpose_code,
        "purpose": plain(slip.purpose, 42),
        "due": slip.due_on.strftime("%d.%m.%Y") if slip.due_on else "",
        "iban": spaced_iban(slip.iban),
        "reference": spaced_reference(slip.reference),
        "name": plain(slip.recipient_name, 33),
        "street": plain(slip.recipient_street, 33),
        "town": plain(slip.recipient_town, 33),
    }
