"""What the backend refused, in words: ``error-<code>``."""

from bot.backend import BackendRefusal
from bot.dialogue.context import Context
from bot.dialogue.turn import Reply, reply

GO_ON = frozenset({"not_linked", "email_unconfirmed", "consent_missing"})
"""Arriving is unfinished, or was undone elsewhere: the button leads on."""


def refusal_text(ctx: Context, error: BackendRefusal) -> str:
    """The text for a code; a code without one gets the general text."""
    key = f"error-{error.code.replace('_', '-')}"
    values = {name: value for name, value in error.details.items() if value is not None}
    return ctx.say(key, **values) if ctx.say.has(key) else ctx.say("error-text")


def refusal(ctx: Context, error: BackendRefusal) -> Reply:
    """The refusal as a reply, with a way on."""
    if error.code in GO_ON:
        return reply(refusal_text(ctx, error), buttons=[[ctx.wish(ctx.say("go-on"), "resume")]])
    return reply(refusal_text(ctx, error), buttons=ctx.guide.menu(ctx))
