"""The conversation's state: all that the bot itself remembers of a chat. Saved after every turn, so it survives a restart."""

from dataclasses import dataclass, field

from typing_extensions import TypeAliasType

Json = TypeAliasType("Json", "str | int | bool | list[Json] | dict[str, Json] | None")
Answers = dict[str, Json]
"""Slot name -> value of an open form."""


@dataclass(slots=True)
class OpenForm:
    """A form that is being filled. ``serial`` tells this opening from earlier ones: buttons of those are stale."""

    name: str
    serial: int
    answers: Answers = field(default_factory=dict)
    asked: str | None = None
    """The slot whose prompt was shown last."""
    trail: list[str] = field(default_factory=list)
    """Slots asked so far, for ``nazaj``."""
    leaving: dict[str, Json] | None = None
    """A wish for another form: the resident was asked whether to leave this one for it."""


@dataclass(slots=True)
class Conversation:
    """What is remembered of one chat. Holds keys and choices, never names, codes or values of readings once a form ends."""

    channel: str
    chat: str
    language: str | None = None
    link_id: int | None = None
    """The payer that is looked at, where several are linked."""
    provider: str | None = None
    """Preset by a deep link, or chosen by someone who has linked nothing."""
    form: OpenForm | None = None
    form_serial: int = 0
    pending: dict[str, Json] | None = None
    """A wish that waits until linking and consent are done: ``{intent, args, entities, text}``."""
    later: list[dict[str, Json]] = field(default_factory=list)
    """Further wishes of one message, done as soon as no form is open."""
    offer: str | None = None
    """Button data that a typed "da" means in the next turn; ``offer_no`` a typed "ne"."""
    offer_no: str | None = None
    torn: dict[str, Json] | None = None
    """A text that may mean one of two intents, while the resident is asked which: a wish with its ``rival``."""
    kept: list[dict[str, Json]] = field(default_factory=list)
    """What the resident sent outside of any form, while they are asked whether support is to have it: files by reference."""
    kept_until: str | None = None
    """ISO 8601: then it is dropped."""
    greeted: bool = False
