"""Consent acts: the current text, the latest act counts, nothing is overwritten."""

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend.database import Sessions, transaction
from tests.backend.people import Person, meet


async def act(person: Person, action: str, version: str = "2026-11") -> httpx.Response:
    body = {"purpose": "terms", "action": action, "version": version, "language": "sl", "channel": "web"}
    return await person.post("consents/terms", body)


async def test_the_latest_act_counts(http: httpx.AsyncClient) -> None:
    person = await meet(http)
    states = [(await act(person, action)).json()["consented"] for action in ("given", "withdrawn", "given")]
    assert states == [True, False, True]
    assert (await act(person, "given", "2020-01")).json()["code"] == "consent_outdated"


@pytest.mark.parametrize("change", ["UPDATE backend.consent_acts SET action = 'x'", "DELETE FROM backend.consent_acts"])
async def test_acts_cannot_be_changed(http: httpx.AsyncClient, sessions: Sessions, change: str) -> None:
    await act(await meet(http), "given")
    with pytest.raises(DBAPIError, match="only added"):
        async with transaction(sessions) as session:
            await session.execute(text(change))


async def test_erasure_deletes_when_it_says_so(http: httpx.AsyncClient, sessions: Sessions) -> None:
    await act(await meet(http), "given")
    async with transaction(sessions) as session:
        await session.execute(text("SET LOCAL hisnik.erasure = 'on'"))
        await session.execute(text("DELETE FROM backend.consent_acts"))
        assert await session.scalar(text("SELECT count(*) FROM backend.consent_acts")) == 0
