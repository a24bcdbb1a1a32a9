"""``hisnik staff …``: its words and options; the work is in ``bot.assembly.staff``."""

import os
import sys
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from bot.assembly.keys import Keyring

T = TypeVar("T")
EMAIL = click.argument("email")


def _keys() -> "Keyring":
    from bot.assembly.keys import keyring
    from bot.logs import set_up_logs

    keys = keyring(os.environ)
    set_up_logs(keys.bot.log_level, keys.bot.log_format)
    return keys


def _done(work: Coroutine[Any, Any, T]) -> T:
    """The result; a refusal ends the command with its message."""
    import asyncio

    from bot.assembly.staff import StaffRefused

    try:
        return asyncio.run(work)
    except StaffRefused as error:
        raise click.ClickException(str(error)) from error


def _password(asks: bool) -> tuple[str, bool]:
    """A password, and whether it was made here: asked for at a terminal, read from a pipe's first line, else generated."""
    from backend.staff.passwords import generated

    if not asks:
        return generated(), True
    if sys.stdin.isatty():
        return click.prompt("Password", hide_input=True, confirmation_prompt=True), False
    return sys.stdin.readline().rstrip("\r\n"), False


def _tell(password: str, is_generated: bool) -> None:
    if is_generated:
        click.echo(f"Password (shown this once): {password}")


ASKS = click.option("--ask", is_flag=True, help="Ask for the password (or read it from a pipe); else one is generated.")


@click.group()
def staff() -> None:
    """Accounts of the providers' people for the console at /staff."""


@staff.command()
@click.option("--provider", "slug", required=True, help="The provider's slug.")
@click.option("--email", required=True, help="What they log in with.")
@click.option("--name", required=True, help="As residents and colleagues see it.")
@ASKS
def add(slug: str, email: str, name: str, ask: bool) -> None:
    """Let somebody in. They set up their codes at the first login."""
    keys = _keys()
    from bot.assembly import staff as work

    password, is_generated = _password(ask)
    click.echo(_done(work.add(keys, slug, email, name, password, datetime.now(UTC))))
    _tell(password, is_generated)


@staff.command(name="list")
@click.option("--provider", "slug", help="Only this provider's.")
def list_staff(slug: str | None) -> None:
    """Who may log in."""
    keys = _keys()
    from bot.assembly import staff as work

    click.echo("\n".join(_done(work.listed(keys, slug, datetime.now(UTC)))) or "Nobody yet: hisnik staff add")


@staff.command()
@EMAIL
def disable(email: str) -> None:
    """Nobody logs in with this account any more; what is open ends at once."""
    keys = _keys()
    from bot.assembly import staff as work

    _done(work.set_active(keys, email, False, datetime.now(UTC)))
    click.echo(f"{email} is disabled.")


@staff.command()
@EMAIL
def enable(email: str) -> None:
    """Let a disabled account in again."""
    keys = _keys()
    from bot.assembly import staff as work

    _done(work.set_active(keys, email, True, datetime.now(UTC)))
    click.echo(f"{email} is enabled.")


@staff.command()
@EMAIL
@click.option("--password", "new_password", is_flag=True, help="A new password.")
@click.option("--totp", "clear_totp", is_flag=True, help="Codes are set up anew at the next login (a lost phone).")
@ASKS
def reset(email: str, new_password: bool, clear_totp: bool, ask: bool) -> None:
    """Password, codes, or both anew. Ends locks and every login of the account."""
    if not (new_password or clear_totp):
        raise click.UsageError("what? --password, --totp, or both")
    keys = _keys()
    from bot.assembly import staff as work

    password, is_generated = _password(ask) if new_password else (None, False)
    _done(work.reset(keys, email, password, datetime.now(UTC), clear_totp=clear_totp))
    click.echo(f"{email} is reset.")
    if password is not None:
        _tell(password, is_generated)


@staff.command()
@click.option("--provider", "slug", required=True, help="The provider's slug.")
@click.option("--chat", type=int, help="The number of the supergroup, such as -1001234567890.")
@click.option("--none", "clears", is_flag=True, help="Staff answer in the console and by mail alone.")
def group(slug: str, chat: int | None, clears: bool) -> None:
    """In which Telegram group a provider's staff meet. The bot is to be its administrator and may manage topics."""
    if (chat is None) != clears:
        raise click.UsageError("which? --chat, or --none")
    keys = _keys()
    from bot.assembly import staff as work

    click.echo(_done(work.set_group(keys, slug, chat, datetime.now(UTC))))


@staff.command()
def check() -> None:
    """Whether the bot can work in each staff group, and what to grant it there."""
    keys = _keys()
    from bot.assembly.staff_groups import check as work

    lines, fine = _done(work(keys))
    click.echo("\n".join(lines))
    sys.exit(0 if fine else 1)


@staff.command()
@click.argument("secret")
def code(secret: str) -> None:
    """The code of this moment for a secret, as an authenticator app shows it: for the demo."""
    from bot.assembly import staff as work

    try:
        click.echo(work.code(secret, datetime.now(UTC)))
    except work.StaffRefused as error:
        raise click.ClickException(str(error)) from error
