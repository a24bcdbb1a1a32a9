"""The conversations that the demo's staff see: whose they are, in which state, once, and sent to nobody."""

import pytest
from sqlalchemy import func, select

from backend.attachments.models import StoredFile
from backend.database import Sessions, transaction
from backend.demo.conversations import CANNED, SAMPLES, add_demo_conversations, hold_picture
from backend.demo.staff import add_demo_staff
from backend.ledger.models import OutgoingMessage
from backend.parts import Parts
from backend.providers.models import Provider
from backend.staff.models import CannedAnswer
from backend.staff.passwords import Passwords
from backend.tickets.contract import Author
from backend.tickets.models import Ticket, TicketMessage
from tests.conftest import DEMO_NOW
from tests.database import SECRET_KEY

Shown = tuple[str, str, str, int | None, bool]


@pytest.fixture
async def before(sessions: Sessions) -> int:
    """How many messages were on their way before."""
    async with sessions() as session:
        return await session.scalar(select(func.count(OutgoingMessage.id))) or 0


@pytest.fixture
async def demo(sessions: Sessions, parts: Parts, before: int) -> None:
    """Made as ``hisnik demo`` makes them, at its first start and at a later one."""
    for _ in range(2):
        picture = await hold_picture(parts.files, DEMO_NOW)
        async with transaction(sessions) as session:
            await add_demo_staff(session, Passwords(), SECRET_KEY, DEMO_NOW)
            await add_demo_conversations(session, picture, DEMO_NOW)


async def test_each_provider_has_its_own_once(demo: None, sessions: Sessions) -> None:
    expected: list[Shown] = [
        ("komunala", "move", "closed", 5, True),
        ("komunala", "reading", "answered", None, True),
        ("komunala", "billing", "open", None, False),
        ("komunala", "fault", "open", None, False),
        ("upravnik", "billing", "open", None, False),
    ]
    which = select(Provider.slug, Ticket).join(Provider, Ticket.provider_id == Provider.id).order_by(Ticket.id)
    async with sessions() as session:
        found = [
            (slug, ticket.topic, ticket.state, ticket.rating, ticket.assigned_to is not None)
            for slug, ticket in await session.execute(which)
        ]
        ready = await session.scalar(select(func.count(CannedAnswer.id)))
    assert found == expected
    assert ready == 2 * len(CANNED)


async def test_threads_are_as_written_in_order_and_in_the_past(demo: None, sessions: Sessions) -> None:
    async with sessions() as session:
        tickets = (await session.scalars(select(Ticket).order_by(Ticket.id))).all()
        for sample, ticket in zip(SAMPLES, tickets, strict=True):
            which = select(TicketMessage).where(TicketMessage.ticket_id == ticket.id).order_by(TicketMessage.id)
            messages = [one for one in await session.scalars(which) if one.author != Author.system.value]
            assert [one.body for one in messages] == [text for _, _, text in sample.turns]
            assert [one.internal for one in messages] == [who == "n" for _, who, _ in sample.turns]
            moments = [one.created_at for one in messages]
            assert moments == sorted(moments)
            assert moments[-1] < DEMO_NOW
            assert {one.delivery for one in messages if one.author == "staff" and not one.internal} <= {"sent"}
            assert bool(messages[0].earlier) == (sample.corrected is not None)


async def test_nothing_is_sent_nor_planned_for_them(demo: None, before: int, sessions: Sessions) -> None:
    async with sessions() as session:
        assert await session.scalar(select(func.count(OutgoingMessage.id))) == before


async def test_the_picture_is_one_and_cleaned(demo: None, sessions: Sessions) -> None:
    async with sessions() as session:
        [file] = (await session.scalars(select(StoredFile))).all()
    assert (file.kind, file.mime) == ("photo", "image/jpeg")
