"""Sentences that nobody understood, for somebody to label: a list to read, and a file of training data to correct.

The sentences come from ``nlu.anonymous``; its placeholders are filled with samples, since training data are whole sentences.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from nlu.interpreter import Ranked

SAMPLES = {
    "reading_value": '[1834]{"entity": "reading_value"}',
    "meter_serial": '[88213377]{"entity": "meter_serial"}',
    "period": '[oktober]{"entity": "period"}',
    "invoice_number": '[202600876]{"entity": "invoice_number"}',
    "payer_code": '[123456]{"entity": "payer_code"}',
    "control_number": '[202600877]{"entity": "control_number"}',
    "email": '[ana@example.org]{"entity": "email"}',
    "phone": '[041 555 777]{"entity": "phone", "value": "+38641555777"}',
    "number": "17",
    "name": "Novak",
    "address": "Lipova ulica 5",
    "link": "www.primer.si",
}
_PLACEHOLDER = re.compile(r"\[([a-z_]+)\]")
HEADER = """\
version: "3.1"

# Sentences of residents that were not understood, under the intent that came nearest. Move each to the intent that it means, or
# delete it. Names, numbers and periods are samples. Then: hisnik nlu validate, hisnik nlu train.
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """An anonymous sentence, how often it came and when last. ``guesses``: the nearest intents at that time, best first."""

    text: str = field(repr=False)
    language: str
    count: int
    last: date
    guesses: tuple[Ranked, ...]

    @property
    def intent(self) -> str:
        """The nearest one."""
        return self.guesses[0].intent if self.guesses else "out_of_scope"


def as_list(sentences: Iterable[Sentence]) -> list[str]:
    """A line a sentence: last day, how often, language, guesses, text."""
    rows = [
        (
            sentence.last.isoformat(),
            f"{sentence.count}×",
            sentence.language,
            ", ".join(f"{guess.intent} {guess.confidence:.2f}" for guess in sentence.guesses),
            sentence.text,
        )
        for sentence in sentences
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    return ["  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]) for row in rows]


def as_training(sentences: Sequence[Sentence]) -> str:
    """Rasa's YAML, a block for each nearest intent and language; ``nlu.training_data`` reads it."""
    blocks: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for sentence in sentences:
        line = _PLACEHOLDER.sub(lambda found: SAMPLES.get(found.group(1), "17"), sentence.text)
        if line not in (block := blocks[sentence.intent, sentence.language]):
            block.append(line)
    lines = [HEADER, "nlu:" if blocks else "nlu: []"]
    for (intent, language), examples in sorted(blocks.items()):
        lines += [f"- intent: {intent}", "  metadata:", f"    language: {language}", "  examples: |"]
        lines += [f"    - {example}" for example in examples]
    return "\n".join(lines) + "\n"
