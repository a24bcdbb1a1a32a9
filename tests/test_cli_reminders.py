"""``hisnik reminders plan``: who, when and how long, and what is said where there is nothing to plan."""

from pathlib import Path

import pytest

from tests.command import Command


@pytest.fixture
def hisnik(database_url: str, data_dir: Path) -> Command:
    return Command({"DATABASE_URL": database_url, "DATA_DIR": str(data_dir)})


def test_looking_ahead(hisnik: Command) -> None:
    done = hisnik.run("reminders", "plan", "--provider", "komunala", "--dry-run", "--now", "2026-11-27T10:00:00+01:00")
    assert done.returncode == 0, done.stderr
    for said in (
        "the window is open 2026-11-25 to 2026-12-03",
        "opens      begins Wed 2026-11-25 08:00",
        "last-day   begins Thu 2026-12-03 08:00",
        "due now: nobody",
        "Nothing was planned",
    ):
        assert said in done.stdout, done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--provider", "komunala", "--dry-run", "--now", "2026-11-10T10:00:00+01:00"), 0, "closed, nothing is sent"),
        (("--provider", "odpadki", "--dry-run"), 0, "takes no readings"),
        (("--provider", "nobody"), 1, "there are: komunala, odpadki, upravnik"),
        (("--provider", "komunala", "--now", "2026-11-10T10:00:00+01:00"), 2, "give --dry-run"),
        ((), 2, "--provider"),
    ],
)
def test_clear_states(hisnik: Command, arguments: tuple[str, ...], status: int, said: str) -> None:
    done = hisnik.run("reminders", "plan", *arguments)
    assert done.returncode == status
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
