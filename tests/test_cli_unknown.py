"""``hisnik nlu unknown`` as a process: an empty state, a list, training data that are valid, and a database that is away."""

from pathlib import Path

import pytest

from nlu.training_data import read_file
from tests.command import Command

SAID = "zmaj sedi na strehi in piše na ana@primer.si, lp Janez Novak\nkdaj bo zmaj odletel\nkdaj bo zmaj odletel\n"


@pytest.fixture
def hisnik(empty_database_url: str, data_dir: Path) -> Command:
    return Command({"DATABASE_URL": empty_database_url, "DATA_DIR": str(data_dir)})


def test_sentences_are_listed_made_training_data_and_deleted(hisnik: Command, tmp_path: Path) -> None:
    empty = hisnik.run("nlu", "unknown")
    assert (empty.returncode, empty.stdout) == (0, "No sentences to label in the last 30 days.\n"), empty.stderr
    chat = hisnik.run("chat", lines=SAID)
    assert chat.returncode == 0, chat.stderr

    listed = hisnik.run("nlu", "unknown", "--days", "1")
    assert listed.returncode == 0, listed.stderr
    twice, once = sorted(listed.stdout.splitlines(), key=lambda line: "2×" not in line)
    assert "kdaj bo zmaj odletel" in twice
    assert "2×  sl" in twice
    assert "zmaj sedi na strehi in piše na [email], lp [name]" in once

    file = tmp_path / "labelled.yml"
    file.write_text(hisnik.run("nlu", "unknown", "--format", "yaml").stdout, "utf-8")
    examples = read_file(file)
    assert {(example.text, example.language) for example in examples} == {
        ("kdaj bo zmaj odletel", "sl"),
        ("zmaj sedi na strehi in piše na ana@example.org, lp Novak", "sl"),
    }
    assert [entity.name for example in examples for entity in example.entities] == ["email"]

    cleared = hisnik.run("nlu", "unknown", "--clear")
    assert cleared.stdout == listed.stdout
    assert "3 deleted" in cleared.stderr
    nothing = hisnik.run("nlu", "unknown", "--format", "yaml")
    file.write_text(nothing.stdout, "utf-8")
    assert read_file(file) == []
    assert "No sentences" in nothing.stderr


def test_a_database_that_is_away_is_a_message_without_its_address(hisnik: Command) -> None:
    done = hisnik.run("nlu", "unknown", DATABASE_URL="postgresql://hisnik:geslo@127.0.0.1:1/hisnik")
    assert done.returncode == 1
    assert "database of DATABASE_URL cannot be reached" in done.stderr
    assert "geslo" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_help_lists_it_beside_the_other_commands(hisnik: Command) -> None:
    done = hisnik.run("nlu", "--help")
    for name in ("evaluate", "parse", "train", "unknown", "validate"):
        assert f"\n  {name} " in done.stdout
