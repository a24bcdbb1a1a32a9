"""How well an interpreter does on sentences that nobody trained on."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nlu.errors import Complaint, TrainingDataError
from nlu.interpreter import Entity, Interpreter, Understanding
from nlu.training_data import Example, read_file


@dataclass(frozen=True, slots=True)
class Report:
    """Figures from 0 to 1. ``confusions`` counts (expected, got); ``entities`` is None where no example is annotated."""

    count: int
    accuracy: float
    macro_f1: float
    entities: float | None
    confusions: Counter[tuple[str, str]]
    wrong_readings: tuple[str, ...]


def read_evaluation(path: Path) -> list[Example]:
    """Rasa's test format, or TSV: text, intent, entities as JSON (may be missing).

    Raises:
        TrainingDataError: with file and line.
    """
    return _read_tsv(path) if path.suffix == ".tsv" else read_file(path)


def _read_tsv(path: Path) -> list[Example]:
    examples: list[Example] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        text, *rest = line.split("\t")
        if not rest:
            raise TrainingDataError(Complaint(path, number, "needs text and intent, divided by a tab"))
        try:
            listed = json.loads(rest[1]) if len(rest) > 1 and rest[1].strip() else []
            entities = tuple(Entity(item["entity"], _value(item["value"]), 0, 0) for item in listed)
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise TrainingDataError(Complaint(path, number, "the third column is no JSON list of entities")) from error
        examples.append(Example(rest[0].strip(), text, path, number, entities))
    return examples


def _value(value: object) -> str:
    return f"{value['from']}/{value['to']}" if isinstance(value, dict) else str(value)


async def evaluate(interpreter: Interpreter, examples: list[Example], today: date) -> Report:
    """Entities match when names and values are those annotated, in any order; only examples of files with annotations count."""
    results: list[tuple[Example, Understanding]] = []
    for example in examples:
        results.append((example, await interpreter.parse(example.text, today=today)))
    got = Counter((example.intent, understood.intent) for example, understood in results)
    right = sum(count for (expected, found), count in got.items() if expected == found)
    annotated_files = {example.file for example in examples if example.entities}
    judged = [(e, u) for e, u in results if e.file in annotated_files]
    return Report(
        count=len(results),
        accuracy=right / len(results) if results else 0.0,
        macro_f1=_macro_f1(got),
        entities=sum(_named(e.entities) == _named(u.entities) for e, u in judged) / len(judged) if judged else None,
        confusions=Counter({pair: count for pair, count in got.items() if pair[0] != pair[1]}),
        wrong_readings=tuple(e.text for e, u in judged if not _readings(u.entities) <= _readings(e.entities)),
    )


def _named(entities: tuple[Entity, ...]) -> list[tuple[str, str]]:
    return sorted((entity.name, entity.value) for entity in entities)


def _readings(entities: tuple[Entity, ...]) -> Counter[str]:
    return Counter(entity.value for entity in entities if entity.name == "reading_value")


def _macro_f1(got: Counter[tuple[str, str]]) -> float:
    intents = sorted({expected for expected, _found in got})
    scores = []
    for intent in intents:
        hit = got[intent, intent]
        wanted = sum(count for (expected, _), count in got.items() if expected == intent)
        claimed = sum(count for (_, found), count in got.items() if found == intent)
        scores.append(2 * hit / (wanted + claimed))
    return sum(scores) / len(scores) if scores else 0.0
