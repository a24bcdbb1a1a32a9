"""``hisnik serve`` and its parts."""

import click

from bot.commands.common import address, keys_of, run
from bot.errors import SettingsError


@click.command()
@address
def serve(host: str | None, port: int | None) -> None:
    """Backend, chat page, Telegram, mail and pushes in one process."""
    keys = keys_of(host=host, port=port)
    from bot.assembly.servers import serve as serving

    run(serving(keys, lambda url: click.echo(f"hišnik: {url}")))


@click.command()
@click.option("--keep", is_flag=True, help="Go on with the last demo's data.")
@address
def demo(keep: bool, host: str | None, port: int | None) -> None:
    """The same on demo data, with a mailbox: open the address that it prints."""
    keys = keys_of(host=host, port=port)
    from bot.assembly.servers import serve as serving

    run(serving(keys, lambda url: click.echo(f"\n  hišnik: {url}\n"), demo=True, keep=keep, tell=click.echo))


@click.command()
@click.option("--no-worker", is_flag=True, help="Leaves jobs and mails to hisnik worker.")
@address
def backend(host: str | None, port: int | None, no_worker: bool) -> None:
    """The backend alone, with its jobs and mails."""
    keys = keys_of(host=host, port=port)
    from bot.assembly.servers import serve_backend

    run(serve_backend(keys, lambda url: click.echo(f"hišnik backend: {url}"), works=not no_worker))


@click.command()
@address
def worker(host: str | None, port: int | None) -> None:
    """Jobs (reminders, retention) and mails alone. Several may run."""
    keys = keys_of(host=host, port=port)
    from bot.assembly.worker import serve_worker

    run(serve_worker(keys, lambda url: click.echo(f"hišnik worker: {url}")))


@click.command(name="bot")
@click.option("--no-courier", is_flag=True, help="Leaves pushes to Telegram to hisnik courier.")
@address
def bot_alone(host: str | None, port: int | None, no_courier: bool) -> None:
    """The bot alone; needs BACKEND_URL and SERVICE_TOKEN."""
    keys = keys_of(host=host, port=port)
    if keys.bot.backend_url is None:
        raise SettingsError("BACKEND_URL is not set: where is the backend? (hisnik serve runs both in one process)")
    from bot.assembly.servers import serve_bot

    run(serve_bot(keys, lambda url: click.echo(f"hišnik bot: {url}"), telegram_pushes=not no_courier))


@click.command()
@address
def courier(host: str | None, port: int | None) -> None:
    """Pushes to Telegram alone; needs BACKEND_URL, SERVICE_TOKEN and TELEGRAM_TOKEN. A second one stands by."""
    keys = keys_of(host=host, port=port)
    from bot.assembly.servers import serve_courier

    run(serve_courier(keys, lambda url: click.echo(f"hišnik courier: {url}")))


@click.command(name="mail-in")
@address
def mail_in(host: str | None, port: int | None) -> None:
    """Answers by mail alone; needs MAIL_IN_DOMAIN. Listens at MAIL_IN_LISTEN, else at lmtp://127.0.0.1:8024."""
    keys = keys_of(host=host, port=port)
    from bot.assembly.mail_in import serve_mail_in

    run(serve_mail_in(keys, lambda url: click.echo(f"hišnik mail-in: {url}")))


SERVERS = (serve, demo, backend, worker, bot_alone, courier, mail_in)
