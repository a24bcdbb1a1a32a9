"""Contract of the staff's group: what the bot is told of a ticket's topic and posts, and tells of what staff do there."""

from enum import StrEnum

from pydantic import Field

from backend.attachments.contract import FileView
from backend.contract import Id, Model
from backend.tickets.contract import LONGEST_TEXT, MOST_FILES, Delivery, PostKind


class Group(Model):
    """A provider's staff group."""

    provider: str
    provider_name: str
    group_id: int


class DeskPerson(Model):
    """Who writes in the group."""

    telegram_id: int
    name: str = Field(max_length=200)


class DeskMessage(Model):
    """A message of staff in a topic. ``files`` were stored by ``POST /v1/desk/groups/…/files``."""

    thread_id: Id
    message_id: Id
    person: DeskPerson
    text: str = Field(default="", max_length=LONGEST_TEXT)
    files: list[Id] = Field(default_factory=list, max_length=MOST_FILES)
    album: str | None = Field(default=None, max_length=120)
    edited: bool = False


class DeskAct(StrEnum):
    """What staff do with a ticket."""

    close = "close"
    reopen = "reopen"
    assign = "assign"
    """To the one who says it, or to ``value``: a name or address."""
    topic = "topic"
    """``value``: one of ``Topic``."""
    canned = "canned"
    """Sends the ready answer ``value``."""


class DeskOrder(Model):
    """An act in a topic."""

    thread_id: Id
    message_id: Id
    person: DeskPerson
    act: DeskAct
    value: str = Field(default="", max_length=200)


class DeskOutcome(StrEnum):
    """What came of it; texts ``desk-<outcome>`` in the locale files."""

    answered = "answered"
    noted = "noted"
    corrected = "corrected"
    """An edit: the resident gets the new text."""
    unchanged = "unchanged"
    closed = "closed"
    reopened = "reopened"
    assigned = "assigned"
    topic_changed = "topic_changed"


class DeskResult(Model):
    """``message_id``: of the answer or note. ``name``: to whom it was assigned."""

    outcome: DeskOutcome
    ticket_id: int
    number: int
    message_id: int | None = None
    name: str | None = None


class Canned(Model):
    """A ready answer."""

    shortcut: str
    text: str


class TopicClaim(Model):
    """Asks for the right to make the ticket's topic."""

    owner: str = Field(max_length=60)
    after_message: Id | None = None
    """The newest message of the group that the caller knows of: the topic will be newer. None: what is known here."""
    message_id: Id | None = None
    """What is to be posted: ``TopicView.earlier`` is what stands before it."""


class TopicState(StrEnum):
    """What the caller has to do."""

    ready = "ready"
    """``thread_id`` is it."""
    make = "make"
    """Make it; nobody tried before."""
    seek = "seek"
    """Somebody may have made it and died: look for it after ``after_message``, then make it."""
    busy = "busy"
    """Somebody is making it now."""


class TopicView(Model):
    """Where a ticket is in the group, and what its topic is called and headed with."""

    state: TopicState
    group_id: int
    thread_id: int | None
    after_message: int | None
    """None: no message of the group is known; make no topic before one is."""
    known: list[int] = Field(default_factory=list)
    """To seek: ids after ``after_message`` that are something else, and need not be looked at."""
    title: str
    head: str
    earlier: str = ""
    """For a topic that is made anew: the last of what was written before, ready to show. Empty where it is ready."""


class TopicMade(Model):
    """It was made, or found. Fenced by ``owner``."""

    owner: str = Field(max_length=60)
    thread_id: Id


class Copy(Model):
    """A copy that is in the group already. ``file_id`` 0: the text, whose further parts are -1, -2, …"""

    file_id: int
    telegram_id: int


class PostView(Model):
    """A message as it is to stand in the topic now. ``text`` is ready to show."""

    ticket_id: int
    message_id: int
    resident_id: int
    kind: PostKind
    text: str
    files: list[FileView]
    copies: list[Copy]
    reply_to: int | None
    """The message in the group that it belongs to."""
    delivered: bool | None
    """Of ``delivery``: True, False, or not known."""
    delivery: Delivery | None = None
    closes: bool = False
    """The topic is to be closed after it."""
    opens: bool = False
    """The topic is to be opened before it."""
    has_topic: bool = False
    """Whether it has a topic already."""


class GroupMoved(Model):
    """The group became a supergroup: its new id."""

    to: int = Field(ge=-(2**63), le=2**63 - 1)


class Posted(Model):
    """A copy was sent. ``file_id`` as in ``Copy``."""

    file_id: int = Field(ge=-100)
    telegram_id: Id


class Done(Model):
    """Whether it changed anything."""

    done: bool
