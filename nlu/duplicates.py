"""Finds training sentences that teach nothing new: the same but for numbers and greetings, nearly the same letters, a template.

Sentences are compared within one intent, as skeletons: folded, entities and numbers replaced by their kind, greetings dropped.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nlu.errors import Complaint
from nlu.features import masked
from nlu.training_data import Example

ALIKE = 0.85
"""Share of letter trigrams in common (Dice) from which two sentences are one; "koliko dolgujem"/"koliko dolgujeva" pass."""
FRAME_WORDS = 4
"""A frame of so many words in which one word is swapped is a template…"""
FRAME_USES = 2
"""…from the next use on."""
_GREETINGS = (
    "prosim",
    "hvala",
    "lp",
    "pozdrav",
    "pozdravljeni",
    "zivjo",
    "zdravo",
    "dober",
    "dan",
    "lep",
    "lepo",
    "spostovani",
)
_POLITE = frozenset({*_GREETINGS, "please", "thanks", "thank", "you", "hi", "hello", "regards", "dear"})


@dataclass(frozen=True, slots=True)
class _Skeleton:
    example: Example
    words: tuple[str, ...]
    trigrams: frozenset[str]


def near_duplicates(examples: Sequence[Example]) -> list[Complaint]:
    """One complaint for each sentence that is too near to an earlier one of its intent, naming that one."""
    by_intent: defaultdict[str, list[_Skeleton]] = defaultdict(list)
    for example in examples:
        by_intent[example.intent].append(_skeleton(example))
    found = [c for skeletons in by_intent.values() for c in (*_alike(skeletons), *_templates(skeletons))]
    unique = {(complaint.file, complaint.line): complaint for complaint in reversed(found)}
    return sorted(unique.values(), key=lambda complaint: (complaint.file, complaint.line))


def _skeleton(example: Example) -> _Skeleton:
    text, last, parts = example.text, 0, []
    for entity in sorted(example.entities, key=lambda e: e.start):
        parts += [text[last : entity.start], f" x{entity.name.replace('_', '')} "]
        last = entity.end
    words = "".join(c if c.isalnum() else " " for c in masked("".join([*parts, text[last:]]))).split()
    content = [word for word in words if word not in _POLITE]
    words = content if len(content) > 1 else words
    joined = f"  {' '.join(words)}  "
    return _Skeleton(example, tuple(words), frozenset(joined[i : i + 3] for i in range(len(joined) - 2)))


def _alike(skeletons: list[_Skeleton]) -> list[Complaint]:
    found: list[Complaint] = []
    for number, one in enumerate(skeletons):
        for earlier in skeletons[:number]:
            if _same(one, earlier):
                where = f"{earlier.example.file.name}:{earlier.example.line}"
                found.append(Complaint(one.example.file, one.example.line, f"nearly the same as {where}"))
                break
    return found


def _same(one: _Skeleton, other: _Skeleton) -> bool:
    if sorted(one.words) == sorted(other.words):
        return True
    most = min(len(one.trigrams), len(other.trigrams))
    total = len(one.trigrams) + len(other.trigrams)
    if 2 * most < ALIKE * total:  # lengths alone forbid it
        return False
    return 2 * len(one.trigrams & other.trigrams) >= ALIKE * total


def _templates(skeletons: list[_Skeleton]) -> list[Complaint]:
    frames: defaultdict[tuple[str, ...], list[Example]] = defaultdict(list)
    found: list[Complaint] = []
    for skeleton in skeletons:
        words = skeleton.words
        for place in range(len(words) if len(words) > FRAME_WORDS else 0):
            frame = (*words[:place], "*", *words[place + 1 :])
            frames[frame].append(skeleton.example)
            if len(frames[frame]) == FRAME_USES + 1:
                example = skeleton.example
                found.append(
                    Complaint(example.file, example.line, f"a template with words swapped: '{' '.join(frame)}'")
                )
    return found
