"""``hisnik nlu unknown``: the sentences that nobody understood, out of the bot's schema."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.exc import OperationalError

from bot.assembly import databases
from bot.assembly.keys import Keyring
from bot.database import make_engine, make_sessions
from bot.dialogue.store import Store
from bot.dialogue.store_models import UnclearRow
from bot.errors import BotError
from nlu.interpreter import Ranked
from nlu.labelling import Sentence


class DatabaseAway(BotError):
    """The database cannot be reached; the message says which setting names it, never the address, which has a password."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Distinct sentences, newest first, and the rows that they are of."""

    sentences: list[Sentence]
    rows: tuple[UUID, ...]


async def unknown(keys: Keyring, today: date, days: int) -> Unknown:
    """Those of the last ``days``, today among them. Brings the bot's schema up to date first. Raises ``DatabaseAway``."""
    try:
        async with databases.server(keys) as url:
            engine = make_engine(url, pool_size=2)
            try:
                async with engine.connect():
                    pass  # a command says at once that there is no database; a server would wait for it
                await databases.migrate_bot_alone(url)
                rows = await Store(make_sessions(engine)).unclear(today - timedelta(days=days - 1))
            finally:
                await engine.dispose()
    except (OperationalError, OSError) as error:
        raise away(keys) from error
    return Unknown(distinct(rows), tuple(row.id for row in rows))


async def drop(keys: Keyring, rows: Sequence[UUID]) -> None:
    """Deletes the rows. Raises ``DatabaseAway``."""
    try:
        async with databases.server(keys) as url:
            engine = make_engine(url, pool_size=2)
            try:
                await Store(make_sessions(engine)).drop_unclear(rows)
            finally:
                await engine.dispose()
    except (OperationalError, OSError) as error:
        raise away(keys) from error


def away(keys: Keyring) -> DatabaseAway:
    """The error that names the setting, never the address."""
    which = "of DATABASE_URL" if keys.bot.database_url else "embedded in DATA_DIR"
    return DatabaseAway(f"the database {which} cannot be reached: does it run, is the address right?")


def distinct(rows: Sequence[UnclearRow]) -> list[Sentence]:
    """The same words in the same language are one sentence; ``rows`` are newest first, and so is what comes."""
    same: defaultdict[tuple[str, str], list[UnclearRow]] = defaultdict(list)
    for row in rows:
        same[row.text, row.language].append(row)
    return [
        Sentence(
            text=text,
            language=language,
            count=len(found),
            last=found[0].at,
            guesses=tuple(Ranked(str(intent), float(confidence)) for intent, confidence in found[0].guesses),
        )
        for (text, language), found in same.items()
    ]
