"""The open conversation: all that is written or sent goes to support at once, until it is ended, left, or lapses."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from backend.tickets.contract import TicketSummary, Topic
from bot.backend import BackendRefusal
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Answers
from bot.dialogue.form import Form, Given, Refuse, Slot, Stay, Stop, Taken
from bot.dialogue.forms import add_buttons, open_at
from bot.dialogue.refusals import refusal
from bot.dialogue.turn import Reply, reply
from bot.features.naming import number_arg
from bot.features.support.items import Item, items_of, take_kept
from bot.features.support.sending import Outcome, Target, send
from bot.features.support.words import end_button, matter_name, told

NAME = "writing"
LAPSES = timedelta(hours=6)
"""After so long a text is rather meant for the bot again; with an answer comes a button that opens the conversation anew."""


async def begin(ctx: Context, wish: Wish) -> Answers | Reply:
    """Opens a matter's conversation (``t``); what was held for it (``k``) goes at once."""
    number = number_arg(wish, "t")
    if number is None:
        return reply(ctx.say("button-stale"), buttons=ctx.guide.menu(ctx))
    items = take_kept(ctx) if wish.args.get("k") else []
    ticket = await ctx.backend.ticket(ctx.resident.id, number)
    return await send_on(ctx, ticket, items) if items else _answers(ctx, ticket)


async def resumed(ctx: Context, ticket: TicketSummary) -> Reply:
    """The conversation of a matter, open now."""
    answers = _answers(ctx, ticket)
    open_at(ctx, NAME, "words", answers)
    return add_buttons(await ask_words(ctx, answers), ((end_button(ctx),),))


async def send_on(ctx: Context, ticket: TicketSummary, items: Sequence[Item]) -> Reply:
    """Sends these to the matter, and leaves its conversation open."""
    outcome = await send(ctx, Target(ticket.provider, ticket.topic, ticket.id), items)
    return opened_by(ctx, outcome, ticket)


def opened_by(ctx: Context, outcome: Outcome, ticket: TicketSummary) -> Reply:
    """What became of it, in the conversation that is open now."""
    open_at(ctx, NAME, "words", _answers(ctx, outcome.received.ticket if outcome.received else ticket))
    return reply(told(ctx, outcome), buttons=[[end_button(ctx)]])


def _answers(ctx: Context, ticket: TicketSummary) -> Answers:
    return {
        "ticket": ticket.id,
        "number": ticket.number,
        "provider": ticket.provider,
        "topic": ticket.topic.value,
        "matter": matter_name(ctx.say, ticket),
        "over": not ticket.continues,
        "at": ctx.now.isoformat(),
    }


async def ask_words(ctx: Context, answers: Answers) -> Reply:
    """To whom one writes now."""
    return reply(
        ctx.say("support-writing-over" if answers["over"] else "support-writing", matter=str(answers["matter"]))
    )


async def take_words(ctx: Context, answers: Answers, given: Given) -> Taken:
    """Sent on at once. The second and further files of an album are not confirmed."""
    items = items_of(ctx, given.text, given.sent)
    if not items:
        return Refuse(reply(ctx.say("support-not-sendable")), digress=False)
    target = Target(str(answers["provider"]), Topic(str(answers["topic"])), int(str(answers["ticket"])))
    try:
        outcome = await send(ctx, target, items)
    except BackendRefusal as error:
        if error.code != "ticket_unknown":
            raise
        return Stop(refusal(ctx, error))
    received = outcome.received
    values = _answers(ctx, received.ticket) if received is not None else {}
    if received is not None and received.joined and not outcome.refused:
        return Stay(Reply(silent=True), values)
    return Stay(reply(told(ctx, outcome), buttons=[[end_button(ctx)]]), values)


def left(ctx: Context, answers: Answers) -> Reply:
    """All was sent; where the answer comes."""
    return reply(ctx.say("support-ended", matter=str(answers["matter"])))


def lapsed(ctx: Context, answers: Answers) -> bool:
    """Whether nothing was written for a long time."""
    return ctx.now - datetime.fromisoformat(str(answers["at"])) > LAPSES


async def finish(ctx: Context, answers: Answers) -> Reply:
    """Never reached: the question stays open."""
    return left(ctx, answers)


FORM = Form(
    NAME,
    begin,
    (Slot("words", ask_words, take_words, verbatim=True),),
    finish,
    lapsed=lapsed,
    way_out="support-end",
    left=left,
    personal=True,
)
