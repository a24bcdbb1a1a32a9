"""``docs/configuration.md`` and the settings classes say the same: every variable, its default, and who reads it."""

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

from backend.settings import BackendSettings
from bot.settings import BotSettings

PAGE = Path(__file__).parent.parent / "docs" / "configuration.md"
STARTING = {"HOST", "PORT", "LOG_LEVEL", "LOG_FORMAT", "METRICS_TOKEN"}
"""How a process starts is read by one class for both parts."""


@dataclass(frozen=True, slots=True)
class Described:
    """A row of the table."""

    meaning: str
    default: str
    readers: frozenset[str]


def described() -> dict[str, Described]:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.+) \| (.+) \| (.+) \|$", PAGE.read_text(), re.MULTILINE)
    assert len({row[0] for row in rows}) == len(rows), "a variable stands twice"
    return {name: Described(meaning, default, frozenset(by.split(", "))) for name, meaning, default, by in rows}


def names(settings: type[BaseSettings]) -> set[str]:
    return {name.upper() for name in settings.model_fields}


def test_every_variable_is_described_and_every_described_one_exists() -> None:
    assert set(described()) == names(BackendSettings) | names(BotSettings)
    assert all(row.meaning.strip() for row in described().values())


def test_who_reads_it() -> None:
    for name, row in described().items():
        readers = {"bot"} if name in names(BotSettings) else set()
        if name in names(BackendSettings) | STARTING:
            readers.add("backend")
        assert row.readers == readers, name


def test_defaults() -> None:
    for name, row in described().items():
        # the bot's settings are those of the console command, which hands shared ones on to the backend
        kind: type[BaseSettings] = BotSettings if name in names(BotSettings) else BackendSettings
        default = kind.model_fields[name.lower()].default
        if default is None or default is PydanticUndefined:
            assert row.default.startswith("none"), name
        else:
            assert row.default == f"`{default}`", name
