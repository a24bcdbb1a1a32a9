"""Locale files are complete and alike; numbers and dates are written as Slovenian clerks write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

import bot
from bot.dialogue.registry import default_registry
from bot.dialogue.texts import TextMissing, Texts, load_texts

LOCALES = Path(bot.__file__).parent / "locales"


class _Names(Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.plurals: list[set[str]] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:
        keys = {v.key.name for v in node.variants if isinstance(v.key, ast.Identifier)}
        if keys & {"one", "two", "few"}:
            self.plurals.append(keys)
        self.generic_visit(node)


def _messages(language: str) -> dict[str, _Names]:
    found: dict[str, _Names] = {}
    for file in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{file.name}: {entry.content}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{entry.id.name} twice"
                names = found[entry.id.name] = _Names()
                names.visit(entry)
    return found


def test_languages_have_the_same_texts_and_values() -> None:
    slovenian, english = _messages("sl"), _messages("en")
    assert slovenian.keys() == english.keys()
    assert {k: v.variables for k, v in slovenian.items()} == {k: v.variables for k, v in english.items()}


def test_every_slovenian_plural_has_all_four_forms() -> None:
    plurals = [(key, forms) for key, names in _messages("sl").items() for forms in names.plurals]
    assert plurals
    assert [key for key, forms in plurals if not {"one", "two", "few", "other"} <= forms] == []


@pytest.mark.parametrize("language", ["sl", "en"])
def test_every_intent_has_a_label(language: str) -> None:
    say = load_texts(strict=True)[language]
    assert [a.intent for a in default_registry() if not say.has(f"menu-{a.intent.replace('_', '-')}")] == []


@pytest.fixture
def sl() -> Texts:
    return load_texts(strict=True)["sl"]


def test_numbers_and_dates(sl: Texts) -> None:
    assert sl.money(Decimal("1234.5")) == "1.234,50 €"
    assert sl.quantity(Decimal("15.872"), "MWh", 3) == "15,872 MWh"
    assert sl.number(Decimal(1834), 0) == "1.834"
    assert sl.day(date(2026, 11, 27)) == "27. 11. 2026"
    assert sl.month(date(2026, 11, 1)) == "november 2026"
    assert sl.moment(datetime(2026, 11, 27, 9, 5, tzinfo=UTC)) == "27. 11. 2026 ob 10.05"
    en = load_texts(strict=True)["en"]
    assert (en.money(Decimal("-1234.5")), en.day(date(2026, 11, 27))) == ("-€1,234.50", "27 November 2026")


@pytest.mark.parametrize(
    ("count", "word"), [(1, "račun:"), (2, "računa:"), (4, "računi:"), (5, "računov:"), (101, "račun:")]
)
def test_four_plural_forms(sl: Texts, count: int, word: str) -> None:
    assert sl("profile-payers", count=count).endswith(word)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "Stanja števca še niste oddali. Oddate ga"),
        (2, "Za 2 števca še niste oddali stanj. Oddate ju"),
        (3, "Za 3 števce še niste oddali stanj. Oddate jih"),
        (5, "Za 5 števcev še niste oddali stanj. Oddate jih"),
        (101, "Za 101 števec še niste oddali stanja. Oddate ga"),
        (102, "Za 102 števca še niste oddali stanj. Oddate ju"),
    ],
)
def test_a_reminder_of_very_many_meters_names_their_number(sl: Texts, count: int, words: str) -> None:
    assert sl("push-reading-reminder", count=count, closes="3. 12. 2026").startswith(words)


def test_strict_texts_tell_of_what_is_missing(sl: Texts) -> None:
    with pytest.raises(TextMissing):
        sl("no-such-text")
    with pytest.raises(TextMissing):
        sl("payer-title", street="Stara ulica 1")


def test_residents_never_see_a_key() -> None:
    assert "no-such" not in load_texts()["sl"]("no-such-text")
