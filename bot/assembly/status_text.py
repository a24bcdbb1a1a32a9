"""A ``Status`` as lines for people and as JSON."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from backend.observability.state import Progress
from bot.assembly.status import TROUBLE, Status
from bot.dialogue.texts import LJUBLJANA

WIDTH = 10
ORDER = ("planned", "sending", "sent", "failed", "unknown", "blocked", "dropped")
"""States as a message goes through them; only those with rows are named."""


def as_lines(status: Status) -> Iterator[str]:
    """One subject a line, in local time."""
    yield _line("Now", _moment(status.at))
    for schema in status.schemas:
        version = schema.version or "no tables yet"
        yield _line("Schema", f"{schema.name} {version}" + ("" if schema.fits else f", not {schema.newest}"))
    if not status.told:
        yield "Run `hisnik migrate`, or the version of hišnik that these tables are of; nothing more can be told."
        return
    for provider in status.providers:
        yield _line("Readings", _readings(provider))
    if not status.providers:
        yield _line("Readings", "no providers yet: hisnik load FOLDER")
    yield _line("Reminders", _states(status.reminders))
    for kind, name in (("push", "Pushes"), ("mail", "Mails")):
        yield _line(name, _messages(status, kind))
    yield _line(
        "Turns", _since(f"{status.turns.turns} waiting", status.turns.oldest) if status.turns.turns else "none waiting"
    )
    job = status.job
    yield _line("Jobs", _since(f"{job.waiting} waiting, first {job.name}", job.since) if job else "none waiting")


def _line(name: str, words: str) -> str:
    return f"{name:<{WIDTH}} {words}"


def _readings(provider: Progress) -> str:
    if provider.window is None:
        return f"{provider.slug}: takes no readings"
    days = f"{provider.window.opens:%Y-%m-%d} to {provider.window.closes:%Y-%m-%d}"
    share = f" ({provider.read * 100 // provider.meters} %)" if provider.meters else ""
    told = f"{provider.read} of {provider.meters} meters read{share}" if provider.open else "not open yet"
    return f"{provider.slug}: {days}, {told}"


def _states(states: Mapping[str, int]) -> str:
    known = [*ORDER, *sorted(states.keys() - set(ORDER))]
    return ", ".join(f"{states[state]} {state}" for state in known if state in states) or "none"


def _messages(status: Status, kind: str) -> str:
    words = _states(status.messages(kind))
    for queue in status.queues:
        if queue.kind == kind and queue.overdue:
            words += f"; {queue.overdue} overdue, the oldest for {_duration(queue.overdue_seconds)}"
    failed = status.oldest(kind, TROUBLE)
    return _since(f"{words}; not delivered", failed) if failed is not None else words


def _since(words: str, moment: datetime | None) -> str:
    return f"{words}, the oldest of {_moment(moment)}" if moment is not None else words


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(LJUBLJANA):%Y-%m-%d %H:%M}"


def _duration(seconds: float) -> str:
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return f"{int(seconds)} s"


def as_json(status: Status) -> dict[str, Any]:
    """The same as data: counts by state, moments as ISO 8601, ages in seconds."""
    found: dict[str, Any] = {
        "at": status.at.isoformat(),
        "ready": status.told,
        "schemas": {one.name: {"version": one.version, "newest": one.newest} for one in status.schemas},
    }
    if not status.told:
        return found
    overdue = {queue.kind: queue for queue in status.queues}
    for kind, name in (("push", "pushes"), ("mail", "mails")):
        queue = overdue.get(kind)
        found[name] = {
            "states": status.messages(kind),
            "overdue": queue.overdue if queue else 0,
            "overdue_seconds": round(queue.overdue_seconds, 1) if queue else 0.0,
            "oldest_undelivered": _iso(status.oldest(kind, TROUBLE)),
        }
    job = status.job
    return found | {
        "providers": [_provider(one) for one in status.providers],
        "reminders": status.reminders,
        "turns": {"waiting": status.turns.turns, "oldest": _iso(status.turns.oldest)},
        "oldest_job": {"name": job.name, "since": _iso(job.since), "waiting": job.waiting} if job else None,
    }


def _provider(one: Progress) -> dict[str, Any]:
    window = one.window
    days = {"opens": window.opens.isoformat(), "closes": window.closes.isoformat()} if window is not None else None
    return {"slug": one.slug, "window": days, "open": one.open, "meters": one.meters, "read": one.read}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
