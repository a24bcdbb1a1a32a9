"""Looking up abilities: by intent, by command, by form; the menu; what is still missing before personal things work."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from backend.residents.contract import ResidentView
from bot.dialogue.context import Context
from bot.dialogue.feature import Ability, Access, Feature
from bot.dialogue.form import Form
from bot.dialogue.turn import Button, Rows

MENU_ROWS = 8
PER_ROW = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One step of arriving: the ability that takes it, and whether this resident still has to. Text ``gate-<intent>``."""

    intent: str
    missing: Callable[[ResidentView], bool]


@dataclass(frozen=True, slots=True)
class Registry:
    """All features, and the steps of arriving in their order. Implements ``Guide``."""

    features: Sequence[Feature]
    steps: Sequence[Step]

    def __iter__(self) -> Iterator[Ability]:
        return (ability for feature in self.features for ability in feature.abilities)

    def by_intent(self, intent: str) -> Ability | None:
        """The ability of an intent."""
        return next((ability for ability in self if ability.intent == intent), None)

    def by_command(self, command: str) -> Ability | None:
        """The ability of a command, given without its slash."""
        return next((ability for ability in self if command in ability.commands), None)

    def form(self, name: str) -> Form | None:
        """The form of that name; None when a newer version no longer has it."""
        ability = self.of_form(name)
        return ability.does if ability is not None and isinstance(ability.does, Form) else None

    def missing(self, resident: ResidentView) -> Step | None:
        """The next step of arriving, or None: everything works."""
        return next((step for step in self.steps if step.missing(resident)), None)

    def of_form(self, form: str) -> Ability | None:
        """The ability whose form bears that name."""
        return next((a for a in self if isinstance(a.does, Form) and a.does.name == form), None)

    def step_of(self, form: str) -> Step | None:
        """The step of arriving that this form takes, if it is one."""
        ability = self.of_form(form)
        return next((step for step in self.steps if ability is not None and step.intent == ability.intent), None)

    def offered(self, resident: ResidentView) -> list[Ability]:
        """Abilities with a place in the menu that this resident can use now, in the menu's order."""
        whole = self.missing(resident) is None
        ready = [a for a in self if a.menu is not None and (whole or a.access is Access.ANYONE) and a.shown(resident)]
        return sorted(ready, key=lambda ability: ability.menu or 0)

    def menu(self, ctx: Context) -> Rows:
        """The menu's buttons, two a row, at most eight rows; what is still to be done first."""
        step = self.missing(ctx.resident)
        offered = sorted(self.offered(ctx.resident), key=lambda a: step is None or a.intent != step.intent)
        labels = [ctx.wish(menu_label(ctx, ability.intent), ability.intent) for ability in offered]
        if ctx.resident.links and step is not None:
            labels.insert(0, ctx.wish(ctx.say("go-on"), "resume"))
        return rows(labels)

    def samples(self, ctx: Context) -> list[str]:
        """A sample sentence for each ability that can be used now, in the order of the registry."""
        whole = self.missing(ctx.resident) is None
        usable = (a for a in self if (whole or a.access is Access.ANYONE) and a.shown(ctx.resident))
        keys = (f"sample-{ability.intent.replace('_', '-')}" for ability in usable)
        return [ctx.say(key) for key in keys if ctx.say.has(key)]


def menu_label(ctx: Context, intent: str) -> str:
    """The menu's label of an intent."""
    return ctx.say(f"menu-{intent.replace('_', '-')}")


def rows(buttons: Sequence[Button], per_row: int = PER_ROW) -> Rows:
    """Buttons in rows; what does not fit in eight rows is left out (it can be typed)."""
    chunks = [tuple(buttons[i : i + per_row]) for i in range(0, len(buttons), per_row)]
    return tuple(chunks[:MENU_ROWS])
