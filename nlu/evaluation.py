"""How well an interpreter does on sentences that nobody trained on."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from nlu.decision import Decision, Sure, Tie, decide
from nlu.interpreter import OUT_OF_SCOPE, Entity, Interpreter, Understanding
from nlu.training_data import Example


@dataclass(frozen=True, slots=True)
class Score:
    """One intent: how many sentences it has, and from 0 to 1 how many found ones are right, right ones are found, and both."""

    intent: str
    count: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Mistake:
    """A sentence of which something was not as annotated; ``wrong`` says what, as expected and got."""

    example: Example
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the thresholds in use make of the sentences; shares from 0 to 1, None where there is no such sentence.

    ``caught``: of out-of-scope sentences, those that do nothing ("did you mean" does nothing either). Of the others: ``right``
    are done, ``asked`` are asked about with the right intent among the two, ``lost`` fall back, ``wrong`` do another thing.
    """

    caught: float | None
    right: float | None
    asked: float | None
    lost: float | None
    wrong: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """Figures from 0 to 1, times in milliseconds. ``entities`` is None where no example is annotated."""

    count: int
    accuracy: float
    macro_f1: float
    scores: tuple[Score, ...]
    confusions: Counter[tuple[str, str]]
    mistaken: tuple[Mistake, ...]
    entities: float | None
    misread: tuple[Mistake, ...]
    wrong_readings: tuple[Mistake, ...]
    decisions: Decisions
    median_ms: float
    p95_ms: float


_Results = Sequence[tuple[Example, Understanding]]


async def evaluate(interpreter: Interpreter, examples: Sequence[Example], today: date) -> Report:
    """Entities match when names and values are those annotated, in any order; only examples of files with annotations count."""
    results: list[tuple[Example, Understanding]] = []
    times: list[float] = []
    for example in examples:
        begun = time.perf_counter()
        understood = await interpreter.parse(example.text, today=today)
        times.append((time.perf_counter() - begun) * 1000)
        results.append((example, understood))
    got = Counter((example.intent, understood.intent) for example, understood in results)
    scores = _scores(got)
    annotated_files = {example.file for example in examples if example.entities}
    judged = [(e, u) for e, u in results if e.file in annotated_files]
    misread = tuple(_misread(e, u) for e, u in judged if _named(e.entities) != _named(u.entities))
    return Report(
        count=len(results),
        accuracy=_share(sum(e.intent == u.intent for e, u in results), len(results)) or 0.0,
        macro_f1=sum(score.f1 for score in scores) / len(scores) if scores else 0.0,
        scores=scores,
        confusions=Counter({pair: count for pair, count in got.items() if pair[0] != pair[1]}),
        mistaken=tuple(Mistake(e, e.intent, u.intent) for e, u in results if e.intent != u.intent),
        entities=_share(len(judged) - len(misread), len(judged)),
        misread=misread,
        wrong_readings=tuple(_misread(e, u) for e, u in judged if not _readings(u.entities) <= _readings(e.entities)),
        decisions=_decisions(results),
        median_ms=median(times) if times else 0.0,
        p95_ms=sorted(times)[int(len(times) * 0.95)] if times else 0.0,
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _scores(got: Counter[tuple[str, str]]) -> tuple[Score, ...]:
    scores = []
    for intent in sorted({expected for expected, _found in got}):
        hit = got[intent, intent]
        wanted = sum(count for (expected, _), count in got.items() if expected == intent)
        claimed = sum(count for (_, found), count in got.items() if found == intent)
        scores.append(Score(intent, wanted, _share(hit, claimed) or 0.0, hit / wanted, 2 * hit / (wanted + claimed)))
    return tuple(scores)


def _decisions(results: _Results) -> Decisions:
    outside = [decide(u) for e, u in results if e.intent == OUT_OF_SCOPE]
    inside = [(e.intent, decide(u)) for e, u in results if e.intent != OUT_OF_SCOPE]
    kinds = Counter(_kind(intent, decision) for intent, decision in inside)
    return Decisions(
        _share(sum(not isinstance(decision, Sure) for decision in outside), len(outside)),
        *(_share(kinds[kind], len(inside)) for kind in ("right", "asked", "lost", "wrong")),
    )


def _kind(intent: str, decision: Decision) -> str:
    match decision:
        case Sure(found):
            return "right" if found == intent else "wrong"
        case Tie(first, second):
            return "asked" if intent in {first, second} else "wrong"
        case _:
            return "lost"


def _misread(example: Example, understood: Understanding) -> Mistake:
    expected, got = Counter(_named(example.entities)), Counter(_named(understood.entities))
    return Mistake(example, _listed(expected - got), _listed(got - expected))


def _listed(entities: Counter[tuple[str, str]]) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(entities.elements())) or "nothing"


def _named(entities: Sequence[Entity]) -> list[tuple[str, str]]:
    return sorted((entity.name, entity.value) for entity in entities)


def _readings(entities: Sequence[Entity]) -> Counter[str]:
    return Counter(entity.value for entity in entities if entity.name == "reading_value")
