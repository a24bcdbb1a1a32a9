"""Whatever the backend refuses has words in every language: ``error-<code>``, with no value that may be missing."""

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, VariableReference
from fluent.syntax.visitor import Visitor

import backend
import bot
from backend.errors import BackendError

LANGUAGES = ("sl", "en")
BACKEND = Path(backend.__file__).parent
LOCALES = Path(bot.__file__).parent / "locales"


def below(root: type[BackendError]) -> Iterator[type[BackendError]]:
    """Every error that a module of the backend declares."""
    for each in root.__subclasses__():
        yield each
        yield from below(each)


def declared() -> list[type[BackendError]]:
    for module in pkgutil.walk_packages(backend.__path__, "backend."):
        if not module.name.startswith("backend.migrations"):
            importlib.import_module(module.name)
    return sorted(
        (each for each in below(BackendError) if each.__module__.startswith("backend.")), key=lambda e: e.code
    )


@cache
def offered() -> dict[str, set[str]]:
    """By class name: the details that are given wherever it is raised."""
    found: dict[str, set[str]] = {}
    for file in BACKEND.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                details = {keyword.arg for keyword in node.keywords if keyword.arg is not None}
                found[node.func.id] = found.get(node.func.id, details) & details
    return found


class Variables(Visitor):
    """Collects the names of the values in a text."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:
        self.names.add(node.id.name)


@cache
def wanted(language: str) -> dict[str, set[str]]:
    """By key: the values that a text names."""
    found = {}
    for file in (LOCALES / language).glob("*.ftl"):
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            if isinstance(entry, Message) and entry.id.name.startswith("error-"):
                variables = Variables()
                variables.visit(entry)
                assert entry.id.name not in found, f"{entry.id.name} is there twice"
                found[entry.id.name] = variables.names
    return found


ERRORS = declared()
SAID_BY_THE_BOT = [error for error in ERRORS if not error.__module__.startswith("backend.staff.")]
"""The console says its own, as ``staff-…`` of the backend's texts."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", SAID_BY_THE_BOT, ids=lambda error: error.code)
def test_every_error_has_words(error: type[BackendError], language: str) -> None:
    key = f"error-{error.code.replace('_', '-')}"
    assert key in wanted(language), "no text"
    assert wanted(language)[key] <= offered().get(error.__name__, set()), "names a value that isn't always given"


def test_codes_are_told_apart() -> None:
    codes = [error.code for error in ERRORS]
    assert len(codes) == len(set(codes))


def test_both_languages_have_the_same_error_texts() -> None:
    assert wanted("sl").keys() == wanted("en").keys()
