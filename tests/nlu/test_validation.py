"""The checks of training data: what they find, and that the data we ship are good."""

from pathlib import Path

from nlu.duplicates import near_duplicates
from nlu.interpreter import Entity
from nlu.training_data import Domain, Example, data_files, read_domain, read_file, read_files
from nlu.validation import FEWEST, complaints

HERE = Path("data.yml")


def _examples(*texts: str, intent: str = "show_balance") -> list[Example]:
    return [Example(intent, text, HERE, line) for line, text in enumerate(texts, start=1)]


def _problems(*texts: str) -> list[str]:
    return [str(complaint) for complaint in near_duplicates(_examples(*texts))]


def test_shipped_data_are_good() -> None:
    assert [str(complaint) for complaint in complaints(read_files(data_files()), read_domain())] == []


def test_names_outside_the_domain_are_unknown() -> None:
    entity = Entity("colour", "red", 0, 3)
    example = Example("nonsense", "abc", HERE, 3, (entity,))
    problems = [c.problem for c in complaints([example], Domain(frozenset(), frozenset()))]
    assert problems == ["unknown intent 'nonsense'", "unknown entity 'colour'"]


def test_a_sentence_under_two_intents_is_refused() -> None:
    examples = [*_examples("stanje 1", intent="greet"), Example("thanks", "Stanje 2", HERE, 2)]
    assert "also under intent 'greet' (data.yml:1)" in [c.problem for c in complaints(examples, read_domain())]


def test_numbers_greetings_case_and_word_order_make_no_new_sentence() -> None:
    assert _problems("koliko sem dolžen", "Pozdravljeni, koliko sem dolzen?") == [
        "data.yml:2: nearly the same as data.yml:1"
    ]
    assert _problems("dolg na dan 12. 3.", "na dan 1. 4. dolg") == ["data.yml:2: nearly the same as data.yml:1"]


def test_one_letter_makes_no_new_sentence() -> None:
    assert _problems("imam kakšen neporavnan račun", "imam kakšne neporavnan račun")
    assert not _problems("koliko dolgujem", "koliko dolgujeva", "a sm kej dolžen", "odprte postavke")


def test_a_template_with_words_swapped_is_refused_from_the_third_use() -> None:
    texts = ["ali imam za garažo kaj dolga", "ali imam za vikend kaj dolga", "ali imam za stanovanje kaj dolga"]
    assert _problems(*texts) == ["data.yml:3: a template with words swapped: 'ali imam za * kaj dolga'"]


def test_too_few_examples_are_counted_for_each_language(tmp_path: Path) -> None:
    path = tmp_path / "greet.yml"
    path.write_text(
        "nlu:\n- intent: greet\n  metadata:\n    language: sl\n  examples: |\n    - živjo\n    - dober dan\n",
        encoding="utf-8",
    )
    found = complaints(read_file(path), Domain(frozenset({"greet"}), frozenset()))
    assert [c.problem for c in found] == [
        f"intent 'greet' has 2 examples in 'sl', at least {FEWEST['sl']} are needed",
        f"intent 'greet' has 0 examples in 'en', at least {FEWEST['en']} are needed",
    ]
    assert found[0].line == 6
