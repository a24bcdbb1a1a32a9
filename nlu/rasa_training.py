"""Writes the folder that ``rasa train nlu`` takes: our training data as the interpreter will ask them, config and domain.

The sentences go through ``for_rasa``, as every question will: šumniki folded, numbers by their kind. Annotations of entities
are left out, since ``nlu.entities`` finds their values after either interpreter.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlu.rasa_messages import for_rasa
from nlu.training_data import DOMAIN, Example, data_files, read_files

CONFIG = Path(__file__).parent / "config.yml"
_HEADER = "# Written by `hisnik nlu train --rasa` from nlu/data; changes are lost.\n"


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the folder. ``fingerprint`` names a model of these data."""

    folder: Path
    fingerprint: str
    sentences: int


def write_training(folder: Path, files: Sequence[Path] | None = None) -> Written:
    """Writes ``data/nlu.yml``, ``config.yml``, ``domain.yml`` and, last, ``fingerprint``; what stood there is replaced.

    Raises:
        TrainingDataError: the data cannot be used.
        OSError: the folder cannot be written.
    """
    sentences = asked(read_files(data_files() if files is None else files))
    content = {
        "data/nlu.yml": training_yaml(sentences).encode(),
        "config.yml": CONFIG.read_bytes(),
        "domain.yml": DOMAIN.read_bytes(),
    }
    mark = hashlib.sha256(b"\0".join(content.values())).hexdigest()[:20]
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "fingerprint").unlink(missing_ok=True)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    (folder / "fingerprint").write_text(mark + "\n", encoding="ascii")
    return Written(folder, mark, sum(map(len, sentences.values())))


def asked(examples: Iterable[Example]) -> dict[str, list[str]]:
    """Sentences of each intent as Rasa will be asked them. Those that become the same words stand once."""
    by_intent: dict[str, dict[str, None]] = {}
    for example in examples:
        if words := for_rasa(example.text):
            by_intent.setdefault(example.intent, {})[words] = None
    return {intent: list(sentences) for intent, sentences in by_intent.items()}


def training_yaml(sentences: Mapping[str, Iterable[str]]) -> str:
    """Rasa's YAML 3.1."""
    blocks = (
        f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {sentence}\n" for sentence in listed)
        for intent, listed in sentences.items()
    )
    return _HEADER + 'version: "3.1"\n\nnlu:\n' + "\n".join(blocks)
