"""What every command needs: settings, a loop that ends cleanly, options and values that come again and again."""

import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from bot.assembly.keys import Keyring

T = TypeVar("T")


def keys_of(**given: object) -> "Keyring":
    """Settings from the environment and the command line, and logging as they want it. Raises ``SettingsError``."""
    from bot.assembly.keys import keyring
    from bot.logs import set_up_logs

    keys = keyring(os.environ, **given)
    set_up_logs(keys.bot.log_level, keys.bot.log_format)
    return keys


def _new_loop() -> asyncio.AbstractEventLoop:
    """uvloop's, which does in C what asyncio does in Python; it isn't made for Windows."""
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop

    return uvloop.new_event_loop()


def run(work: Coroutine[Any, Any, T]) -> T:
    """Runs to the end; SIGINT and SIGTERM end it with everything closed."""

    async def until_told() -> T:
        task = asyncio.current_task()
        assert task is not None
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        return await work

    try:
        with asyncio.Runner(loop_factory=_new_loop) as runner:
            return runner.run(until_told())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    except asyncio.CancelledError:
        sys.exit(128 + signal.SIGTERM)


def address(command: Any) -> Any:
    """``--host`` and ``--port``."""
    command = click.option("--port", type=click.IntRange(0, 65535), help="PORT, else 8080.")(command)
    return click.option("--host", help="HOST, else 127.0.0.1.")(command)


def moment_of(_ctx: click.Context, _param: click.Parameter, value: str | None) -> datetime | None:
    """An option's moment, with its offset."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter("not an ISO 8601 date and time, such as 2026-11-27T10:00:00+01:00") from error
    if moment.tzinfo is None:
        raise click.BadParameter("the offset is missing: 2026-11-27T10:00:00+01:00")
    return moment
