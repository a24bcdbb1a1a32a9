"""Reads sentences for evaluation: Rasa's test format, or TSV of text, intent and entities as JSON."""

import json
from pathlib import Path

from nlu.errors import Complaint, TrainingDataError
from nlu.interpreter import Entity
from nlu.training_data import Example, plain_value, read_file


def read_evaluation(path: Path) -> list[Example]:
    """Rasa's test format, or TSV: text, intent, entities as JSON (the third column may be missing).

    Raises:
        TrainingDataError: with file and line.
    """
    return _read_tsv(path) if path.suffix == ".tsv" else read_file(path)


def _read_tsv(path: Path) -> list[Example]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingDataError(Complaint(path, 1, f"cannot be read: {error}")) from error
    examples: list[Example] = []
    complaints: list[Complaint] = []
    for number, line in enumerate(lines, start=1):
        try:
            examples += _row(path, number, line.rstrip("\r"))
        except ValueError as error:
            complaints.append(Complaint(path, number, str(error)))
    if complaints:
        raise TrainingDataError(*complaints)
    return examples


def _row(path: Path, number: int, line: str) -> list[Example]:
    if not line.strip() or (number == 1 and line.startswith("text\tintent")):
        return []
    text, *rest = line.split("\t")
    if not rest or not rest[0].strip():
        raise ValueError("needs text and intent, divided by a tab")
    try:
        listed = json.loads(rest[1]) if len(rest) > 1 and rest[1].strip() else []
        entities = tuple(
            Entity(
                str(item["entity"]),
                plain_value(item["value"]),
                int(item.get("start", 0)),
                int(item.get("end", 0)),
                item.get("group"),
            )
            for item in listed
        )
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ValueError('the third column is no JSON list of {"entity": …, "value": …}') from error
    return [Example(rest[0].strip(), text, path, number, entities)]
