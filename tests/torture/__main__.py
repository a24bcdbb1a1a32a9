"""``python -m tests.torture``: a whole run, its figures, and exit status 1 when anything was lost, doubled or left open."""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.torture.causes import Cause
from tests.torture.run import Figures, Plan, torture
from tests.torture.support import SupportFigures, SupportPlan, torture_support


def show(figures: Figures) -> str:
    """The figures, a line each."""
    found = figures.verdict
    kills = ", ".join(f"{name} {count}" for name, count in figures.kills.items())
    rows = [
        ("kill -9", f"{sum(figures.kills.values())}: {kills}"),
        ("PostgreSQL ended hard", f"{figures.restarts} times; {figures.false_starts} starts of parts failed then"),
        ("trouble of Telegram's", ", ".join(f"{name} {count}" for name, count in sorted(figures.trouble.items()))),
        ("updates", f"{found.updates}, delivered {figures.deliveries} times; {figures.refused} deliveries refused"),
        ("delivered twice", f"{figures.doubled} at once, {figures.repeated} later"),
        (
            "readings",
            f"{found.readings}: {_none(found.lost)} lost, {_none(found.doubled)} doubled, {_none(found.wrong)} wrong",
        ),
        ("answers", f"{_none(found.unanswered)} missing, {_duplicates(found.duplicates)}"),
        ("turns", _states(found.turns)),
        ("messages", _states(found.messages)),
        ("receipts", f"{found.mails} arrived, {found.mail_duplicates} duplicates"),
        ("pushes", f"{found.pushed} arrived, {_duplicates(found.push_duplicates)}"),
        ("in the logs", _states(found.failures)),
        ("took", f"{figures.seconds:.0f} s"),
    ]
    return "\n".join(f"{name:24}{value}" for name, value in rows)


def show_support(figures: SupportFigures) -> str:
    """The figures of the other one."""
    found = figures.verdict
    kills = ", ".join(f"{name} {count}" for name, count in figures.kills.items())
    rows = [
        ("kill -9", f"{sum(figures.kills.values())}: {kills}"),
        ("trouble of Telegram's", ", ".join(f"{name} {count}" for name, count in sorted(figures.trouble.items()))),
        ("deliveries", f"{figures.deliveries}; {figures.refused} refused"),
        ("delivered twice", f"{figures.doubled} at once, {figures.repeated} later"),
        ("tickets", f"{found.tickets} with {found.topics} live topics"),
        ("residents wrote", f"{found.written}; in the groups {_duplicates(found.post_duplicates)}"),
        ("staff answered", f"{found.answers}, and wrote {found.notes} notes; {_duplicates(found.answer_duplicates)}"),
        ("edits", str(found.edits)),
        ("wrong", _none(found.wrong)),
        ("turns", _states(found.turns)),
        ("messages", _states(found.messages)),
        ("mails to providers", f"{found.mails} arrived, {found.mail_duplicates} duplicates"),
        ("in the logs", _states(found.failures)),
        ("took", f"{figures.seconds:.0f} s"),
    ]
    return "\n".join(f"{name:24}{value}" for name, value in rows)


def _none(found: list[str]) -> str:
    return f"{len(found)} ({', '.join(found[:5])})" if found else "0"


def _duplicates(causes: Mapping[Cause, int]) -> str:
    count = sum(causes.values())
    return f"{count} duplicates" + (f" ({_states(causes)})" if count else "")


def _states(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def main() -> None:
    """Prints as it goes."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument(
        "--support", action="store_true", help="residents write to support, staff answer in their groups"
    )
    parser.add_argument("--residents", type=int, help="2000; with --support 40")
    parser.add_argument("--of-a-group", type=int, default=5, help="with --support: residents of one staff group")
    parser.add_argument("--kills", type=int, help="100 of each part; with --support 50 in all")
    parser.add_argument("--restarts", type=int, default=2, help="of PostgreSQL")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="leave the logs where they are")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="hisnik-torture-"))
    print(f"seed {given.seed}, {os.cpu_count()} processors, logs in {folder}", flush=True)
    sys.exit(0 if (_support if given.support else _readings)(given, folder) else 1)


def _say(line: str) -> None:
    print(line, flush=True)


def _readings(given: argparse.Namespace, folder: Path) -> bool:
    plan = Plan(given.residents or 2000, _given(given.kills, 100), given.restarts, given.seed)
    figures = asyncio.run(torture(plan, folder, folder / "data", _say))
    print(show(figures))
    return figures.verdict.good


def _support(given: argparse.Namespace, folder: Path) -> bool:
    plan = SupportPlan(given.residents or 40, _given(given.kills, 50), given.seed, given.of_a_group)
    figures = asyncio.run(torture_support(plan, folder, folder / "data", _say))
    print(show_support(figures))
    return figures.verdict.good


def _given(number: int | None, otherwise: int) -> int:
    return otherwise if number is None else number


if __name__ == "__main__":
    main()
