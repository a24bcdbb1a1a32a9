"""What comes in and what goes out; frozen data that every channel translates to and from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from nlu.interpreter import Understanding


@dataclass(frozen=True, slots=True)
class Said:
    """Text the resident typed."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button; ``data`` is what the button carried, not trusted."""

    data: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Started:
    """``/start``, with the payload of a deep link or without."""

    payload: str | None = field(repr=False)


Kind = Literal["photo", "document", "voice", "audio", "video", "sticker", "location", "contact", "other"]


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that is no text. ``name``/``mime``/``size`` where the channel knows them.

    ``file``: the channel's own reference to the bytes (``receiving.Fetch``), or ``stored:<id>`` where the channel has handed them
    to the backend already. Those with the same ``album`` were sent together; each is a turn of its own.
    """

    kind: Kind
    name: str | None = None
    mime: str | None = None
    size: int | None = None
    file: str | None = field(default=None, repr=False)
    caption: str = field(default="", repr=False)
    album: str | None = None


Content = Said | Pressed | Started | Sent


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing a resident did. ``key`` is unique within the channel: a redelivered one has no second effect."""

    channel: str
    chat: str
    """The channel's own key of the conversation."""
    key: str
    content: Content
    language_hint: str | None = None
    """What the channel says of the resident's language, such as ``sl`` or ``en-GB``."""
    private: bool = True
    """False in a group: personal data is refused there."""
    message: str | None = None
    """The channel's id of the resident's message, where it has one; the same when the message is edited."""
    edited: bool = False
    """The resident changed a message that was handed in before: ``content`` is what it says now."""

    @property
    def source(self) -> str | None:
        """What names the message to the backend, so that an edit finds it."""
        return f"{self.channel}:{self.chat}:{self.message}" if self.message is not None else None


@dataclass(frozen=True, slots=True)
class Button:
    """``data`` (at most 64 bytes of UTF-8) comes back as ``Pressed``; or ``url`` opens a page."""

    label: str
    data: str = ""
    url: str | None = None


FileKind = Literal["photo", "document", "voice", "audio", "video"]
"""As the backend's ``attachments.FileKind``."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the backend makes or keeps: ``source`` is its path there, so a reply stays small and durable.

    ``kind``: ``photo`` is shown, ``document`` is offered as a file, the others have a player where the channel has one.
    """

    kind: FileKind
    name: str
    mime: str
    source: str
    caption: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One bubble. Plain text, no markup: nothing that a name contains can break it. ``title`` is shown in bold above."""

    text: str
    title: str = ""
    buttons: Rows = ()
    attachments: tuple[Attachment, ...] = ()


Why = Literal["lost", "tie", "out_of_scope"]
"""No intent was likely enough; two were as likely as each other; it is none of ours."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """What was not understood. It has everything in it that the resident wrote: see ``bot.dialogue.unclear``."""

    understood: Understanding = field(repr=False)
    why: Why


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a turn, in order. ``forget_incoming``: the turn held a secret; delete it from the chat if possible.

    ``unclear``: what was not understood. It is neither sent nor stored with the reply. ``silent``: nothing is to be said, as to
    the second picture of an album. ``early``: said before the turn was answered; its answer comes later (``Inbox.retry_due``),
    so nothing is marked as sent.
    """

    messages: tuple[Message, ...] = ()
    forget_incoming: bool = False
    unclear: Unclear | None = field(default=None, repr=False)
    silent: bool = False
    early: bool = False

    def __add__(self, other: "Reply") -> "Reply":
        forget, silent = self.forget_incoming or other.forget_incoming, self.silent or other.silent
        return Reply(self.messages + other.messages, forget, self.unclear or other.unclear, silent)


def reply(
    text: str,
    *,
    title: str = "",
    buttons: Sequence[Sequence[Button]] = (),
    attachments: Sequence[Attachment] = (),
) -> Reply:
    """A reply of one message."""
    message = Message(text, title, tuple(tuple(row) for row in buttons), tuple(attachments))
    return Reply((message,))
