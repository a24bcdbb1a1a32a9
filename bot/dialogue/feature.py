"""How a feature declares itself: intents with a handler or a form, commands, a place in the menu."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from backend.residents.contract import ResidentView
from bot.dialogue.context import Context, Wish
from bot.dialogue.form import Form
from bot.dialogue.turn import Reply

Handler = Callable[[Context, Wish], Awaitable[Reply]]


class Access(Enum):
    """What must be done before: nothing, or link + confirmed e-mail + consent (the engine leads there and comes back)."""

    ANYONE = "anyone"
    LINKED = "linked"


@dataclass(frozen=True, slots=True)
class Ability:
    """One intent. ``command``: Slovenian without šumniki, such as ``odcitek``; the menu's label is text ``menu-<intent>``.

    ``menu``: its rank in the menu (None: not in it); ``shown``: whether this resident sees it there.
    """

    intent: str
    does: Handler | Form
    access: Access = Access.LINKED
    commands: tuple[str, ...] = ()
    menu: int | None = None
    shown: Callable[[ResidentView], bool] = lambda _resident: True
    instead: str | None = None
    """The step of arriving that is left for it without a question: it is for those who can't take the step."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A room of the house: one name in every wing. ``pushes``: events of the ledger that it renders (event -> text key)."""

    name: str
    abilities: tuple[Ability, ...]
