"""``hisnik staff …`` as a process of its own."""

import re
from pathlib import Path

import pytest

from tests.command import Command

ANA = "ana@komunala.example"
LET_IN = ("staff", "add", "--provider", "komunala", "--email", ANA, "--name", "Ana Zgled")


@pytest.fixture
def hisnik(database_url: str, data_dir: Path) -> Command:
    return Command({"DATABASE_URL": database_url, "DATA_DIR": str(data_dir)})


def test_the_life_of_an_account(hisnik: Command) -> None:
    assert "Nobody yet" in hisnik.run("staff", "list").stdout
    added = hisnik.run(*LET_IN)
    assert added.returncode == 0, added.stderr
    assert "/staff for Komunala Zgled d.o.o." in added.stdout
    [password] = re.findall(r"shown this once\): (\S+)", added.stdout)
    assert len(password) == 24
    assert f"{ANA}  Ana Zgled  komunala  has not set up codes yet" in hisnik.run("staff", "list").stdout
    reset = hisnik.run("staff", "reset", ANA, "--password", "--totp")
    assert password not in reset.stdout
    assert "shown this once" in reset.stdout
    assert hisnik.run("staff", "disable", ANA).returncode == 0
    assert "disabled" in hisnik.run("staff", "list", "--provider", "komunala").stdout
    assert hisnik.run("staff", "enable", ANA).returncode == 0
    assert ANA not in hisnik.run("staff", "list", "--provider", "odpadki").stdout


def test_a_given_password_is_never_printed(hisnik: Command) -> None:
    added = hisnik.run(*LET_IN, "--ask", lines="čez travnik teče\n")
    assert added.returncode == 0, added.stderr
    assert "travnik" not in added.stdout + added.stderr
    again = hisnik.run(*LET_IN)
    assert again.returncode == 1
    assert "already" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "lines", "status", "said"),
    [
        (
            ("add", "--provider", "nobody", "--email", ANA, "--name", "A"),
            "",
            1,
            "there are: komunala, odpadki, upravnik",
        ),
        (("add", "--provider", "komunala", "--email", "ana", "--name", "A"), "", 1, "an address an @"),
        ((*LET_IN[1:], "--ask"), "kratko\n", 1, "12 characters or more"),
        ((*LET_IN[1:], "--ask"), "", 1, "12 characters or more"),
        (("reset", ANA, "--totp"), "", 1, "nobody logs in with this address"),
        (("reset", ANA), "", 2, "--password, --totp, or both"),
        (("group", "--provider", "komunala"), "", 2, "--chat, or --none"),
        (("group", "--provider", "komunala", "--chat", "5"), "", 1, "a group with topics"),
        (("disable", ANA), "", 1, "nobody logs in with this address"),
        (("code", "1!"), "", 1, "base32"),
    ],
)
def test_clear_refusals(hisnik: Command, arguments: tuple[str, ...], lines: str, status: int, said: str) -> None:
    done = hisnik.run("staff", *arguments, lines=lines)
    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_group_of_a_provider(hisnik: Command) -> None:
    chat = ("--chat", "-1001234567890")
    set_up = hisnik.run("staff", "group", "--provider", "komunala", *chat)
    assert set_up.returncode == 0, set_up.stderr
    assert "Komunala Zgled d.o.o.: conversations go to the group -1001234567890" in set_up.stdout
    taken = hisnik.run("staff", "group", "--provider", "upravnik", *chat)
    assert taken.returncode == 1, taken.stdout
    assert taken.stderr.strip() == "Error: another provider has this group"
    assert hisnik.run("staff", "group", "--provider", "komunala", *chat).returncode == 0
    assert "no group" in hisnik.run("staff", "group", "--provider", "komunala", "--none").stdout
    assert hisnik.run("staff", "group", "--provider", "upravnik", *chat).returncode == 0
