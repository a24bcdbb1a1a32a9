"""The torture test in a short form: every part is killed, PostgreSQL ended hard. ``make torture`` is the whole."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.torture.__main__ import show
from tests.torture.run import Plan, torture


@pytest.fixture
def folder() -> Iterator[Path]:
    """Not in pytest's own: PostgreSQL's user can't get in there."""
    made = Path(tempfile.mkdtemp(prefix="hisnik-torture-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.mark.xdist_group("torture")
async def test_nothing_is_lost_or_doubled(folder: Path, data_dir: Path) -> None:
    plan = Plan(residents=40, kills=1, restarts=1, seed=4, at_once=8, patience=120.0, leaps=True)
    figures = await torture(plan, folder, data_dir, print)
    print(show(figures))
    found = figures.verdict
    assert (found.lost, found.doubled, found.wrong, found.unanswered) == ([], [], [], [])
    assert found.good, show(figures)
    assert found.readings == plan.residents
    assert figures.kills == {"backend": 1, "worker": 1, "bot-1": 1, "bot-2": 1, "courier": 1}
    assert figures.restarts == 1
    assert figures.doubled
    assert figures.repeated
