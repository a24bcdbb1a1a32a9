"""When a text isn't clear: low confidence and a near tie (``nlu.decision``), and what to offer then."""

from collections.abc import Callable

from bot.dialogue.abilities import menu_label
from bot.dialogue.context import Context
from bot.dialogue.turn import Reply, reply
from bot.dialogue.wishes import dump_wish, wish_of_text
from nlu.decision import Sure, Tie, decide
from nlu.interpreter import Understanding

SURE = 0.5
"""From it a text in the middle of a form, which is no answer there, is taken as a question."""
NO_QUESTIONS = frozenset({"affirm", "deny", "greet", "thanks", "goodbye", "out_of_scope"})
"""Intents that never interrupt a form."""


def candidates(understood: Understanding, *, has: Callable[[str], bool]) -> list[str]:
    """No, one or two intents that the text may mean."""
    match decide(understood):
        case Sure(intent):
            intents = [intent]
        case Tie(first, second):
            intents = [first, second]
        case _:
            intents = []
    return [intent for intent in intents if has(intent)]


def digresses(understood: Understanding) -> bool:
    """Whether a text that is no answer to the open question is surely something else; a mere number never is."""
    worded = any(letter.isalpha() for letter in understood.text)
    return worded and understood.confidence >= SURE and understood.intent not in NO_QUESTIONS


def offer_what_works(ctx: Context) -> Reply:
    """Not understood: what can be done now, and a person."""
    return reply(ctx.say("not-understood"), buttons=ctx.guide.menu(ctx))


def did_you_mean(ctx: Context, understood: Understanding, first: str, second: str) -> Reply:
    """Two intents as near as can be: the resident says which, by a button or in words. What they wrote is kept for it."""
    ctx.conversation.torn = {**dump_wish(wish_of_text(understood, first)), "rival": second}
    buttons = [[ctx.wish(menu_label(ctx, first), first)], [ctx.wish(menu_label(ctx, second), second)]]
    return reply(ctx.say("did-you-mean"), buttons=buttons)
