"""``deploy/rasa``, as compose runs it, with a command of the name ``rasa`` that tells how it was called."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[3] / "deploy" / "rasa"
RASA = """#!/bin/sh
echo "$*" >> "$CALLS"
case "$1" in train)
  test -e data/nlu.yml && test -e config.yml && test -e domain.yml || exit 3
  touch .rasa  # it writes beside its config
  for name; do :; done
  mkdir models && echo model > "models/$name.tar.gz"
  exit "${STATUS:-0}"
esac
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with training data, and ``rasa`` beside it."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "rasa").write_text(RASA)
    (tmp_path / "bin" / "rasa").chmod(0o755)
    data = tmp_path / "rasa" / "training" / "data"
    data.mkdir(parents=True)
    for file in (data / "nlu.yml", data.parent / "config.yml", data.parent / "domain.yml"):
        file.write_text("")
    (data.parent / "fingerprint").write_text("abc123\n")
    return tmp_path / "rasa"


def run(folder: Path, script: str, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    environ = {"PATH": f"{folder.parent / 'bin'}:{os.environ['PATH']}", "CALLS": str(folder.parent / "calls"), **more}
    command = ["sh", str(SCRIPTS / script), str(folder), *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)


def calls(folder: Path) -> list[str]:
    file = folder.parent / "calls"
    return file.read_text().splitlines() if file.exists() else []


def test_a_model_is_trained_once_for_the_same_data(folder: Path) -> None:
    before = sorted((folder / "training").rglob("*"))
    for _time in range(2):
        done = run(folder, "train.sh")
        assert done.returncode == 0, done.stderr
    assert len(calls(folder)) == 1
    assert [path.name for path in (folder / "models").iterdir()] == ["abc123.tar.gz"]
    assert sorted((folder / "training").rglob("*")) == before, "Rasa writes nothing there"
    (folder / "training" / "fingerprint").write_text("def456\n")
    assert run(folder, "train.sh").returncode == 0
    assert len(calls(folder)) == 2


def test_a_training_that_fails_leaves_no_model(folder: Path) -> None:
    assert run(folder, "train.sh", STATUS="1").returncode == 1
    assert not (folder / "models").exists()


def test_it_serves_the_model_of_the_data(folder: Path) -> None:
    assert run(folder, "serve.sh", "6006", "0.0.0.0").returncode == 0
    model = folder / "models" / "abc123.tar.gz"
    assert calls(folder) == [f"run --enable-api --port 6006 --interface 0.0.0.0 --model {model}"]
