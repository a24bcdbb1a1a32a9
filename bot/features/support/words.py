"""Sentences about matters: what became of a message, what a matter is called."""

from backend.tickets.contract import AboutKind, TicketSummary, Topic
from bot.dialogue.context import Context
from bot.dialogue.forms import CANCEL
from bot.dialogue.refusals import refusal_text
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Button
from bot.features.offices import spaced
from bot.features.support.sending import Outcome


def topic_name(say: Texts, topic: Topic) -> str:
    """``račun``, in lower case."""
    return say(f"support-topic-{topic.value}")


def matter_name(say: Texts, ticket: TicketSummary) -> str:
    """``št. 42 (račun)``; with what it hangs on, where it does: ``št. 42 (račun 202600876)``."""
    return say("support-matter", number=str(ticket.number), topic=topic_name(say, ticket.topic))


def about_line(say: Texts, ticket: TicketSummary) -> str:
    """What the matter is about, where it hangs on something; else empty."""
    about = ticket.about
    if about is None or about.kind is AboutKind.linking:
        return ""
    return say(f"support-about-{about.kind.value}", label=about.label)


def told(ctx: Context, outcome: Outcome) -> str:
    """What became of what was sent. Said in full where a matter was opened or opened again, in a line otherwise."""
    lines = [refusal_text(ctx, error) for error in {error.code: error for error in outcome.refused}.values()]
    received = outcome.received
    if received is None:
        return "\n".join(lines)
    say, ticket = ctx.say, received.ticket
    name = matter_name(say, ticket)
    if outcome.over is not None:
        lines.append(say("support-over", number=str(outcome.over)))
    if outcome.opened:
        if received.emergency_phone:
            lines.append(say("support-urgent", phone=spaced(received.emergency_phone)))
        lines.append(say("support-opened", matter=name, provider=ticket.provider_name))
    else:
        lines.append(say("support-reopened" if outcome.reopened else "support-sent", matter=name))
    fresh = outcome.opened or outcome.reopened
    if received.away and received.opens_at is not None:
        lines.append(say("support-away", at=say.moment(received.opens_at)))
    if (fresh or received.away) and received.expected_by is not None:
        lines.append(say("support-expected", at=say.moment(received.expected_by)))
    if outcome.opened:
        lines.append(say("support-more"))
    return "\n".join(lines)


def end_button(ctx: Context) -> Button:
    """Ends the open conversation."""
    return ctx.choice(ctx.say("support-end"), CANCEL)


def write_on(say: Texts, ticket: int, label: str = "support-write-on") -> Button:
    """Opens the conversation of a matter; it works however old it is."""
    return Button(say(label), f"w:write_on?t={ticket}")


def stars(say: Texts, ticket: int) -> tuple[Button, ...]:
    """One tap rates."""
    return tuple(Button(say("support-star", stars=each), f"w:rate_ticket?t={ticket}&s={each}") for each in range(1, 6))
