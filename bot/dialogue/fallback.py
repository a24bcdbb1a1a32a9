"""When a text isn't clear: two thresholds, as Rasa's fallback has them - low confidence, and a near tie."""

from collections.abc import Callable

from bot.dialogue.abilities import menu_label
from bot.dialogue.context import Context
from bot.dialogue.turn import Reply, reply
from nlu.interpreter import Understanding

LOW = 0.35
"""Below it nothing is guessed."""
SURE = 0.6
"""From it a near tie isn't asked about, and a question in the middle of a form is taken as one."""
NEAR = 0.1
"""Two intents this near each other are a tie."""
NO_QUESTIONS = frozenset({"affirm", "deny", "greet", "thanks", "goodbye", "out_of_scope"})
"""Intents that never interrupt a form."""


def candidates(understood: Understanding, *, has: Callable[[str], bool]) -> list[str]:
    """No, one or two intents that the text may mean."""
    if understood.confidence < LOW or not has(understood.intent):
        return []
    if understood.confidence >= SURE or len(understood.ranking) < 2:
        return [understood.intent]
    second = understood.ranking[1]
    tie = understood.confidence - second.confidence <= NEAR and has(second.intent)
    return [understood.intent, second.intent] if tie else [understood.intent]


def digresses(understood: Understanding) -> bool:
    """Whether a text that is no answer to the open question is surely something else."""
    return understood.confidence >= SURE and understood.intent not in NO_QUESTIONS


def offer_what_works(ctx: Context) -> Reply:
    """Not understood: what can be done now, and a person."""
    return reply(ctx.say("not-understood"), buttons=ctx.guide.menu(ctx))


def did_you_mean(ctx: Context, first: str, second: str) -> Reply:
    """Two intents as near as can be: the resident says which."""
    buttons = [[ctx.wish(menu_label(ctx, first), first)], [ctx.wish(menu_label(ctx, second), second)]]
    return reply(ctx.say("did-you-mean"), buttons=buttons)
