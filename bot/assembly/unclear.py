"""``hisnik nlu unknown``: the sentences that nobody understood, out of the bot's schema."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from bot.assembly import databases
from bot.assembly.keys import Keyring
from bot.assembly.reaching import engine_on, reached
from bot.database import make_sessions
from bot.dialogue.store import Store
from bot.dialogue.store_models import UnclearRow
from nlu.interpreter import Ranked
from nlu.labelling import Sentence


@dataclass(frozen=True, slots=True)
class Unknown:
    """Distinct sentences, newest first, and the rows that they are of."""

    sentences: list[Sentence]
    rows: tuple[UUID, ...]


async def unknown(keys: Keyring, today: date, days: int) -> Unknown:
    """Those of the last ``days``, today among them. Brings the bot's schema up to date first. Raises ``DatabaseAway``."""
    async with reached(keys) as url, engine_on(url) as engine:
        async with engine.connect():
            pass  # a command says at once that there is no database; a server would wait for it
        await databases.migrate_bot_alone(url)
        rows = await Store(make_sessions(engine)).unclear(today - timedelta(days=days - 1))
    return Unknown(distinct(rows), tuple(row.id for row in rows))


async def drop(keys: Keyring, rows: Sequence[UUID]) -> None:
    """Deletes the rows. Raises ``DatabaseAway``."""
    async with reached(keys) as url, engine_on(url) as engine:
        await Store(make_sessions(engine)).drop_unclear(rows)


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
