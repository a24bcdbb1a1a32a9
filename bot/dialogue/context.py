"""What a feature is given, and what it may ask for. Features return replies and never send."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from backend.accounts.contract import LinkView
from backend.residents.contract import ResidentView
from bot.backend import BackendClient
from bot.dialogue.conversation import Conversation
from bot.dialogue.receiving import Receiving
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Button, Rows, Sent, Turn
from nlu.interpreter import Entity


@dataclass(frozen=True, slots=True)
class Wish:
    """What the resident wants: an intent of ``nlu``, with entities of the text or arguments of a button."""

    intent: str
    entities: tuple[Entity, ...] = ()
    args: Mapping[str, str] = field(default_factory=dict)
    text: str = field(default="", repr=False)

    def first(self, entity: str) -> str | None:
        """The first entity of that name, as text."""
        return next((e.value for e in self.entities if e.name == entity), None)


class Guide(Protocol):
    """What the house offers this resident now."""

    def menu(self, ctx: "Context") -> Rows:
        """The menu's buttons."""

    def samples(self, ctx: "Context") -> list[str]:
        """One sample sentence an ability, in the menu's order: what /pomoc shows."""


@dataclass(slots=True)
class Context:
    """One turn's surroundings. ``resident`` is as the backend sees them at the start of the turn."""

    backend: BackendClient
    say: Texts
    now: datetime
    turn: Turn
    conversation: Conversation
    resident: ResidentView
    guide: Guide
    texts: Mapping[str, Texts]
    """All languages, for the one feature that changes it."""
    receiving: Receiving

    @property
    def channel(self) -> str:
        """Where the resident writes."""
        return self.turn.channel

    async def stored(self, sent: Sent) -> int:
        """Hands a file that the resident sent to the backend; its id there. Raises BackendRefusal: it isn't taken."""
        return await self.receiving.stored(sent, self.turn.channel, self.backend, self.resident.id)

    @property
    def today(self) -> date:
        """The day it is in Slovenia."""
        return self.now.astimezone(ZoneInfo("Europe/Ljubljana")).date()

    def local(self, moment: datetime) -> date:
        """The day that a moment belongs to in Slovenia."""
        return moment.astimezone(ZoneInfo("Europe/Ljubljana")).date()

    @property
    def link(self) -> LinkView:
        """The payer that is looked at. Only asked for by abilities that need access, so there is one."""
        links = self.resident.links
        return next((link for link in links if link.id == self.conversation.link_id), links[-1])

    async def refresh(self) -> None:
        """Looks at the resident anew, after something about them was written."""
        self.seen(await self.backend.resident(self.resident.id))

    def seen(self, resident: ResidentView) -> None:
        """Takes over what the backend says now, as seen from this chat: a resident may have others."""
        self.resident = resident.model_copy(update={"chat_id": self.resident.chat_id})

    @property
    def at(self) -> tuple[int, int]:
        """``(resident id, link id)``: what the backend's scoped paths begin with."""
        return self.resident.id, self.link.id

    def wish(self, label: str, intent: str, **args: str | int) -> Button:
        """A button that means an intent; it works however old it is. Arguments are short: 64 bytes in all."""
        pairs = "&".join(f"{name}={value}" for name, value in args.items())
        return Button(label, f"w:{intent}?{pairs}" if pairs else f"w:{intent}")

    def choice(self, label: str, value: str | int) -> Button:
        """A button that answers the open form's question; stale as soon as the form is closed or the question is past."""
        form = self.conversation.form
        if form is None:
            raise LookupError("a choice belongs to an open form")
        return Button(label, f"a:{form.serial}:{form.asked}:{value}")
