"""Reads training data in Rasa's YAML 3.1 format: ``nlu/data/<feature>.yml``, and test files of the same shape.

Source of the format: Rasa's documentation, "NLU Training Data". Entities are annotated ``[text](name)`` or
``[text]{"entity": "name", "value": "…", "group": "…"}``. Lookups, synonyms and regexes are allowed and left to Rasa.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from nlu.errors import Complaint, TrainingDataError
from nlu.interpreter import Entity

DATA = Path(__file__).parent / "data"
DOMAIN = Path(__file__).parent / "domain.yml"
_ANNOTATION = re.compile(r"\[([^\[\]]+)\](?:\(([^()]*)\)|(\{(?:[^{}]|\{[^{}]*\})*\}))")
_OTHER_BLOCKS = {"lookup", "synonym", "regex"}


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated sentence and where it stands. ``entities`` have their values as annotated, else the text itself."""

    intent: str
    text: str
    file: Path
    line: int
    entities: tuple[Entity, ...] = field(default=())
    language: str = ""
    """As the block's metadata say (``sl``, ``en``); empty where they say nothing."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The names that may occur (``domain.yml``)."""

    intents: frozenset[str]
    entities: frozenset[str]


def read_domain(path: Path = DOMAIN) -> Domain:
    """Intents and entities of a Rasa domain."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Domain(frozenset(content["intents"]), frozenset(content["entities"]))


def data_files(folder: Path = DATA) -> list[Path]:
    """The files of a folder in a fixed order."""
    return sorted(folder.glob("*.yml"))


def fingerprint(files: Iterable[Path], *salt: str) -> str:
    """Changes whenever a file's content or the salt (versions) changes."""
    digest = hashlib.sha256("\0".join(salt).encode())
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:20]


def read_files(files: Iterable[Path]) -> list[Example]:
    """All examples, in order.

    Raises:
        TrainingDataError: with every complaint of every file at once.
    """
    examples: list[Example] = []
    complaints: list[Complaint] = []
    for path in files:
        try:
            examples += read_file(path)
        except TrainingDataError as error:
            complaints += error.complaints
    if complaints:
        raise TrainingDataError(*complaints)
    return examples


def read_file(path: Path) -> list[Example]:
    """The examples of one file, with their lines.

    Raises:
        TrainingDataError: not readable, not YAML, not Rasa's shape, an annotation that does not parse.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise TrainingDataError(Complaint(path, line, f"not valid YAML: {error.problem}")) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise TrainingDataError(Complaint(path, 1, f"cannot be read: {error}")) from error
    if not isinstance(root, yaml.MappingNode):
        raise TrainingDataError(Complaint(path, 1, "must be a mapping with 'version' and 'nlu'"))
    blocks = {key.value: value for key, value in root.value if isinstance(key, yaml.ScalarNode)}.get("nlu")
    if not isinstance(blocks, yaml.SequenceNode):
        raise TrainingDataError(Complaint(path, root.start_mark.line + 1, "has no list 'nlu'"))
    examples: list[Example] = []
    complaints: list[Complaint] = []
    for block in blocks.value:
        _read_block(block, path, examples, complaints)
    if complaints:
        raise TrainingDataError(*complaints)
    return examples


def _read_block(block: yaml.Node, path: Path, examples: list[Example], complaints: list[Complaint]) -> None:
    line = block.start_mark.line + 1
    if not isinstance(block, yaml.MappingNode):
        complaints.append(Complaint(path, line, "must be '- intent: …' with 'examples: |'"))
        return
    fields = {key.value: value for key, value in block.value}
    if _OTHER_BLOCKS & fields.keys():
        return
    intent, sentences = fields.get("intent"), fields.get("examples")
    if not isinstance(intent, yaml.ScalarNode) or not intent.value:
        complaints.append(Complaint(path, line, "block without an intent"))
        return
    if not isinstance(sentences, yaml.ScalarNode) or sentences.style != "|":
        complaints.append(
            Complaint(path, line, f"intent {intent.value}: 'examples' must be a text block ('examples: |')")
        )
        return
    language = _language(fields.get("metadata"))
    for number, raw in enumerate(sentences.value.split("\n"), start=sentences.start_mark.line + 2):
        if not raw.strip():
            continue
        if not raw.startswith("- ") or not raw[2:].strip():
            complaints.append(Complaint(path, number, "an example begins with '- ' and is not empty"))
            continue
        try:
            text, entities = parse_annotated(raw[2:].strip())
        except ValueError as error:
            complaints.append(Complaint(path, number, str(error)))
            continue
        examples.append(Example(intent.value, text, path, number, entities, language))


def _language(metadata: yaml.Node | None) -> str:
    """The block's ``metadata: {language: sl}``; Rasa hands metadata through and does not use them."""
    if not isinstance(metadata, yaml.MappingNode):
        return ""
    named = {key.value: value.value for key, value in metadata.value if isinstance(value, yaml.ScalarNode)}
    return str(named.get("language", ""))


def parse_annotated(sentence: str) -> tuple[str, tuple[Entity, ...]]:
    """``stanje [1834](reading_value)`` gives ``stanje 1834`` and the entity.

    Raises:
        ValueError: the braces hold no JSON object with ``entity``.
    """
    plain: list[str] = []
    entities: list[Entity] = []
    length = last = 0
    for match in _ANNOTATION.finditer(sentence):
        before = sentence[last : match.start()]
        covered = match.group(1)
        name, value, group = _annotation(match, covered)
        start = length + len(before)
        entities.append(Entity(name, value, start, start + len(covered), group))
        plain += [before, covered]
        length = start + len(covered)
        last = match.end()
    plain.append(sentence[last:])
    return "".join(plain), tuple(entities)


def _annotation(match: re.Match[str], covered: str) -> tuple[str, str, str | None]:
    if match.group(3) is None:
        name, _, value = match.group(2).partition(":")
        if not name:
            raise ValueError(f"annotation of '{covered}' names no entity")
        return name, value or covered, None
    try:
        fields = json.loads(match.group(3))
        return str(fields["entity"]), plain_value(fields.get("value", covered)), fields.get("group")
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise ValueError(f"annotation of '{covered}' is no JSON object with \"entity\"") from error


def plain_value(value: object) -> str:
    """A period's ``{"from": …, "to": …}`` as our ``from/to``; anything else as text."""
    return f"{value['from']}/{value['to']}" if isinstance(value, dict) else str(value)


def annotated(text: str, entities: Sequence[Entity]) -> str:
    """The inverse of ``parse_annotated``: for tools that write training data."""
    parts: list[str] = []
    last = 0
    for entity in sorted(entities, key=lambda e: e.start):
        covered = text[entity.start : entity.end]
        fields = {"entity": entity.name}
        if entity.value != covered:
            fields["value"] = entity.value
        if entity.group is not None:
            fields["group"] = entity.group
        parts += [text[last : entity.start], f"[{covered}]{json.dumps(fields, ensure_ascii=False)}"]
        last = entity.end
    return "".join([*parts, text[last:]])
