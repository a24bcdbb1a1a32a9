"""Numbers in words, judged by a library that writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from nlu.entities import extract
from nlu.entities.number_words import value_of
from nlu.folding import fold
from tests.nlu.conftest import TODAY


@given(st.integers(0, 99_999), st.sampled_from(["sl", "en"]))
def test_what_the_library_writes_is_read(number: int, language: str) -> None:
    words = fold(num2words(number, lang=language)).replace(",", "")
    assert value_of(words) == number


@pytest.mark.parametrize("words", ["pet sest", "hundred", "dva dva", "tisoc tisoc tisoc", "sto dvesto"])
def test_what_is_no_number_is_none(words: str) -> None:
    assert value_of(words) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hladna voda petsto dvaintrideset kubikov", ["532"]),
        ("stanje je tisoč osemsto štiriintrideset", ["1834"]),
        ("the meter reads two thousand and four", ["2004"]),
        ("imam dva števca", []),
        ("vodo smo imeli zaprto dvajset dni", []),
        ("za vodo plačam petdeset evrov", []),
    ],
)
def test_dictated_readings(text: str, expected: list[str]) -> None:
    assert [entity.value for entity in extract(text, TODAY) if entity.name == "reading_value"] == expected
