"""``hisnik pushes retry``: failed pushes planned again."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.ledger.troubles import retry_failed
from bot.assembly.keys import Keyring
from bot.assembly.reaching import engine_on, reached


async def retry(keys: Keyring, *, event: str | None, reason: str | None, dry_run: bool) -> str:
    """Says what was done, or with ``dry_run`` what would be. Raises ``DatabaseAway``."""
    async with reached(keys) as url, engine_on(url, pool_size=1) as engine, AsyncSession(engine) as session:
        found = await retry_failed(session, event=event, reason=reason)
        await (session.rollback() if dry_run else session.commit())
    words = "would be planned again" if dry_run else "planned again"
    left = f"{found.reminders} reminders left to the planner, {found.overdue} overdue ones left as they are"
    return f"{found.planned} pushes {words}, {left}"
