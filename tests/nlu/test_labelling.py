"""The list and the file of training data."""

from datetime import date
from pathlib import Path

from nlu.interpreter import Ranked
from nlu.labelling import SAMPLES, Sentence, as_list, as_training
from nlu.training_data import read_domain, read_file

DAY = date(2026, 11, 27)


def of(text: str, language: str = "sl", *guesses: tuple[str, float]) -> Sentence:
    return Sentence(text, language, 2, DAY, tuple(Ranked(intent, confidence) for intent, confidence in guesses))


def test_a_line_a_sentence() -> None:
    lines = as_list([of("kje je", "sl", ("greet", 0.304), ("deny", 0.2)), of("where", "en")])
    assert lines == [
        "2026-11-27  2×  sl  greet 0.30, deny 0.20  kje je",
        "2026-11-27  2×  en                         where",
    ]
    assert as_list([]) == []


def test_training_data_are_read_back(tmp_path: Path) -> None:
    said = " ".join(f"[{name}]" for name in SAMPLES)
    sentences = [
        of(f"kje {said} [neznano]", "sl", ("greet", 0.3)),
        of("where's it: #?", "en", ("greet", 0.3)),
        of("kaj"),
        of("kaj"),
    ]
    file = tmp_path / "labelled.yml"
    file.write_text(as_training(sentences), "utf-8")
    examples = read_file(file)
    assert [(e.intent, e.language) for e in examples] == [("greet", "en"), ("greet", "sl"), ("out_of_scope", "sl")]
    assert "[" not in examples[1].text
    assert {entity.name for entity in examples[1].entities} <= read_domain().entities
    assert len(examples[1].entities) == 8
