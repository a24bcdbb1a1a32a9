"""What is found in a text, and what is left alone."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.entities import extract, parse_reading
from tests.nlu.conftest import TODAY


def values(text: str, name: str, today: date = TODAY) -> list[str]:
    return [entity.value for entity in extract(text, today) if entity.name == name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1834", ["1834"]),
        ("stanje 1834", ["1834"]),
        ("00331,45", ["331.45"]),
        ("stanje 00331,45", ["331.45"]),
        ("1.204 m3", ["1204"]),
        ("1.204 m³", ["1204"]),
        ("123.4 m3", ["123.4"]),
        ("15,872 MWh", ["15.872"]),
        ("heat meter 15.872 MWh", ["15.872"]),
        ("1 204 m3", ["1204"]),
        ("48 m³ 517 l", ["48"]),
        ("48 m3 in 517 litrov", ["48"]),
        ("stanje 0", ["0"]),
        ("kok mam na vodomeru 4410", ["4410"]),
        ("hladna 512,6 topla 233,4", ["512.6", "233.4"]),
        ("512,6 hladna, 233,4 topla", ["512.6", "233.4"]),
        ("števec 88213377: 1834", ["1834"]),
        ("stanje na dan 25.11.2026 je 1833", ["1833"]),
        ("odčitek: 1834. telefon 041 234 567", ["1834"]),
        ("Živim na Stara ulica 1, 1352 Preserje, stanje 1834. Lp", ["1834"]),
        ("tipkarska napaka pri stanju, 1834 namesto 1843", ["1834"]),
        ("stanje je narobe, moralo bi biti 1843", ["1843"]),
        ("popravek: ne 4410, ampak 4401", ["4401"]),
        ("ne, 1843", ["1843"]),
        ("števec 1: 512, števec 2: 233", ["512", "233"]),
        ("my water meter reads 1834", ["1834"]),
        ("sporočam stanje 1834, račun 202600876", ["1834"]),
    ],
)
def test_readings(text: str, expected: list[str]) -> None:
    assert values(text, "reading_value") == expected


@pytest.mark.parametrize(
    "text",
    [
        "stanje -5", "1e9", "stanje 1e9", "12,3,4", "stanje 12,3,4", "٣٤٥", "stanje ٣٤٥", "１２３", "041 234 567", "15. 11. 2026", "88213377", "202600876",
        "R-2026-10-4711", "šifra 123456", "123456", "poraba v 2025", "račun 42,17 EUR", "opomni me 3 dni prej", "pošlji zadnje 3 račune", "ob 8.30 pridem",
        "Stara ulica 1, 1352 Preserje", "geslo Lipa-4821", "ana4711@example.com", "koliko je 2 plus 2", "zakaj smo porabili 35 m3", "stanje x1834y", "OM-1001",
        "cena 2,15 na m3", "http://example.com/1834", "stanje 1/2", "",
    ],
)  # fmt: skip
def test_no_reading_is_invented(text: str) -> None:
    assert values(text, "reading_value") == []


def test_several_readings_keep_their_meters() -> None:
    groups: dict[str | None, set[str]] = {}
    for entity in extract("11200871: 512,6; topla 233,4", TODAY):
        groups.setdefault(entity.group, set()).add(entity.value)
    assert {"11200871", "512.6"} in groups.values()
    assert {"water_hot", "233.4"} in groups.values()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lani", "2025-01-01/2025-12-31"),
        ("letos", "2026-01-01/2026-12-31"),
        ("zadnje leto", "2025-12-01/2026-11-27"),
        ("zadnjih šest mesecev", "2026-06-01/2026-11-27"),
        ("zadnjih 12 mesecev", "2025-12-01/2026-11-27"),
        ("last six months", "2026-06-01/2026-11-27"),
        ("od marca do maja", "2026-03-01/2026-05-31"),
        ("od novembra do februarja", "2025-11-01/2026-02-28"),
        ("from march to may 2025", "2025-03-01/2025-05-31"),
        ("od 1.3. do 5.4.2026", "2026-03-01/2026-04-05"),
        ("avgusta 2025", "2025-08-01/2025-08-31"),
        ("avgusta lani", "2025-08-01/2025-08-31"),
        ("račun za oktober", "2026-10-01/2026-10-31"),
        ("racun za december", "2025-12-01/2025-12-31"),
        ("november", "2026-11-01/2026-11-30"),
        ("to zimo", "2025-12-01/2026-02-28"),
        ("pozimi", "2025-12-01/2026-02-28"),
        ("poleti", "2026-06-01/2026-08-31"),
        ("lani poleti", "2025-06-01/2025-08-31"),
        ("Q2", "2026-04-01/2026-06-30"),
        ("Q2 2025", "2025-04-01/2025-06-30"),
        ("drugo četrtletje 2025", "2025-04-01/2025-06-30"),
        ("prvo polletje", "2026-01-01/2026-06-30"),
        ("zadnji kvartal", "2026-07-01/2026-09-30"),
        ("prejšnji mesec", "2026-10-01/2026-10-31"),
        ("last month", "2026-10-01/2026-10-31"),
        ("ta mesec", "2026-11-01/2026-11-30"),
        ("last year", "2025-01-01/2025-12-31"),
        ("poraba 2025", "2025-01-01/2025-12-31"),
        ("poraba od januarja", "2026-01-01/2026-11-27"),
        ("od leta 2024 do 2025", "2024-01-01/2025-12-31"),
    ],
)
def test_periods(text: str, expected: str) -> None:
    assert values(text, "period") == [expected]


@pytest.mark.parametrize("text", ["31.2.2026", "may i ask", "stanje 2025", "0.0.", "marec2", "13/2026"])
def test_no_period(text: str) -> None:
    assert values(text, "period") == []


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("račun 202600876", "invoice_number", "202600876"),
        ("pošlji r-2026-10-4711", "invoice_number", "r-2026-10-4711"),
        ("rad bi povezal šifro 123456, komunala", "payer_code", "123456"),
        ("123456", "payer_code", "123456"),
        ("šifra plačnika 123457, račun 202600877", "control_number", "202600877"),
        ("geslo Lipa-4821", "control_number", "Lipa-4821"),
        ("stevec 88213377", "meter_serial", "88213377"),
        ("041 234 567", "phone", "+38641234567"),
        ("+386 41 555 123", "phone", "+38641555123"),
        ("moj mail je ana@example.org.", "email", "ana@example.org"),
        ("v slovenščini", "language", "sl"),
        ("po anglesko", "language", "en"),
        ("izklopi opomnike", "switch", "off"),
        ("turn on reminders", "switch", "on"),
        ("poraba tople vode", "service", "water_hot"),
        ("cena elektrike", "service", "electricity"),
        ("niso odpeljali smeti", "service", "waste"),
        ("poraba ogrevanja", "service", "heat"),
        ("c\u030cena vode", "service", "water"),
    ],
)
def test_other_kinds(text: str, name: str, expected: str) -> None:
    assert values(text, name) == [expected]


def test_spans_point_into_the_text_as_written() -> None:
    text = "Živjo, s\u030ctevec 88213377 kaže 1.834,5 m³!"
    found = {entity.name: text[entity.start : entity.end] for entity in extract(text, TODAY)}
    assert found["meter_serial"] == "88213377"
    assert found["reading_value"].startswith("1.834,5")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1834", "1834"), ("123456", "123456"), ("1.204 m3", "1204"), ("12,3,4", None), ("-5", None), ("pet", None)],
)
def test_an_answer_to_what_does_the_meter_show(text: str, expected: str | None) -> None:
    assert parse_reading(text) == expected


_LETTERS = st.text(alphabet=st.characters(), max_size=300)
_PIECES = st.lists(
    st.sampled_from(
        [
            "stanje",
            "1834",
            "12,5",
            "-5",
            "m3",
            "lani",
            "31.2.",
            "od",
            "do",
            "maja",
            "041 234 567",
            "@",
            "٣",
            "Q2",
            "2025",
            "račun",
            "İ",
            "č",
            ".",
            "1e9",
            "zadnjih",
        ]
    ),
    max_size=30,
).map(" ".join)


@given(text=_LETTERS | _PIECES, today=st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_nothing_raises_and_readings_are_decimals(text: str, today: date) -> None:
    for entity in extract(text, today):
        assert 0 <= entity.start < entity.end <= len(text)
        if entity.name == "reading_value":
            assert re.fullmatch(r"\d+(\.\d+)?", entity.value)
            assert re.fullmatch(r"0|[1-9]\d*", entity.value.split(".")[0])
        if entity.name == "period":
            first, last = map(date.fromisoformat, entity.value.split("/"))
            assert first <= last


@pytest.mark.parametrize(
    "text",
    [
        "1" * 5000,
        "a" * 5000,
        "1 " * 2500,
        "1.204," * 800,
        "😀" * 5000,
        "\x00\x07" * 2500,
        "od 1.1. do " * 450,
        "@." * 2500,
        "عربى ١٢ " * 600,
    ],
)
def test_long_messages_are_read_quickly(text: str) -> None:
    extract(text, TODAY)
