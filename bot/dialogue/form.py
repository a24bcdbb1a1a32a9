"""Forms with declared slots, as Rasa forms have them: each slot has a prompt, a validator, perhaps choices.

The engine asks slots in order, skips those that are filled or not needed, and calls ``finish`` when none is left. Entities
of the first message fill slots in advance through ``begin``.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Answers
from bot.dialogue.turn import Reply, Sent
from nlu.interpreter import Understanding


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to a prompt: a pressed choice, or text with what was understood of it; ``sent``: a file, ``text`` its caption."""

    text: str = field(repr=False)
    choice: str | None = None
    understanding: Understanding | None = field(default=None, repr=False)
    sent: Sent | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Accept:
    """The answer is good; ``values`` are merged into the answers (they may fill other slots, or clear them with None).

    ``note`` is said before the next question.
    """

    values: Answers
    note: Reply = field(default_factory=Reply)


@dataclass(frozen=True, slots=True)
class Refuse:
    """The answer is no good: ``say`` tells why and what to do. ``digress``: it may well be a question instead, look first."""

    say: Reply
    digress: bool = True


@dataclass(frozen=True, slots=True)
class Stop:
    """Ends the form with a last word; nothing is stored by ``finish``."""

    say: Reply


@dataclass(frozen=True, slots=True)
class Stay:
    """The answer was used, and the question stays open without being asked again: ``say`` is all that is said."""

    say: Reply
    values: Answers = field(default_factory=dict)


Taken = Accept | Refuse | Stop | Stay
PERSONAL = frozenset({"email", "phone", "payer_code", "control_number"})
"""Entities that are somebody's."""

Ask = Callable[[Context, Answers], Awaitable[Reply]]
Take = Callable[[Context, Answers, Given], Awaitable[Taken]]


def _always(_answers: Answers) -> bool:
    return True


def _never(_context: Context, _answers: Answers) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Slot:
    """One question. ``secret``: the answer is deleted from the chat and never shown again. ``needed`` may look at answers.

    ``entities``: names that, found in a text, make it an answer rather than a digression. ``verbatim``: what is written or sent is
    for people: however long, with files, and nobody tries to understand it; commands, buttons and the words that leave remain.
    """

    name: str
    ask: Ask
    take: Take
    needed: Callable[[Answers], bool] = _always
    secret: bool = False
    entities: tuple[str, ...] = ()
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Questions that lead to one effect. ``begin`` pre-fills from the wish, or returns a ``Reply`` and opens nothing."""

    name: str
    begin: Callable[[Context, Wish], Awaitable[Answers | Reply]]
    slots: tuple[Slot, ...]
    finish: Callable[[Context, Answers], Awaitable[Reply]]
    reached: Callable[[Context, Answers], bool] = _never
    """Whether the purpose was reached in another way meanwhile, as by the link in a mail: then ``finish`` comes at once."""
    lapsed: Callable[[Context, Answers], bool] = _never
    """Whether it was left alone for so long that what comes now isn't meant for it."""
    way_out: str = "cancel"
    """Text of the button that leaves it."""
    left: Callable[[Context, Answers], Reply] | None = None
    """What is said to one who leaves; None: that nothing is stored."""
    personal: bool = False

    @property
    def private(self) -> bool:
        """Whether it asks for secrets, addresses or names: nothing that is typed in it is kept."""
        return self.personal or any(slot.secret or PERSONAL & set(slot.entities) for slot in self.slots)
