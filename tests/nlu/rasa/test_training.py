"""The folder that Rasa learns from: what the interpreter will ask, nothing else, the same every time."""

import asyncio
from pathlib import Path

import pytest
import yaml

from nlu.errors import TrainingDataError
from nlu.rasa_messages import for_rasa
from nlu.rasa_training import asked, training_yaml, write_training
from nlu.training_data import Example, data_files, read_domain, read_file, read_files
from tests.command import Command

HERE = Path("data.yml")


def test_the_folder_has_what_rasa_takes(tmp_path: Path) -> None:
    written = write_training(tmp_path / "training")
    learnt = read_file(tmp_path / "training" / "data" / "nlu.yml")
    assert {(example.intent, example.text) for example in learnt} == {
        (example.intent, for_rasa(example.text)) for example in read_files(data_files()) if for_rasa(example.text)
    }
    assert written.sentences == len(learnt)
    assert not any(example.entities for example in learnt)
    assert (tmp_path / "training" / "fingerprint").read_text() == written.fingerprint + "\n"
    assert read_domain(tmp_path / "training" / "domain.yml") == read_domain()
    config = yaml.safe_load((tmp_path / "training" / "config.yml").read_text("utf-8"))
    assert config["assistant_id"], "Rasa writes one into the file where it is missing"
    assert "FallbackClassifier" not in {part["name"] for part in config["pipeline"]}, "the thresholds are ours"


def test_the_fingerprint_follows_the_data(tmp_path: Path) -> None:
    data = tmp_path / "greet.yml"
    marks = []
    for sentence in ("zdravo", "zdravo", "dober dan"):
        data.write_text(f"nlu:\n- intent: greet\n  examples: |\n    - {sentence}\n", "utf-8")
        marks.append(write_training(tmp_path / "training", [data]).fingerprint)
    assert marks[0] == marks[1] != marks[2]


def test_sentences_that_sound_alike_stand_once() -> None:
    texts = ("Stanje 1834", "stanje 77", "plačam [1]", "placam 2", "/greet", "…")
    written = yaml.safe_load(training_yaml(asked(Example("greet", text, HERE, 1) for text in texts)))
    assert written["nlu"][0]["examples"].splitlines() == ["- stanje xnum", "- placam xnum", "- greet"]


def test_broken_data_leave_what_was_there(tmp_path: Path) -> None:
    before = write_training(tmp_path / "training")
    broken = tmp_path / "broken.yml"
    broken.write_text("nlu: [", "utf-8")
    with pytest.raises(TrainingDataError, match="not valid YAML"):
        write_training(tmp_path / "training", [broken])
    assert (tmp_path / "training" / "fingerprint").read_text() == before.fingerprint + "\n"


async def test_the_command(tmp_path: Path) -> None:
    done = await asyncio.to_thread(Command().run, "nlu", "train", "--rasa", str(tmp_path / "training"))
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "training" / "fingerprint").read_text().strip() in done.stdout
    (tmp_path / "file").write_text("")
    refused = await asyncio.to_thread(Command().run, "nlu", "train", "--rasa", str(tmp_path / "file" / "training"))
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
