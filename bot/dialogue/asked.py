"""What the reply before a turn asked outside of any form: an offer ("da"), or which of two things was meant."""

from dataclasses import dataclass, replace

from bot.dialogue.context import Wish
from bot.dialogue.conversation import Json
from bot.dialogue.wishes import load_wish


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reply before this turn asked outside of any form."""

    yes: str | None
    """Button data that a typed "da" means; ``no`` a typed "ne"."""
    no: str | None
    torn: dict[str, Json] | None
    """The text that may mean one of two things: a wish with the ``rival`` beside it."""

    @property
    def intents(self) -> tuple[str, ...]:
        """The two that were asked about, or none."""
        return (str(self.torn["intent"]), str(self.torn["rival"])) if self.torn is not None else ()

    def meant(self, wish: Wish) -> Wish:
        """The wish with what the doubtful text said of it, where it is an answer to "did you mean"."""
        if self.torn is None or wish.intent not in self.intents or wish.args:
            return wish
        return replace(load_wish(self.torn), intent=wish.intent)
