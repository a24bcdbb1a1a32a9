"""The interpreter is trained once for all tests here."""

from datetime import date
from pathlib import Path

import pytest

from nlu.embedded import EmbeddedInterpreter, load_interpreter

TODAY = date(2026, 11, 27)


@pytest.fixture(scope="session")
def interpreter(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedInterpreter:
    """Trained on the data as they are, cached for this run only."""
    folder: Path = tmp_path_factory.mktemp("nlu")
    return load_interpreter(folder)
