"""Support under ``kill -9`` in a short form. ``make torture`` is the whole."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.torture.__main__ import show_support
from tests.torture.support import SupportPlan, torture_support


@pytest.fixture
def folder() -> Iterator[Path]:
    """Not in pytest's own: PostgreSQL's user can't get in there."""
    made = Path(tempfile.mkdtemp(prefix="hisnik-torture-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.mark.xdist_group("torture")
async def test_every_message_and_every_answer_arrives(folder: Path, data_dir: Path) -> None:
    plan = SupportPlan(residents=4, kills=4, seed=3, of_a_group=1, patience=120.0, leaps=True)
    figures = await torture_support(plan, folder, data_dir, print)
    print(show_support(figures))
    assert figures.verdict.wrong == []
    assert figures.verdict.good, show_support(figures)
    assert figures.verdict.tickets == figures.verdict.topics == plan.residents
    assert figures.kills == {"backend": 1, "bot-1": 1, "bot-2": 1, "courier": 1}
