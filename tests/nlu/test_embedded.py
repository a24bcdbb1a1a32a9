"""The classifier that ships, judged by sentences it never saw."""

import re
from pathlib import Path

import numpy as np
import pytest

from nlu.decision import Sure, Thresholds, Tie, Unsure, decide
from nlu.embedded import EmbeddedInterpreter, load_interpreter, train
from nlu.errors import TrainingDataError
from nlu.evaluation import evaluate
from nlu.evaluation_files import read_evaluation
from nlu.folding import fold
from nlu.interpreter import Ranked, Understanding
from nlu.training_data import annotated, data_files, parse_annotated, read_domain, read_file, read_files
from tests.nlu.conftest import TODAY

FOLDER = Path(__file__).parent / "heldout"
HELDOUT = sorted(FOLDER.iterdir())


@pytest.mark.parametrize("pattern", ["*_sl.tsv", "*_en.tsv", "*.yml"])
async def test_heldout_sentences_are_understood(interpreter: EmbeddedInterpreter, pattern: str) -> None:
    """The project's aims, on sentences written without sight of the training data."""
    report = await evaluate(
        interpreter, [e for path in sorted(FOLDER.glob(pattern)) for e in read_evaluation(path)], TODAY
    )
    assert report.accuracy >= 0.93, report.confusions.most_common(10)
    assert (report.decisions.caught or 0) >= 0.8
    assert report.wrong_readings == ()
    assert report.entities is None or report.entities >= 0.97, [
        (m.example.text, m.expected, m.got) for m in report.misread
    ]


def test_every_intent_has_training_and_heldout_sentences() -> None:
    intents = read_domain().intents
    assert {example.intent for example in read_files(data_files())} == intents
    assert {example.intent for path in HELDOUT for example in read_evaluation(path)} == intents


def test_heldout_shares_no_sentence_with_training() -> None:
    trained = {_plain(example.text) for example in read_files(data_files())}
    assert not [e.text for path in HELDOUT for e in read_evaluation(path) if _plain(e.text) in trained]


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", fold(text)).strip()


def test_training_is_deterministic() -> None:
    examples = read_files(data_files())[::8]
    first, second = train(examples), train(examples)
    assert first.columns == second.columns
    assert np.array_equal(first.weights, second.weights)


async def test_a_cached_model_says_the_same(interpreter: EmbeddedInterpreter, tmp_path: Path) -> None:
    files = [path for path in data_files() if path.stem in {"smalltalk", "readings"}]
    made, cached = load_interpreter(tmp_path, files), load_interpreter(tmp_path, files)
    assert len(list(tmp_path.iterdir())) == 1
    for text in ("stanje 1834", "adijo", ""):
        assert await made.parse(text, today=TODAY) == await cached.parse(text, today=TODAY)


@pytest.mark.parametrize("text", ["", " ", "😀" * 50, "\x00\x1b[2J", "x" * 5000, "שלום 123 Привет", "1", "İ", "\ud800"])
async def test_any_text_is_parsed(interpreter: EmbeddedInterpreter, text: str) -> None:
    understood = await interpreter.parse(text, today=TODAY)
    assert sum(ranked.confidence for ranked in understood.ranking) == pytest.approx(1)
    assert understood.intent == understood.ranking[0].intent


def _understood(*ranking: tuple[str, float]) -> Understanding:
    ranked = tuple(Ranked(*pair) for pair in ranking)
    return Understanding("", ranked[0].intent, ranked[0].confidence, (), ranked)


def test_decisions() -> None:
    limits = Thresholds(low=0.3, tie=0.1)
    assert decide(_understood(("greet", 0.8), ("help", 0.1)), limits) == Sure("greet")
    assert decide(_understood(("greet", 0.42), ("help", 0.4)), limits) == Tie("greet", "help")
    assert decide(_understood(("greet", 0.2), ("help", 0.1)), limits) == Unsure()
    assert decide(_understood(("out_of_scope", 0.9), ("help", 0.1)), limits) == Unsure()


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        ("nlu: [", 1, "not valid YAML"),
        ("version: '3.1'\nother: 1\n", 1, "no list 'nlu'"),
        ("- a\n", 1, "mapping"),
        ("nlu:\n- examples: |\n    - a\n", 2, "without an intent"),
        ("nlu:\n- intent: greet\n  examples:\n  - a\n", 2, "text block"),
        ("nlu:\n- intent: greet\n  examples: |\n    - a\n    b\n", 5, "begins with"),
        ('nlu:\n- intent: greet\n  examples: |\n    - a\n    - [b]{"value": "c"}\n', 5, "no JSON object"),
    ],
)
def test_broken_files_are_named_with_their_line(tmp_path: Path, content: str, line: int, problem: str) -> None:
    path = tmp_path / "broken.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TrainingDataError, match=problem) as raised:
        read_file(path)
    assert raised.value.complaints[0].file == path
    assert raised.value.complaints[0].line in {line, line + 1}


def test_annotations_are_read_and_written_back() -> None:
    sentence = '[hladna]{"entity": "service", "value": "water_cold", "group": "1"} [512,6]{"entity": "reading_value", "value": "512.6", "group": "1"}'
    text, entities = parse_annotated(sentence)
    assert text == "hladna 512,6"
    assert [text[entity.start : entity.end] for entity in entities] == ["hladna", "512,6"]
    assert annotated(text, entities) == sentence
