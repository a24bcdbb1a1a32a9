"""``hisnik reminders …``: what would be planned, or planning it now."""

from datetime import datetime

from backend.database import make_engine, make_sessions
from backend.providers.service import ProviderUnknown, all_providers, by_slug
from backend.reminders.forecast import forecast, moment
from backend.reminders.planning import plan_provider
from bot.assembly import databases
from bot.assembly.keys import Keyring


class NoSuchProvider(Exception):
    """The message names those that there are."""


async def plan(keys: Keyring, slug: str, now: datetime, *, dry_run: bool) -> list[str]:
    """Lines to print. Raises ``NoSuchProvider``."""
    async with databases.server(keys) as url:
        await databases.migrate(url)
        engine = make_engine(url, pool_size=2)
        sessions = make_sessions(engine)
        try:
            async with sessions() as session:
                try:
                    provider = await by_slug(session, slug)
                except ProviderUnknown as error:
                    known = ", ".join(each.slug for each in await all_providers(session)) or "none is loaded"
                    raise NoSuchProvider(f"no provider is called {slug!r}; there are: {known}") from error
                lines = await forecast(session, slug, now)
            if dry_run:
                return [*lines, "Nothing was planned (--dry-run)."]
            planned = await plan_provider(sessions, provider, now)
        finally:
            await engine.dispose()
    when = f", {moment(planned.first)} to {moment(planned.last)}" if planned.first and planned.last else ""
    return [*lines, f"Planned: {planned.chats} to chats{when}, {planned.mails} by mail."]
