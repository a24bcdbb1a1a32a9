"""Sentences that nobody understood: which may be kept for the provider to label, and what of them.

Place in the flow: ``engine`` hangs ``Unclear`` on its reply, ``inbox`` makes an ``UnclearSentence`` of it, which names nobody, and
``store`` writes it together with the reply. ``hisnik nlu unknown`` lists them.
"""

from dataclasses import dataclass

from bot.dialogue.form import Form
from bot.dialogue.turn import Unclear, Why
from nlu.anonymous import anonymous, known_words
from nlu.decision import Sure, Tie, Unsure, decide
from nlu.interpreter import Ranked, Understanding

SECRETS = frozenset({"control_number", "password"})
"""Entities that make a message one to be forgotten."""
_NO_WISHES = frozenset({"affirm", "deny", "greet", "thanks", "goodbye"})
GUESSES = 2


@dataclass(frozen=True, slots=True)
class UnclearSentence:
    """What is kept of it."""

    text: str
    language: str
    why: Why
    guesses: tuple[Ranked, ...]


def unclear(understood: Understanding) -> Unclear | None:
    """A text that got no answer to what it says; None where it holds a secret."""
    if any(entity.name in SECRETS for entity in understood.entities):
        return None
    match decide(understood):
        case Tie():
            why: Why = "tie"
        case Unsure() if understood.intent == "out_of_scope":
            why = "out_of_scope"
        case _:
            why = "lost"
    return Unclear(understood, why)


def unclear_answer(form: Form, understood: Understanding | None) -> Unclear | None:
    """The same in a form, where a text is no answer and no question: not in forms that ask who somebody is, and no "hvala"."""
    if form.private or understood is None or (isinstance(decide(understood), Sure) and understood.intent in _NO_WISHES):
        return None
    return unclear(understood)


def sentence(said: Unclear, language: str) -> UnclearSentence | None:
    """What may be kept; None where that is nothing. Reads the training data at the first call: half a second."""
    understood = said.understood
    text = anonymous(understood.text, understood.entities, known_words())
    return UnclearSentence(text, language, said.why, understood.ranking[:GUESSES]) if text else None
