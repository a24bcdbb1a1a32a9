"""Brings messages to support through the backend: opens the matter, writes on in it, or opens a new one where it is over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backend.tickets.contract import About, Received, TicketRequest, Topic, Written
from bot.backend import BackendRefusal
from bot.dialogue.context import Context
from bot.features.support.items import Item


@dataclass(frozen=True, slots=True)
class Target:
    """Where to: a matter, or what a new one is to be. ``ticket`` None: a new one is opened."""

    provider: str
    topic: Topic
    ticket: int | None = None
    about: About | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """``received``: what became of the last one that went; None: none did. ``opened``: a matter was opened for it.

    ``over``: the number of the matter that takes nothing any more. ``refused``: files that were not taken.
    """

    received: Received | None = None
    opened: bool = False
    reopened: bool = False
    over: int | None = None
    refused: tuple[BackendRefusal, ...] = ()


async def send(ctx: Context, target: Target, items: Sequence[Item]) -> Outcome:
    """Sends all in order; a file that isn't taken doesn't hold up its caption or the rest. Raises BackendRefusal, BackendDown."""
    done = Outcome()
    for item in items:
        files = []
        if item.sent is not None:
            try:
                files = [await ctx.stored(item.sent)]
            except BackendRefusal as error:
                done = replace(done, refused=(*done.refused, error))
        if not files and not item.text:
            continue
        ticket = done.received.ticket.id if done.received is not None else target.ticket
        written = Written(
            text=item.text,
            files=files,
            source=item.source,
            album=item.sent.album if item.sent is not None else None,
            chat_id=ctx.resident.chat_id,
        )
        done = await _write(ctx, done, target, written, ticket)
    return done


async def _write(ctx: Context, done: Outcome, target: Target, written: Written, ticket: int | None) -> Outcome:
    if ticket is None:
        received = await _open(ctx, target, written)
        return replace(done, received=received, opened=True)
    try:
        received = await ctx.backend.write_ticket(ctx.resident.id, ticket, written)
    except BackendRefusal as error:
        if error.code != "ticket_over":
            raise
        old = await ctx.backend.ticket(ctx.resident.id, ticket)
        received = await _open(ctx, Target(old.provider, old.topic, about=old.about), written)
        return replace(done, received=received, opened=True, over=old.number)
    reopened = done.reopened or received.reopened
    if done.received is not None:  # what is said once was said with the first of them
        received = received.model_copy(update={"away": done.received.away, "joined": False})
    return replace(done, received=received, reopened=reopened)


async def _open(ctx: Context, target: Target, written: Written) -> Received:
    request = TicketRequest(
        **dict(written),
        provider=target.provider,
        topic=target.topic,
        link_id=_link(ctx, target.provider),
        about=target.about,
    )
    return await ctx.backend.open_ticket(ctx.resident.id, request)


def _link(ctx: Context, provider: str) -> int | None:
    """For which payer: the one that is looked at, or another of this provider's; None where none is linked."""
    mine = [link.id for link in ctx.resident.links if link.provider == provider]
    return ctx.conversation.link_id if ctx.conversation.link_id in mine else mine[-1] if mine else None
