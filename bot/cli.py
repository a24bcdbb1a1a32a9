"""``hisnik …``: the console command. Imports nothing heavy until a subcommand needs it."""

import asyncio
import json
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.errors import BotError, CannotStart, SettingsError

if TYPE_CHECKING:
    from bot.assembly.keys import Keyring

T = TypeVar("T")
FAST_DEMO = "Fresh, private demo data, removed at the end."


class Lazy(click.Group):
    """Adds ``nlu`` when it is asked for: its imports take longer than all other commands; and ``staff`` from its own module."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), "nlu", "staff"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "staff":
            from bot.assembly.staff_command import staff

            return staff
        if cmd_name != "nlu":
            return super().get_command(ctx, cmd_name)
        from nlu.cli import nlu_commands as nlu

        nlu.add_command(unknown)  # understanding knows no database: the bot keeps the sentences
        return nlu


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hisnik")
def cli() -> None:
    """hišnik: a conversational bot for residents of utilities and building managers."""


def main() -> None:
    """The entry point: a wrong setting is a message, not a traceback."""
    try:
        cli()
    except SettingsError as error:
        click.echo(f"hisnik: {error}", err=True)
        sys.exit(2)
    except CannotStart as error:
        click.echo(f"hisnik: {error}", err=True)
        sys.exit(1)
    except BotError as error:
        click.echo(f"hisnik: {type(error).__name__}: {error}", err=True)
        sys.exit(1)


def _keys(**given: object) -> "Keyring":
    from bot.assembly.keys import keyring
    from bot.logs import set_up_logs

    keys = keyring(os.environ, **given)
    set_up_logs(keys.bot.log_level, keys.bot.log_format)
    return keys


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Runs to the end; SIGINT and SIGTERM end it with everything closed."""

    async def until_told() -> T:
        task = asyncio.current_task()
        assert task is not None
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        return await work

    try:
        return asyncio.run(until_told())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    except asyncio.CancelledError:
        sys.exit(128 + signal.SIGTERM)


def _address(command: Any) -> Any:
    command = click.option("--port", type=click.IntRange(0, 65535), help="PORT, else 8080.")(command)
    return click.option("--host", help="HOST, else 127.0.0.1.")(command)


@cli.command()
@_address
def serve(host: str | None, port: int | None) -> None:
    """Backend, chat page, Telegram, mail and pushes in one process."""
    keys = _keys(host=host, port=port)
    from bot.assembly.servers import serve as run

    _run(run(keys, lambda url: click.echo(f"hišnik: {url}")))


@cli.command()
@click.option("--keep", is_flag=True, help="Go on with the last demo's data.")
@_address
def demo(keep: bool, host: str | None, port: int | None) -> None:
    """The same on demo data, with a mailbox: open the address that it prints."""
    keys = _keys(host=host, port=port)
    from bot.assembly.servers import serve as run

    _run(run(keys, lambda url: click.echo(f"\n  hišnik: {url}\n"), demo=True, keep=keep, tell=click.echo))


@cli.command()
@click.option("--no-worker", is_flag=True, help="Leaves jobs and mails to hisnik worker.")
@_address
def backend(host: str | None, port: int | None, no_worker: bool) -> None:
    """The backend alone, with its jobs and mails."""
    keys = _keys(host=host, port=port)
    from bot.assembly.servers import serve_backend

    _run(serve_backend(keys, lambda url: click.echo(f"hišnik backend: {url}"), works=not no_worker))


@cli.command()
@_address
def worker(host: str | None, port: int | None) -> None:
    """Jobs (reminders, retention) and mails alone. Several may run."""
    keys = _keys(host=host, port=port)
    from bot.assembly.worker import serve_worker

    _run(serve_worker(keys, lambda url: click.echo(f"hišnik worker: {url}")))


@cli.command(name="bot")
@click.option("--no-courier", is_flag=True, help="Leaves pushes to Telegram to hisnik courier.")
@_address
def bot_alone(host: str | None, port: int | None, no_courier: bool) -> None:
    """The bot alone; needs BACKEND_URL and SERVICE_TOKEN."""
    keys = _keys(host=host, port=port)
    if keys.bot.backend_url is None:
        raise SettingsError("BACKEND_URL is not set: where is the backend? (hisnik serve runs both in one process)")
    from bot.assembly.servers import serve_bot

    _run(serve_bot(keys, lambda url: click.echo(f"hišnik bot: {url}"), telegram_pushes=not no_courier))


@cli.command()
@_address
def courier(host: str | None, port: int | None) -> None:
    """Pushes to Telegram alone; needs BACKEND_URL, SERVICE_TOKEN and TELEGRAM_TOKEN. A second one stands by."""
    keys = _keys(host=host, port=port)
    from bot.assembly.servers import serve_courier

    _run(serve_courier(keys, lambda url: click.echo(f"hišnik courier: {url}")))


@cli.command()
def migrate() -> None:
    """Bring the database to the newest version."""
    keys = _keys()
    from bot.assembly import databases

    async def work() -> None:
        async with databases.server(keys) as url:
            await databases.migrate(url)

    _run(work())
    click.echo("The database is up to date.")


@cli.command()
@click.option("--json", "as_data", is_flag=True, help="One JSON object.")
def status(as_data: bool) -> None:
    """How things stand: windows and how many read, reminders, mails, what waits and what failed."""
    keys = _keys()
    from bot.assembly import status as state
    from bot.assembly import status_text
    from bot.assembly.unclear import DatabaseAway
    from bot.dialogue.texts import LJUBLJANA

    at = datetime.now(LJUBLJANA)
    try:
        found = _run(state.status(keys, at, at.date()))
    except DatabaseAway as error:
        raise click.ClickException(str(error)) from error
    if as_data:
        click.echo(json.dumps(status_text.as_json(found), ensure_ascii=False))
    else:
        click.echo("\n".join(status_text.as_lines(found)))
    sys.exit(0 if found.told else 1)


@cli.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def load(folder: Path) -> None:
    """Load a provider's CSV files: all, or nothing and a list of what is wrong."""
    keys = _keys()
    from bot.assembly import databases

    try:
        click.echo(_run(databases.load(keys, folder)))
    except databases.LoadingRefused as refused:
        click.echo(refused.text(), err=True)
        sys.exit(1)


@cli.command()
@click.argument("slug")
@click.argument("code", required=False)
def deeplink(slug: str, code: str | None) -> None:
    """Print the link that presets a provider, and a payer code (signed)."""
    keys = _keys()
    from bot.assembly.keys import deep_links

    try:
        click.echo("\n".join(deep_links(keys, slug, code)))
    except ValueError as error:
        raise click.ClickException(str(error)) from error


@click.command("unknown")
@click.option(
    "--days", type=click.IntRange(1, 90), default=30, show_default=True, help="So many days back, with today."
)
@click.option("--format", "form", type=click.Choice(["text", "yaml"]), default="text", show_default=True)
@click.option("--clear", is_flag=True, help="Deletes what was listed.")
def unknown(days: int, form: str, clear: bool) -> None:
    """Lists sentences that were not understood, without personal data; as YAML, training data to correct."""
    keys = _keys()
    from bot.assembly import unclear
    from bot.dialogue.texts import LJUBLJANA
    from nlu.labelling import as_list, as_training

    try:
        found = _run(unclear.unknown(keys, datetime.now(LJUBLJANA).date(), days))
        if form == "yaml":
            click.echo(as_training(found.sentences), nl=False)
        for line in as_list(found.sentences) if form == "text" else ():
            click.echo(line)
        if not found.sentences:
            click.echo(f"No sentences to label in the last {days} days.", err=form == "yaml")
        if clear and found.rows:
            _run(unclear.drop(keys, found.rows))
            click.echo(f"{len(found.rows)} deleted.", err=True)
    except unclear.DatabaseAway as error:
        raise click.ClickException(str(error)) from error


def _moment(_ctx: click.Context, _param: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter("not an ISO 8601 date and time, such as 2026-11-27T10:00:00+01:00") from error
    if moment.tzinfo is None:
        raise click.BadParameter("the offset is missing: 2026-11-27T10:00:00+01:00")
    return moment


@cli.group()
def pushes() -> None:
    """Messages to chats."""


@pushes.command(name="retry")
@click.option("--event", help="Only these, such as email-confirmed.")
@click.option("--reason", help="Only those that failed for this reason, as hisnik status tells it.")
@click.option("--dry-run", is_flag=True, help="Count them; change nothing.")
def retry_pushes(event: str | None, reason: str | None, dry_run: bool) -> None:
    """Plan failed pushes again. Reminders are left to the planner: a reading may have come in."""
    keys = _keys()
    from bot.assembly.pushes import retry
    from bot.assembly.unclear import DatabaseAway

    try:
        click.echo(_run(retry(keys, event=event, reason=reason, dry_run=dry_run)))
    except DatabaseAway as error:
        raise click.ClickException(str(error)) from error


@cli.group()
def reminders() -> None:
    """Reminders of readings."""


@reminders.command(name="plan")
@click.option("--provider", "slug", required=True, help="The provider's slug.")
@click.option("--dry-run", is_flag=True, help="Print who, when and how long; plan nothing.")
@click.option("--now", callback=_moment, help="As if it were then, with --dry-run.")
def plan_reminders(slug: str, dry_run: bool, now: datetime | None) -> None:
    """Plan what is due now, as the backend does every few minutes."""
    if now and not dry_run:
        raise click.UsageError("--now is for looking ahead: give --dry-run, too")
    keys = _keys()
    from bot.assembly.reminders import NoSuchProvider, plan

    try:
        click.echo("\n".join(_run(plan(keys, slug, now or datetime.now(UTC), dry_run=dry_run))))
    except NoSuchProvider as error:
        raise click.ClickException(str(error)) from error


@cli.command()
@click.option("--demo", "is_demo", is_flag=True, help=FAST_DEMO)
@click.option("--now", callback=_moment, help="Stop the clock here; the demo data stay unshifted.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a turn on standard output.")
@click.option("--files", type=click.Path(file_okay=False, path_type=Path), help="Where pictures and documents land.")
@click.option("--mail", type=click.Path(file_okay=False, path_type=Path), help="Where mails land as .eml.")
@click.option("--lang", type=click.Choice(["sl", "en"]), default="sl", show_default=True)
def chat(is_demo: bool, now: datetime | None, as_json: bool, files: Path | None, mail: Path | None, lang: str) -> None:
    """Talk to hišnik here. A line is a turn; also /press LABEL, /file PATH, /start PAYLOAD."""
    if now and not is_demo:
        raise click.UsageError("--now stops the clock of the demo: give --demo, too")
    keys = _keys()
    if mail and keys.bot.backend_url and not is_demo:
        raise click.UsageError("--mail: the mails are those of the backend at BACKEND_URL")
    logging.getLogger().setLevel(max(logging.WARNING, logging.getLogger().level))
    from bot.assembly.chat import Wanted
    from bot.assembly.chat import chat as talk

    folder = files or Path(tempfile.mkdtemp(prefix="hisnik-files-"))
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    _run(talk(keys, Wanted(is_demo, now, as_json, folder, mail, lang), sys.stdin.fileno(), sys.stdout))


if __name__ == "__main__":
    main()
