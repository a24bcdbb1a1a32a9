"""The interpreter that ships: a linear classifier on n-grams, trained from ``nlu/data`` on first start.

scikit-learn trains it; what remains is a table of weights per n-gram, so that a parse is a look-up and a sum (numpy), with
neither scikit-learn's vectorisers nor pickles. Entities come from ``nlu.entities``.
"""

import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.entities import extract
from nlu.features import features
from nlu.interpreter import OUT_OF_SCOPE, Ranked, Understanding
from nlu.training_data import Example, data_files, fingerprint, read_files

MODEL_VERSION = "5"
"""Changed with the features or the training, so that cached models are made anew."""


@dataclass(frozen=True, slots=True)
class Model:
    """``weights[columns[ngram]]`` is a row with one number an intent, idf already in it; ``bias`` likewise."""

    intents: tuple[str, ...]
    columns: dict[str, int] = field(repr=False)
    weights: NDArray[np.float32] = field(repr=False)
    idf: NDArray[np.float32] = field(repr=False)
    bias: NDArray[np.float32] = field(repr=False)

    def probabilities(self, text: str) -> NDArray[np.float64]:
        """One for each intent; they sum to 1. A text without a known n-gram is out of scope."""
        column_of = self.columns.get
        known = [
            (row, count) for gram, count in Counter(features(text)).items() if (row := column_of(gram)) is not None
        ]
        scores = self.bias.astype(np.float64)
        if not known and OUT_OF_SCOPE in self.intents:
            return np.array([float(intent == OUT_OF_SCOPE) for intent in self.intents])
        if known:
            rows, counts = np.array(known, dtype=np.intp).T
            tfidf = (1.0 + np.log(counts, dtype=np.float32)) * self.idf[rows]
            scores = scores + (tfidf / math.sqrt(tfidf @ tfidf)) @ self.weights[rows]
        exponentials = np.exp(scores - scores.max())
        return np.asarray(exponentials / exponentials.sum(), dtype=np.float64)


SHARPNESS = 4.5
"""Margins are multiplied by it before the softmax: four-fold cross-validation over the training data gives the least log loss
from 4.5 to 5 (0.62 and 0.61; unscaled margins 2.0), so a confidence of 0.8 is right about eight times in ten."""
FEWEST_SENTENCES = 2
"""An n-gram of one sentence alone teaches that sentence; without them the model is half as large and no worse."""


def train(examples: list[Example]) -> Model:
    """Trains in about three seconds; the same examples give the same model.

    A linear support vector machine, an intent against the rest: the best of those tried
    (``docs/decisions/embedded-interpreter.md``).
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    vectorizer = TfidfVectorizer(
        analyzer=lambda text: list(features(text)), sublinear_tf=True, dtype=np.float32, min_df=FEWEST_SENTENCES
    )
    matrix = vectorizer.fit_transform([example.text for example in examples])
    classifier = LinearSVC(C=1.0, random_state=0).fit(matrix, [example.intent for example in examples])
    return Model(
        intents=tuple(str(name) for name in classifier.classes_),
        columns={str(gram): int(column) for gram, column in vectorizer.vocabulary_.items()},
        weights=np.ascontiguousarray(classifier.coef_.T * SHARPNESS, dtype=np.float32),
        idf=np.asarray(vectorizer.idf_, dtype=np.float32),
        bias=np.asarray(classifier.intercept_ * SHARPNESS, dtype=np.float32),
    )


def save(model: Model, path: Path) -> None:
    """Written whole under another name first: a killed start leaves no half model."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(
            file,
            intents=np.array(model.intents),
            grams=np.frombuffer(
                "\n".join(sorted(model.columns, key=model.columns.__getitem__)).encode(), dtype=np.uint8
            ),
            weights=model.weights,
            idf=model.idf,
            bias=model.bias,
        )
    part.replace(path)


def load(path: Path) -> Model:
    """Arrays alone: nothing in the file is executed. Needs no scikit-learn, whose import takes seconds."""
    with np.load(path, allow_pickle=False) as content:
        grams = content["grams"].tobytes().decode().split("\n")
        return Model(
            intents=tuple(str(name) for name in content["intents"]),
            columns={gram: column for column, gram in enumerate(grams)},
            weights=content["weights"],
            idf=content["idf"],
            bias=content["bias"],
        )


@dataclass(frozen=True, slots=True)
class EmbeddedInterpreter:
    """An ``Interpreter`` in this process; a parse is well under a millisecond of CPU, so it is called inline."""

    model: Model

    async def parse(self, text: str, *, today: date, language: str | None = None) -> Understanding:
        """Both languages are in one model; ``language`` is not needed."""
        return self.understand(text, today=today)

    def understand(self, text: str, *, today: date) -> Understanding:
        """The same without ``await``."""
        probabilities = self.model.probabilities(text)
        order = np.argsort(-probabilities, kind="stable")
        ranking = tuple(Ranked(self.model.intents[index], float(probabilities[index])) for index in order)
        return Understanding(text, ranking[0].intent, ranking[0].confidence, extract(text, today), ranking)


def load_interpreter(cache_dir: Path, files: list[Path] | None = None) -> EmbeddedInterpreter:
    """Trains on first start and whenever the data change; otherwise reads ``cache_dir``.

    Raises:
        TrainingDataError: the data cannot be used.
    """
    files = data_files() if files is None else files
    path = cache_dir / f"nlu-{fingerprint(files, MODEL_VERSION)}.npz"
    if not path.exists():
        save(train(read_files(files)), path)
    return EmbeddedInterpreter(load(path))
