"""``hisnik …``: the console command. Imports nothing heavy until a subcommand needs it."""

import json
import logging
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import click

from bot.commands.common import keys_of, moment_of, run
from bot.commands.later import GROUPS
from bot.commands.servers import SERVERS
from bot.errors import BotError, CannotStart, SettingsError

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


for command in (*SERVERS, *GROUPS):
    cli.add_command(command)


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


@cli.command()
def migrate() -> None:
    """Bring the database to the newest version."""
    keys = keys_of()
    from bot.assembly import databases

    async def work() -> None:
        async with databases.server(keys) as url:
            await databases.migrate(url)

    run(work())
    click.echo("The database is up to date.")


@cli.command()
@click.option("--json", "as_data", is_flag=True, help="One JSON object.")
def status(as_data: bool) -> None:
    """How things stand: windows and how many read, reminders, mails, what waits and what failed."""
    keys = keys_of()
    from bot.assembly import status as state
    from bot.assembly import status_text
    from bot.assembly.reaching import DatabaseAway
    from bot.dialogue.texts import LJUBLJANA

    at = datetime.now(LJUBLJANA)
    try:
        found = run(state.status(keys, at, at.date()))
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
    keys = keys_of()
    from bot.assembly import databases

    try:
        click.echo(run(databases.load(keys, folder)))
    except databases.LoadingRefused as refused:
        click.echo(refused.text(), err=True)
        sys.exit(1)


@cli.command()
@click.argument("slug")
@click.argument("code", required=False)
def deeplink(slug: str, code: str | None) -> None:
    """Print the link that presets a provider, and a payer code (signed)."""
    keys = keys_of()
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
    keys = keys_of()
    from bot.assembly import unclear
    from bot.assembly.reaching import DatabaseAway
    from bot.dialogue.texts import LJUBLJANA
    from nlu.labelling import as_list, as_training

    try:
        found = run(unclear.unknown(keys, datetime.now(LJUBLJANA).date(), days))
        if form == "yaml":
            click.echo(as_training(found.sentences), nl=False)
        for line in as_list(found.sentences) if form == "text" else ():
            click.echo(line)
        if not found.sentences:
            click.echo(f"No sentences to label in the last {days} days.", err=form == "yaml")
        if clear and found.rows:
            run(unclear.drop(keys, found.rows))
            click.echo(f"{len(found.rows)} deleted.", err=True)
    except DatabaseAway as error:
        raise click.ClickException(str(error)) from error


@cli.command()
@click.option("--demo", "is_demo", is_flag=True, help=FAST_DEMO)
@click.option("--now", callback=moment_of, help="Stop the clock here; the demo data stay unshifted.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a turn on standard output.")
@click.option("--files", type=click.Path(file_okay=False, path_type=Path), help="Where pictures and documents land.")
@click.option("--mail", type=click.Path(file_okay=False, path_type=Path), help="Where mails land as .eml.")
@click.option("--lang", type=click.Choice(["sl", "en"]), default="sl", show_default=True)
def chat(is_demo: bool, now: datetime | None, as_json: bool, files: Path | None, mail: Path | None, lang: str) -> None:
    """Talk to hišnik here. A line is a turn; also /press LABEL, /poslji PATH [CAPTION], /popravi TEXT, /start PAYLOAD."""
    if now and not is_demo:
        raise click.UsageError("--now stops the clock of the demo: give --demo, too")
    keys = keys_of()
    if mail and keys.bot.backend_url and not is_demo:
        raise click.UsageError("--mail: the mails are those of the backend at BACKEND_URL")
    logging.getLogger().setLevel(max(logging.WARNING, logging.getLogger().level))
    from bot.assembly.chat import Wanted
    from bot.assembly.chat import chat as talk

    folder = files or Path(tempfile.mkdtemp(prefix="hisnik-files-"))
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    run(talk(keys, Wanted(is_demo, now, as_json, folder, mail, lang), sys.stdin.fileno(), sys.stdout))


if __name__ == "__main__":
    main()
