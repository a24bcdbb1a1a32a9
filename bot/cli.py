"""``hisnik …``: the console command. Imports nothing heavy until a subcommand needs it."""

import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.errors import BotError, SettingsError

FAST_DEMO = "Fresh, private demo data, removed at the end."


class Lazy(click.Group):
    """Adds ``nlu`` when it is asked for: its imports take longer than all other commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), "nlu"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name != "nlu":
            return super().get_command(ctx, cmd_name)
        from nlu.cli import nlu_commands as nlu

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
    except BotError as error:
        click.echo(f"hisnik: {type(error).__name__}: {error}", err=True)
        sys.exit(1)


def _keys(**given: object) -> Any:
    from bot.assembly import keyring
    from bot.logs import set_up_logs

    keys = keyring(os.environ, **given)
    set_up_logs(keys.bot.log_level)
    return keys


def _run(work: Coroutine[Any, Any, None]) -> None:
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        sys.exit(130)


def _address(command: Any) -> Any:
    command = click.option("--port", type=click.IntRange(0, 65535), help="PORT, else 8080.")(command)
    return click.option("--host", help="HOST, else 127.0.0.1.")(command)


@cli.command()
@_address
def serve(host: str | None, port: int | None) -> None:
    """Backend, chat page, Telegram, mail and pushes in one process."""
    keys = _keys(host=host, port=port)
    from bot.serving import serve as run

    _run(run(keys, lambda url: click.echo(f"hišnik: {url}")))


@cli.command()
@click.option("--keep", is_flag=True, help="Go on with the last demo's data.")
@_address
def demo(keep: bool, host: str | None, port: int | None) -> None:
    """The same on demo data, with a mailbox: open the address that it prints."""
    keys = _keys(host=host, port=port)
    from bot.serving import serve as run

    _run(run(keys, lambda url: click.echo(f"\n  hišnik: {url}\n"), demo=True, keep=keep))


@cli.command()
@_address
def backend(host: str | None, port: int | None) -> None:
    """The backend alone."""
    keys = _keys(host=host, port=port)
    from bot.serving import serve_backend

    _run(serve_backend(keys, lambda url: click.echo(f"hišnik backend: {url}")))


@cli.command(name="bot")
@_address
def bot_alone(host: str | None, port: int | None) -> None:
    """The bot alone; needs BACKEND_URL and SERVICE_TOKEN."""
    keys = _keys(host=host, port=port)
    if keys.bot.backend_url is None:
        raise SettingsError("BACKEND_URL is not set: where is the backend? (hisnik serve runs both in one process)")
    from bot.serving import serve_bot

    _run(serve_bot(keys, lambda url: click.echo(f"hišnik bot: {url}")))


@cli.command()
def migrate() -> None:
    """Bring the database to the newest version."""
    keys = _keys()
    from bot import assembly

    with assembly.server(keys) as url:
        _run(assembly.migrate(url))
    click.echo("The database is up to date.")


@cli.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def load(folder: Path) -> None:
    """Load a provider's CSV files: all, or nothing and a list of what is wrong."""
    keys = _keys()
    from dataclasses import asdict

    from backend.database import make_engine, make_sessions
    from backend.loading.load import load_folder
    from backend.loading.report import LoadingRefused
    from bot import assembly

    async def work(url: str) -> None:
        await assembly.migrate(url)
        engine = make_engine(url)
        try:
            summary = await load_folder(make_sessions(engine), folder, keyed=keys.keyed)
        finally:
            await engine.dispose()
        click.echo("\n".join(f"{count:7}  {name.replace('_', ' ')}" for name, count in asdict(summary).items()))

    try:
        with assembly.server(keys) as url:
            _run(work(url))
    except LoadingRefused as refused:
        click.echo(refused.text(), err=True)
        sys.exit(1)


@cli.command()
@click.argument("slug")
@click.argument("code", required=False)
def deeplink(slug: str, code: str | None) -> None:
    """Print the link that presets a provider, and a payer code (signed)."""
    keys = _keys()
    from backend.accounts.codes import start_payload

    try:
        payload = start_payload(keys.keyed, slug, code) if code else slug
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if keys.bot.telegram_username:
        click.echo(f"https://t.me/{keys.bot.telegram_username}?start={payload}")
    click.echo(f"{keys.bot.address()}/chat?start={payload}")


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


@cli.command()
@click.option("--demo", "is_demo", is_flag=True, help=FAST_DEMO)
@click.option("--now", callback=_moment, help="Stop the clock here; the demo data stay unshifted.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a turn on standard output.")
@click.option("--files", type=click.Path(file_okay=False, path_type=Path), help="Where pictures and documents land.")
@click.option("--mail", type=click.Path(file_okay=False, path_type=Path), help="Where mails land as .eml.")
@click.option("--lang", type=click.Choice(["sl", "en"]), default="sl", show_default=True)
def chat(is_demo: bool, now: datetime | None, as_json: bool, files: Path | None, mail: Path | None, lang: str) -> None:
    """Talk to hišnik here. A line is a turn; also /press LABEL, /file PATH, /start PAYLOAD."""
    keys = _keys()
    logging.getLogger().setLevel(max(logging.WARNING, logging.getLogger().level))
    folder = files or Path(tempfile.mkdtemp(prefix="hisnik-files-"))
    _run(_chat(keys, is_demo=is_demo, fixed=now, as_json=as_json, files=folder, mail=mail, lang=lang))


async def _chat(
    keys: Any, *, is_demo: bool, fixed: datetime | None, as_json: bool, files: Path, mail: Path | None, lang: str
) -> None:
    from backend.demo import database
    from backend.demo.mailbox import running_mailbox
    from bot import assembly, chatting

    async with AsyncExitStack() as stack:
        url = stack.enter_context(assembly.server(keys))
        if is_demo:
            today = None if fixed else datetime.now().astimezone().date()
            template = await assembly.demo_template(url, keys.keyed, today)
            url = stack.enter_context(database.private(url, template, assembly.private_name("chat")))
        else:
            await assembly.migrate(url)
        mailbox = await stack.enter_async_context(running_mailbox(folder=mail))
        own_mail = mailbox.url if is_demo or mail else None
        clock = (lambda: fixed) if fixed else (lambda: datetime.now(UTC))
        house = await stack.enter_async_context(
            assembly.house(keys, url, clock, public_url=keys.bot.address(), smtp_url=own_mail)
        )
        terminal, courier = chatting.make_terminal(house.bot, files, chat="terminal", language=lang)
        source, out = chatting.standard_streams()
        await chatting.converse(house, terminal, courier, source, out, as_json=as_json)


if __name__ == "__main__":
    main()
