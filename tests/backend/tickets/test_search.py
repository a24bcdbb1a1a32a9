"""The console's search: which words find what, and that among many messages an index finds them."""

import re
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.database import Sessions, transaction
from backend.tickets.models import TicketMessage
from backend.tickets.queue import Wanted, page, statement
from backend.tickets.search import beginnings, in_messages
from tests.backend.people import Person
from tests.backend.tickets.opening import opened, writer

MANY = 40_000
FILL = """
    INSERT INTO backend.ticket_messages (ticket_id, author, internal, via, body, created_at)
    SELECT (SELECT min(id) FROM backend.tickets), 'resident', false, 'telegram',
        'Sporočilo številka ' || n || ', stanje ' || n * 7 || ' in še nekaj besed o vodi in računih', now()
    FROM generate_series(1, :many) n
"""


@pytest.fixture
async def ana(http: Any) -> Person:
    return await writer(http)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("jašku", True),
        ("JASK", True),
        ("ašku", False),
        ("jašku Čehovin", True),
        ("jašku Bežigrad", False),
        ("ana@primer.si", True),
        ("primer", True),
        ("1.834", True),
        ("1.835", False),
        ("script", True),
        ("041-555", True),
        ("' & | ! ( ) :* \\ jašku", True),
        ("Привет", True),
        ("привет", True),
    ],
)
async def test_which_words_find_a_message(ana: Person, sessions: Sessions, sought: str, found: bool) -> None:
    said = "Števec je v JAŠKU, pri Čehovinovih; <script>x</script> ana@primer.si, 1.834 m³, tel. 041-555 111. Привет"
    ticket = (await opened(ana, said))["ticket"]["id"]
    which = in_messages(sought)
    assert which is not None
    async with sessions() as session:
        rows = (await session.scalars(select(TicketMessage.ticket_id).where(which))).all()
    assert list(rows) == ([ticket] if found else [])


def test_signs_alone_are_no_search() -> None:
    assert beginnings(" %_'&!:* ") is None
    assert beginnings("Vodom. jašek") == "vodom:* & jasek:*"


async def test_among_many_messages_an_index_finds_them(ana: Person, sessions: Sessions, engine: AsyncEngine) -> None:
    """A page of the queue, as the console asks for it."""
    ticket = (await opened(ana, "Vodomer je v jašku"))["ticket"]
    async with transaction(sessions) as session:
        await session.execute(text(FILL), {"many": MANY})
    async with engine.connect() as connection:
        alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await alone.execute(text("VACUUM ANALYZE backend.ticket_messages"))
    async with sessions() as session:
        provider = await session.scalar(text("SELECT provider_id FROM backend.tickets"))
        found = await page(session, Wanted(provider, 0, state=None, text="jašk"))
        assert [row.id for row in found.rows] == [ticket["id"]]
        plan = "\n".join(await explained(session, Wanted(provider, 0, state=None, text="jašk")))
    assert "ix_ticket_messages_words" in plan
    assert not re.search(r"Seq Scan on (backend\.)?ticket_messages", plan), plan


async def explained(session: Any, wanted: Wanted) -> list[str]:
    """The plan of the page's statement."""
    compiled = statement(wanted).compile(dialect=postgresql.psycopg.dialect())  # type: ignore[no-untyped-call]
    connection = await session.connection()
    return list((await connection.exec_driver_sql(f"EXPLAIN {compiled}", compiled.params)).scalars())
