"""How many statements each call of a turn costs: each is a tenth of a menu press. One more has to be wanted, not to slip in."""

import re
from typing import Any

import httpx
import psycopg
import pytest

from backend.database import Sessions
from tests.backend.at_home import at_home

WORK = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that goes through psycopg, without begin, commit and pings."""
    found, execute = list[str](), psycopg.AsyncCursor.execute

    async def recorded(self: Any, query: Any, *values: Any, **options: Any) -> Any:
        if WORK.match(str(query)):
            found.append(" ".join(str(query).split()))
        return await execute(self, query, *values, **options)

    monkeypatch.setattr(psycopg.AsyncCursor, "execute", recorded)
    return found


async def test_what_a_turn_asks_of_the_database(http: httpx.AsyncClient, sessions: Sessions, said: list[str]) -> None:
    home = await at_home(http, sessions, telegram=77)
    counted = {}

    def count(name: str) -> None:
        counted[name] = len(said)
        said.clear()

    said.clear()
    assert (await http.get("/v1/chats/telegram/77")).status_code == 200
    count("resident")
    assert (await http.get("/v1/providers/komunala/office")).status_code == 200
    count("office hours")
    assert (await home.get("metering-points")).status_code == 200
    count("meters: gate, meters")
    await home.check(s88213377="1834")
    count("check: gate, meters, readings")
    assert (await home.store(s88213377="1834")).status_code == 201
    count("store: key, gate, meters, readings, reading, mail, reminders, answer")
    assert counted == {
        "resident": 1,
        "office hours": 1,
        "meters: gate, meters": 2,
        "check: gate, meters, readings": 3,
        "store: key, gate, meters, readings, reading, mail, reminders, answer": 8,
    }
