"""Splitting and measuring in UTF-16 units."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.text import bubbles, pieces, units
from bot.dialogue.turn import Message


def test_a_title_is_bold_and_measured_in_utf16() -> None:
    (bubble,) = bubbles(Message("besedilo", title="💧 Voda"))
    assert (bubble.text, bubble.bold) == ("💧 Voda\n\nbesedilo", 7)


def test_blank_messages_have_no_bubble() -> None:
    assert bubbles(Message(" \n ")) == []


def test_cuts_at_paragraph_then_line_then_sentence_then_word() -> None:
    assert list(pieces("aaaa bbbb\n\ncccc dddd", 12)) == ["aaaa bbbb", "cccc dddd"]
    assert list(pieces("aaaa bbbb\ncccc dddd", 12)) == ["aaaa bbbb", "cccc dddd"]
    assert list(pieces("Aaaa bb. Cccc dd.", 10)) == ["Aaaa bb.", "Cccc dd."]
    assert list(pieces("aaaa bbbb cccc", 10)) == ["aaaa bbbb", "cccc"]
    assert list(pieces("a" * 25, 10)) == ["a" * 10, "a" * 10, "a" * 5]


def test_a_character_is_never_halved() -> None:
    assert list(pieces("😀" * 3, 3)) == ["😀", "😀", "😀"]


@given(st.text(alphabet="ab č😀.\n", max_size=200), st.integers(2, 40))
def test_nothing_is_lost_and_every_piece_fits(text: str, limit: int) -> None:
    parts = list(pieces(text, limit))
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part.strip() and units(part) <= limit for part in parts)
