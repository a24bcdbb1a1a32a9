"""The documents name modules as they are: a path in them that is gone leads newcomers nowhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = ("bot", "backend", "nlu", "tests", "benchmarks")
DOCUMENTS = (
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "GLOSSARY.md",
    *(f"docs/{file.name}" for file in ROOT.glob("docs/*.md")),
)
DECISIONS = tuple(f"docs/decisions/{file.name}" for file in ROOT.glob("docs/decisions/*.md"))
EXAMPLE = "leaks"
"""The feature that CONTRIBUTING adds."""


def named(document: str) -> Iterator[str]:
    """Paths of the code that a document names: ``bot/dialogue/engine.py``, ``staff/totp.py``, ``window.py``, ``backend/jobs``."""
    for name in re.findall(r"`([\w*./-]+)`", (ROOT / document).read_text("utf-8")):
        if (name.endswith(".py") or (name.split("/")[0] in CODE and "/" in name)) and EXAMPLE not in name:
            yield name.rstrip("/")


def exists(name: str) -> bool:
    """Whether a path is there, from the top or from some folder of the code; with or without ``.py``."""
    tops = [ROOT, *(ROOT / top for top in CODE)]
    return any(
        found
        for top in tops
        for path in (name, f"{name}.py")
        for found in (top.glob(path) if top == ROOT else top.rglob(path))
    )


@pytest.mark.parametrize("document", [*DOCUMENTS, *DECISIONS])
def test_what_a_document_names_is_there(document: str) -> None:
    assert [name for name in sorted(set(named(document))) if not exists(name)] == []
