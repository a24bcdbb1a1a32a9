"""Words that work everywhere."""

import pytest

from bot.dialogue.form import Given
from bot.dialogue.words import BACK, CANCEL, HELP, fold, has_letters_or_digits, yes_no


@pytest.mark.parametrize(
    ("typed", "words"),
    [("Prekliči!", CANCEL), ("preklici", CANCEL), ("NAZAJ", BACK), (" pomoč ", HELP), ("Pomoc?", HELP), ("?", HELP)],
)
def test_words_with_and_without_carons(typed: str, words: frozenset[str]) -> None:
    assert fold(typed) in words


@pytest.mark.parametrize(("typed", "meant"), [("Da.", True), ("ne, hvala", None), ("NE", False), ("1834", None)])
def test_yes_and_no(typed: str, meant: bool | None) -> None:
    assert yes_no(Given(typed)) is meant


def test_a_pressed_choice_counts_by_its_value() -> None:
    assert yes_no(Given("", "yes")) is True
    assert yes_no(Given("", "resend")) is None


def test_emoji_hold_no_words() -> None:
    assert not has_letters_or_digits("👍🏽 ✨")
    assert has_letters_or_digits("١٨٣٤")
