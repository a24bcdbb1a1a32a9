"""Loads a folder: reads it whole, checks it whole, writes it in one transaction, or refuses it and names every fault."""

import asyncio
from pathlib import Path

from sqlalchemy import text

from backend.database import Sessions, transaction
from backend.loading.checks import faults
from backend.loading.csv_files import read_folder
from backend.loading.known import known
from backend.loading.report import LoadingRefused, Summary
from backend.loading.rows import Data
from backend.loading.write import write
from backend.secrets import KeyedHash

LOCK = text("SELECT pg_advisory_xact_lock(hashtext('hisnik.loading'))")


async def load_folder(sessions: Sessions, folder: Path, *, keyed: KeyedHash) -> Summary:
    """Loads ``folder``; raises ``LoadingRefused`` with all faults, and then nothing was loaded.

    Loading again updates what is known and removes nothing.
    """
    data, wrong = await asyncio.to_thread(read_folder, folder)
    if wrong:
        # rows that can't be read would make the rows that refer to them look wrong too
        raise LoadingRefused(wrong)
    return await load_data(sessions, data, keyed=keyed)


async def load_data(sessions: Sessions, data: Data, *, keyed: KeyedHash) -> Summary:
    """Checks rows against each other and the database, and writes them; one load at a time."""
    async with transaction(sessions) as session:
        await session.execute(LOCK)
        wrong = faults(data, await known(session, data))
        if wrong:
            raise LoadingRefused(wrong)
        return await write(session, data, keyed)
