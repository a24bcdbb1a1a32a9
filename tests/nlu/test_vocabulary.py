"""Rasa's synonyms and lookup tables say what ``nlu.entities`` finds."""

import yaml

from nlu.entities import extract
from nlu.training_data import DATA, read_domain
from tests.nlu.conftest import TODAY

BLOCKS = yaml.safe_load((DATA / "vocabulary.yml").read_text(encoding="utf-8"))["nlu"]


def _examples(kind: str) -> list[tuple[str, str]]:
    return [
        (block[kind], line.removeprefix("- "))
        for block in BLOCKS
        if kind in block
        for line in block["examples"].split("\n")
        if line
    ]


def test_synonyms_are_the_values_that_are_found() -> None:
    for value, word in _examples("synonym"):
        shown = f"{word} opomnike" if value in {"on", "off"} else word
        assert value in {entity.value for entity in extract(shown, TODAY)}, word


def test_lookups_are_found_as_their_entity() -> None:
    for name, word in _examples("lookup"):
        assert name in {entity.name for entity in extract(word, TODAY)}, word


def test_names_are_of_the_domain() -> None:
    entities = read_domain().entities
    assert {name for name, _word in [*_examples("lookup"), *_examples("regex")]} <= entities
