"""``hisnik pushes retry``: failed pushes planned again."""

from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import make_engine
from backend.ledger.troubles import retry_failed
from bot.assembly import databases
from bot.assembly.keys import Keyring
from bot.assembly.unclear import away


async def retry(keys: Keyring, *, event: str | None, reason: str | None, dry_run: bool) -> str:
    """Says what was done, or with ``dry_run`` what would be. Raises ``DatabaseAway``."""
    try:
        async with databases.server(keys) as url:
            engine = make_engine(url, pool_size=1)
            try:
                async with AsyncSession(engine) as session:
                    found = await retry_failed(session, event=event, reason=reason)
                    await (session.rollback() if dry_run else session.commit())
            finally:
                await engine.dispose()
    except (OperationalError, OSError) as error:
        raise away(keys) from error
    words = "would be planned again" if dry_run else "planned again"
    left = f"{found.reminders} reminders left to the planner, {found.overdue} overdue ones left as they are"
    return f"{found.planned} pushes {words}, {left}"
