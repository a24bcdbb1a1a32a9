"""Who makes a ticket's topic in the staff group, and what it is called and headed with.

Making a topic has no idempotency key. So one bot at a time has the right to it, and who comes after one that died looks for its
topic first (``seek``): the topic's id is a message id above ``after_message``, and its name holds the ticket's number.
"""

from datetime import timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.contract import Language
from backend.desk.contract import TopicClaim, TopicMade, TopicState, TopicView
from backend.desk.models import TicketPost, TicketTopic
from backend.desk.posts import earlier_text, known_after, newest_in
from backend.errors import Refused
from backend.providers.models import Provider
from backend.texts import texts
from backend.tickets.contract import Topic
from backend.tickets.head import Facts, facts_of, head_text
from backend.tickets.models import Ticket, TicketMessage
from backend.tickets.writing import TicketUnknown, locked

LEASE = timedelta(seconds=60)
TITLE = 100
"""Characters; Telegram takes 128."""


class NoGroup(Refused):
    """This provider has no staff group."""

    code = "no_staff_group"


class TopicNotYours(Refused):
    """Somebody else makes it now."""

    code = "topic_not_yours"


async def claim(session: AsyncSession, ticket_id: int, asked: TopicClaim, console: str) -> TopicView:
    """Where the topic is, or who has to make it. ``console``: the ticket's page, for the head."""
    ticket = await locked(session, ticket_id)
    group = await session.scalar(select(Provider.staff_group_id).where(Provider.id == ticket.provider_id))
    if group is None:
        raise NoGroup()
    topic = await session.get(TicketTopic, ticket_id)
    if topic is not None and topic.group_id != group:
        # the provider moved to another group: the ticket goes on there
        await _forget(session, topic)
        topic = None
    state = await _take(session, topic, ticket_id, group, asked)
    facts = await facts_of(session, ticket)
    made = await session.get_one(TicketTopic, ticket_id, populate_existing=True)
    return TopicView(
        state=state,
        group_id=group,
        thread_id=made.thread_id,
        after_message=made.after_message,
        known=await known_after(session, group, made.after_message) if state is TopicState.seek else [],
        title=title_of(ticket, facts),
        head=head_text(facts, console),
        earlier="" if state is TopicState.ready else await earlier_text(session, ticket, asked.message_id),
    )


async def _take(
    session: AsyncSession, topic: TicketTopic | None, ticket_id: int, group: int, asked: TopicClaim
) -> TopicState:
    known = max(filter(None, (asked.after_message, await newest_in(session, group))), default=None)
    if topic is None:
        lease = {"owner": asked.owner, "lease_until": func.now() + LEASE, "after_message": known}
        await session.execute(insert(TicketTopic).values(ticket_id=ticket_id, group_id=group, **lease))
        return TopicState.make
    if topic.thread_id is not None:
        return TopicState.ready
    mine = or_(TicketTopic.owner == asked.owner, TicketTopic.lease_until < func.now())
    taken = (
        update(TicketTopic)
        .where(TicketTopic.ticket_id == ticket_id, mine)
        .values(
            owner=asked.owner,
            lease_until=func.now() + LEASE,
            # nobody makes a topic before a message of the group is known
            after_message=func.coalesce(TicketTopic.after_message, known),
        )
        .returning(TicketTopic.ticket_id)
        .execution_options(synchronize_session=False)
    )
    return TopicState.seek if (await session.execute(taken)).first() is not None else TopicState.busy


async def made(session: AsyncSession, ticket_id: int, told: TopicMade) -> None:
    """Writes which topic it is; raises ``TopicNotYours``."""
    topic = await session.get(TicketTopic, ticket_id, with_for_update=True)
    if topic is None:
        raise TicketUnknown()
    if topic.thread_id == told.thread_id:
        return
    if topic.thread_id is not None or topic.owner != told.owner:
        raise TopicNotYours()
    topic.thread_id, topic.owner, topic.lease_until = told.thread_id, None, None
    await session.flush()


async def gone(session: AsyncSession, ticket_id: int, thread_id: int) -> bool:
    """Staff deleted the topic: the next message makes a new one, in which the whole thread stands again. Once."""
    topic = await session.get(TicketTopic, ticket_id, with_for_update=True)
    if topic is None or topic.thread_id != thread_id:
        return False
    await _forget(session, topic)
    return True


async def _forget(session: AsyncSession, topic: TicketTopic) -> None:
    which = select(TicketMessage.id).where(TicketMessage.ticket_id == topic.ticket_id)
    await session.execute(delete(TicketPost).where(TicketPost.message_id.in_(which)))
    await session.delete(topic)
    await session.flush()


def title_of(ticket: Ticket, facts: Facts) -> str:
    """``#42 Račun · Janez Novak``: what staff see in the list of topics."""
    say = texts(Language.sl)
    subject = say(f"ticket-topic-{Topic(ticket.topic).value}")
    title = f"#{ticket.number} {subject} · {facts.name or say('ticket-nameless')}"
    return title if len(title) <= TITLE else title[: TITLE - 1] + "…"
