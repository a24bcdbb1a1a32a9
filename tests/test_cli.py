"""``hisnik …`` as a process: what it lists, loads, links, and how a conversation is piped through it."""

import json
from pathlib import Path
from shutil import copytree

import pytest

import backend.demo
from tests.command import Command, written

NOW = "2026-11-27T10:00:00+01:00"
CSV = Path(backend.demo.__file__).parent / "csv"


@pytest.fixture
def hisnik(empty_database_url: str, data_dir: Path) -> Command:
    return Command({"DATABASE_URL": empty_database_url, "DATA_DIR": str(data_dir)})


def test_help_lists_the_commands(hisnik: Command) -> None:
    done = hisnik.run("--help")
    assert done.returncode == 0
    for name in ("backend", "bot", "chat", "deeplink", "demo", "load", "migrate", "nlu", "serve", "status"):
        assert f"\n  {name} " in done.stdout


def test_a_wrong_setting_is_a_message(hisnik: Command) -> None:
    done = hisnik.run("serve", PORT="many")
    assert done.returncode == 2
    assert "PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bot_without_a_backend_says_what_is_missing(hisnik: Command) -> None:
    done = hisnik.run("bot")
    assert done.returncode == 2
    assert "BACKEND_URL is not set" in done.stderr


def test_migrate_twice(hisnik: Command) -> None:
    assert "up to date" in hisnik.run("migrate").stdout
    assert hisnik.run("migrate").returncode == 0


def test_a_good_folder_is_loaded(hisnik: Command) -> None:
    done = hisnik.run("load", str(CSV))
    assert done.returncode == 0, done.stderr
    assert "3 providers" in done.stdout


def test_of_a_bad_folder_each_fault_is_named_and_nothing_loaded(hisnik: Command, tmp_path: Path) -> None:
    folder = Path(copytree(CSV, tmp_path / "data"))
    payers = (folder / "payers.csv").read_text("utf-8").splitlines()
    written(folder, {"payers.csv": "\n".join([*payers[:2], payers[1].replace("komunala", "nobody", 1), *payers[2:]])})
    done = hisnik.run("load", str(folder))
    assert done.returncode == 1
    assert "payers.csv" in done.stderr
    assert "Nothing was loaded" in done.stderr
    assert "Traceback" not in done.stderr


def test_deep_links(hisnik: Command) -> None:
    plain = hisnik.run("deeplink", "komunala", PUBLIC_URL="https://klepet.example", TELEGRAM_USERNAME="hisnik_bot")
    assert plain.stdout.splitlines() == [
        "https://t.me/hisnik_bot?start=komunala",
        "https://klepet.example/chat?start=komunala",
    ]
    signed = hisnik.run("deeplink", "komunala", "123456").stdout.strip().partition("?start=")[2]
    assert signed.startswith("komunala")
    assert signed != "komunala"
    assert len(signed) <= 64


def test_the_clock_stops_in_the_demo_only(hisnik: Command) -> None:
    assert hisnik.run("chat", "--now", NOW).returncode == 2
    assert "offset is missing" in hisnik.run("chat", "--demo", "--now", "2026-11-27T10:00:00").stderr


def test_piped_turns(server_url: str, data_dir: Path, tmp_path: Path) -> None:
    """A signed link, a number for a button, what can't be pressed or sent, an empty message; no end of line at the end."""
    hisnik = Command({"DATABASE_URL": server_url, "DATA_DIR": str(data_dir)})
    signed = hisnik.run("deeplink", "komunala", "123456").stdout.strip().partition("?start=")[2]
    (tmp_path / "photo.jpg").write_bytes(b"no picture")
    lines = [
        "/start",
        "#1",
        "/press Tega ni",
        "#99",
        "/file /nowhere/none.jpg",
        f"/file {tmp_path / 'photo.jpg'}",
        "",
        f"/start {signed}",
    ]
    done = hisnik.run("chat", "--demo", "--now", NOW, "--json", "--files", str(tmp_path), lines="\n".join(lines))
    assert done.returncode == 0, done.stderr
    turns = ["\n".join(reply["text"] for reply in json.loads(line)["replies"]) for line in done.stdout.splitlines()]
    assert len(turns) == len(lines)
    assert "robot" in turns[0]
    assert "ponudniku" in turns[1]
    assert "Tega gumba ni" in turns[2]
    assert "Tega gumba ni" in turns[3]
    assert "ni mogoče prebrati" in turns[4]
    assert all(turns)
    assert "Vaš ponudnik: Komunala Zgled" in turns[7]


def test_for_people_buttons_are_numbered_and_a_pipe_gets_no_colours(server_url: str, data_dir: Path) -> None:
    hisnik = Command({"DATABASE_URL": server_url, "DATA_DIR": str(data_dir)})
    done = hisnik.run("chat", "--demo", "--lang", "en", lines="/start\n")
    assert done.returncode == 0, done.stderr
    assert "[#1] " in done.stdout
    assert "\x1b" not in done.stdout
