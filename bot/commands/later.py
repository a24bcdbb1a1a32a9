"""``hisnik pushes``, ``hisnik jobs``, ``hisnik reminders``: what is done later, seen and done again."""

from datetime import UTC, datetime

import click

from bot.commands.common import keys_of, moment_of, run


@click.group()
def pushes() -> None:
    """Messages to chats."""


@pushes.command(name="retry")
@click.option("--event", help="Only these, such as email-confirmed.")
@click.option("--reason", help="Only those that failed for this reason, as hisnik status tells it.")
@click.option("--dry-run", is_flag=True, help="Count them; change nothing.")
def retry_pushes(event: str | None, reason: str | None, dry_run: bool) -> None:
    """Plan failed pushes again. Reminders are left to the planner: a reading may have come in."""
    keys = keys_of()
    from bot.assembly.pushes import retry
    from bot.assembly.reaching import DatabaseAway

    try:
        click.echo(run(retry(keys, event=event, reason=reason, dry_run=dry_run)))
    except DatabaseAway as error:
        raise click.ClickException(str(error)) from error


@click.group()
def reminders() -> None:
    """Reminders of readings."""


@reminders.command(name="plan")
@click.option("--provider", "slug", required=True, help="The provider's slug.")
@click.option("--dry-run", is_flag=True, help="Print who, when and how long; plan nothing.")
@click.option("--now", callback=moment_of, help="As if it were then, with --dry-run.")
def plan_reminders(slug: str, dry_run: bool, now: datetime | None) -> None:
    """Plan what is due now, as the backend does every few minutes."""
    if now and not dry_run:
        raise click.UsageError("--now is for looking ahead: give --dry-run, too")
    keys = keys_of()
    from bot.assembly.reminders import NoSuchProvider, plan

    try:
        click.echo("\n".join(run(plan(keys, slug, now or datetime.now(UTC), dry_run=dry_run))))
    except NoSuchProvider as error:
        raise click.ClickException(str(error)) from error


@click.group()
def jobs() -> None:
    """Jobs: what runs later or again and again."""


@jobs.command(name="list")
def list_jobs() -> None:
    """Those that failed for good, newest first; kept for ninety days."""
    keys = keys_of()
    from bot.assembly.jobs import failed
    from bot.assembly.reaching import DatabaseAway

    try:
        click.echo("\n".join(run(failed(keys))))
    except DatabaseAway as error:
        raise click.ClickException(str(error)) from error


@jobs.command(name="retry")
@click.argument("numbers", type=int, nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every failed job.")
def retry_jobs(numbers: tuple[int, ...], every: bool) -> None:
    """Run failed jobs again, with all their attempts; the worker takes them up within seconds."""
    if bool(numbers) == every:
        raise click.UsageError("give the numbers of hisnik jobs list, or --all")
    keys = keys_of()
    from bot.assembly.jobs import again
    from bot.assembly.reaching import DatabaseAway

    try:
        click.echo("\n".join(run(again(keys, None if every else numbers))))
    except DatabaseAway as error:
        raise click.ClickException(str(error)) from error


GROUPS = (pushes, jobs, reminders)
