"""What residents type for a value, and what is no value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.reading_value import Fault, parse_value


@pytest.mark.parametrize(
    ("text", "decimals", "language", "value"),
    [
        ("1834", 0, "sl", "1834"),
        ("01834", 0, "sl", "1834"),
        ("1834,5 m3", 0, "sl", "1834.5"),
        ("je 1834", 0, "sl", "1834"),
        ("Stanje je 1834 m³.", 0, "sl", "1834"),
        ("števec kaže 1834", 0, "sl", "1834"),
        ("ne, 1843", 0, "sl", "1843"),
        ("1.204 m3", 0, "sl", "1204"),
        ("1.204,5", 1, "sl", "1204.5"),
        ("1 204", 0, "sl", "1204"),
        ("15.872", 3, "sl", "15.872"),
        ("15,872 MWh", 3, "sl", "15.872"),
        ("15,872", 3, "en", "15.872"),
        ("1,834", 0, "en", "1834"),
        ("1,834.5", 1, "en", "1834.5"),
        ("512.6", 1, "sl", "512.6"),
        ("00331,45", 1, "sl", "331.45"),
        ("48 m³ 517 l", 0, "sl", "48.517"),
        ("123.4 m3", 0, "sl", "123.4"),
    ],
)
def test_reads_usual_ways_of_writing(text: str, decimals: int, language: str, value: str) -> None:
    assert parse_value(text, decimals, language) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("-5", Fault.negative),
        ("stanje -5", Fault.negative),
        ("1e9", Fault.exponent),
        ("12,3,4", Fault.separators),
        ("1..2", Fault.separators),
        ("abc", Fault.words),
        ("", Fault.words),
        ("18x4", Fault.words),
        ("hladna 512,6 topla 233,4", Fault.words),
        ("١٨٣٤", Fault.other_digits),
        ("१८३४", Fault.other_digits),
        ("1" * 40, Fault.too_long),
    ],
)
def test_names_what_is_wrong(text: str, fault: Fault) -> None:
    assert parse_value(text) is fault


@given(st.text(max_size=60))
def test_never_raises_and_never_gives_a_negative(text: str) -> None:
    value = parse_value(text)
    assert isinstance(value, Fault) or value >= 0


@given(st.integers(min_value=0, max_value=99_999), st.integers(min_value=0, max_value=9))
def test_reads_back_what_was_written_with_a_comma(whole: int, tenth: int) -> None:
    assert parse_value(f"{whole},{tenth} m3", 1) == Decimal(f"{whole}.{tenth}")
