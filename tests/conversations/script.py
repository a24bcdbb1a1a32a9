"""A conversation file as data.

A turn is one act with its value, and what is expected of the answer:

    say: TEXT          press: LABEL       start: PAYLOAD     press_data: DATA
    mail:              the code of the newest mail is typed
    send: WORD         a file or another thing of ``samples.SAMPLES``; ``caption: TEXT`` beside it
    album: [WORD, …]   several at once, the caption on the first
    edit: TEXT         changes the resident's newest message: its text, or its caption
    expect / never     these are, or are not, in the texts of the answer
    buttons / files    these labels, and names of files by pattern, are there
    silent: true       there is no answer at all
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import DEMO_NOW

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Step:
    """One turn: ``act`` with its value, and what is expected of the answer. ``several``: the words of an album."""

    act: str
    value: str
    several: tuple[str, ...] = ()
    caption: str = ""
    silent: bool = False
    expect: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A whole conversation."""

    name: str
    who: str = "nobody"
    now: datetime = DEMO_NOW
    language: str = "sl"
    steps: tuple[Step, ...] = field(default=())


ACTS = ("say", "press", "start", "send", "album", "edit", "mail", "press_data")
CHECKS = frozenset({"expect", "never", "buttons", "files"})


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else (str(value),) if value is not None else ()


def _step(turn: dict[str, Any]) -> Step:
    (act,) = [name for name in ACTS if name in turn]
    unknown = set(turn) - CHECKS - {act, "silent"} - ({"caption"} if act in {"send", "album"} else set())
    assert not unknown, f"unknown keys {unknown}"
    value = turn[act]
    several = _texts(value) if act == "album" else ()
    words = {name: _texts(turn.get(name)) for name in CHECKS}
    caption, silent = str(turn.get("caption", "")), bool(turn.get("silent", False))
    return Step(act, "" if value is None else str(value), several, caption, silent, **words)


def load(path: Path) -> list[Script]:
    """The conversations of a file."""
    scripts = []
    for entry in yaml.safe_load(path.read_text("utf-8")) or []:
        now = entry.get("now", DEMO_NOW)
        scripts.append(
            Script(
                name=f"{path.stem}: {entry['name']}",
                who=entry.get("who") or "nobody",
                now=now if isinstance(now, datetime) else datetime.fromisoformat(now),
                language=entry.get("language", "sl"),
                steps=tuple(_step(turn) for turn in entry["turns"]),
            )
        )
    return scripts


def all_scripts() -> list[Script]:
    """Those of every file."""
    return [script for path in sorted(FOLDER.glob("*.yml")) for script in load(path)]
