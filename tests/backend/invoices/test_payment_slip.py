"""The UPN QR: the banks' known-good payloads, what is replaced and cut, the QR read back with its ECI."""

import io
from datetime import date
from decimal import Decimal

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from backend.invoices.payment_slip import PaymentSlip, make_qr, payload, plain, qr_png

KNOWN = [
    (
        PaymentSlip(
            "Janez Novak", "Dunajska ulica 1", "1000 Ljubljana", Decimal("81.05"), "RENT",
            "Plačilo najemnine za marec 2017", date(2017, 4, 1), "SI56020170014356205", "SI121234567890120",
            "RentaCar d.o.o.", "Pohorska ulica 22", "2000 Maribor",
        ),
        "UPNQR\n\n\n\n\nJanez Novak\nDunajska ulica 1\n1000 Ljubljana\n00000008105\n\n\nRENT\nPlačilo najemnine za marec 2017\n"
        "01.04.2017\nSI56020170014356205\nSI121234567890120\nRentaCar d.o.o.\nPohorska ulica 22\n2000 Maribor\n201\n",
    ),
    (
        PaymentSlip(
            "Janez Novak", "Lepa cesta 10", "2000 Maribor", Decimal("14.71"), "SCVE",
            "Ravn. z odpadki 04/2016 0040098579", date(2016, 6, 25), "SI56051008010486080", "SI121033842574531",
            "Snaga d.o.o.", "Povšetova ulica 6", "1000 Ljubljana",
        ),
        "UPNQR\n\n\n\n\nJanez Novak\nLepa cesta 10\n2000 Maribor\n00000001471\n\n\nSCVE\nRavn. z odpadki 04/2016 0040098579\n"
        "25.06.2016\nSI56051008010486080\nSI121033842574531\nSnaga d.o.o.\nPovšetova ulica 6\n1000 Ljubljana\n198\n",
    ),
    (
        PaymentSlip(
            "Janez Novak", "Dunajska 1", "1000 Ljubljana", Decimal("81.05"), "RENT", "Plačilo najemnine 10/2016",
            date(2016, 11, 15), "SI56051008010486080", "SI129990000359896", "Novo podjetje d.o.o.", "Lepa cesta 15",
            "3698 Loški Potok",
        ),
        "UPNQR\n\n\n\n\nJanez Novak\nDunajska 1\n1000 Ljubljana\n00000008105\n\n\nRENT\nPlačilo najemnine 10/2016\n15.11.2016\n"
        "SI56051008010486080\nSI129990000359896\nNovo podjetje d.o.o.\nLepa cesta 15\n3698 Loški Potok\n194\n",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("slip", "expected"), KNOWN)
def test_known_good_payloads(slip: PaymentSlip, expected: str) -> None:
    assert payload(slip) == expected


@given(st.text(max_size=200), st.text(max_size=200), st.integers(1, 99_999_999_999))
def test_any_text_gives_a_valid_payload(name: str, purpose: str, cents: int) -> None:
    slip = PaymentSlip(
        name, name, name, Decimal(cents) / 100, "WTER", purpose, None, "SI56051008010486080", "SI99", name, name, name
    )
    fields = payload(slip).split("\n")
    assert len(fields) == 21
    assert fields[-1] == ""
    assert int(fields[19]) == sum(map(len, fields[:19])) + 19
    assert len(payload(slip).encode("iso-8859-2")) <= 411
    assert fields[8] == f"{cents:011d}"
    assert all(field == field.strip() for field in fields)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("c\u030cez 5 € – „da“", 'čez 5 EUR - "da"'), ("Peña’s", "Pena's"), ("a\nb\u00a0c", "a b c"), ("שלום", "????")],
)
def test_replacements(text: str, expected: str) -> None:
    assert plain(text, 42) == expected


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "1000000000"])
def test_impossible_amounts_are_refused(amount: str) -> None:
    slip = PaymentSlip("a", "b", "c", Decimal(amount), "WTER", "p", None, "SI56051008010486080", "SI99", "d", "e", "f")
    with pytest.raises(ValueError, match="amount"):
        payload(slip)


def test_picture_reads_back_with_its_eci() -> None:
    slip, expected = KNOWN[0]
    picture = Image.open(io.BytesIO(qr_png(slip)))
    assert picture.size == (850, 850)
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text == expected
    [raw] = zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.HexECI)
    assert bytes.fromhex(raw.text.replace(" ", "")).startswith(b"]Q2\\000004")


def test_symbol_is_version_15_level_m() -> None:
    symbol = make_qr(KNOWN[0][1])
    assert (symbol.version, symbol.error) == (15, "M")
