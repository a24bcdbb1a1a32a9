"""A ``Status`` as lines for people and as JSON."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from backend.jobs.state import TaskState
from backend.ledger.troubles import Trouble
from backend.observability.state import Progress
from bot.assembly.status import TROUBLE, Status
from bot.dialogue.texts import LJUBLJANA
from bot.push.delivery import REFUSED

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
        yield from (_line("", _trouble(one)) for one in status.troubles if one.kind == kind)
    yield _line(
        "Turns", _since(f"{status.turns.turns} waiting", status.turns.oldest) if status.turns.turns else "none waiting"
    )
    yield _line("Jobs", ", ".join(_job(job) for job in status.jobs) or "none yet: they run where mails are sent")
    for failed in status.failed_jobs:
        yield _line(
            "",
            f"job {failed.task} {failed.number} failed for good at {_moment(failed.failed_at)}; the log says why"
            f" (again: hisnik jobs retry {failed.number})",
        )


def _job(job: TaskState) -> str:
    words = f"{job.task} " + (f"last done {_moment(job.succeeded_at)}" if job.succeeded_at else "not done yet")
    if job.running:
        words += f", {job.running} running"
    if job.overdue_seconds:
        words += f", overdue for {_duration(job.overdue_seconds)}"
    return words + (f", {job.failed} failed" if job.failed else "")


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


def _trouble(one: Trouble) -> str:
    if one.reason == REFUSED:
        return f"TELEGRAM_TOKEN is refused, {one.rows} wait: set the new token and restart bot and courier"
    state = "put off" if one.state == "planned" else one.state
    return _since(f"{one.rows} {state}: {one.reason or 'no reason'}", one.oldest)


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
            "reasons": [
                {"state": one.state, "reason": one.reason, "rows": one.rows, "oldest": _iso(one.oldest)}
                for one in status.troubles
                if one.kind == kind
            ],
        }
    return found | {
        "providers": [_provider(one) for one in status.providers],
        "reminders": status.reminders,
        "turns": {"waiting": status.turns.turns, "oldest": _iso(status.turns.oldest)},
        "jobs": [_job_data(job) for job in status.jobs],
        "failed_jobs": [
            {"number": job.number, "task": job.task, "attempts": job.attempts, "failed_at": _iso(job.failed_at)}
            for job in status.failed_jobs
        ],
    }


def _job_data(job: TaskState) -> dict[str, Any]:
    counts = {"task": job.task, "waiting": job.waiting, "running": job.running, "failed": job.failed}
    return {**counts, "overdue_seconds": round(job.overdue_seconds, 1), "succeeded_at": _iso(job.succeeded_at)}


def _provider(one: Progress) -> dict[str, Any]:
    window = one.window
    days = {"opens": window.opens.isoformat(), "closes": window.closes.isoformat()} if window is not None else None
    return {"slug": one.slug, "window": days, "open": one.open, "meters": one.meters, "read": one.read}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None
