"""Contract of tickets: what a resident and support write to each other, and what the staff's group is told of it."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from backend.attachments.contract import FileView
from backend.contract import Id, Model

LONGEST_TEXT = 8000
"""Characters of one message: two of Telegram's longest."""
MOST_FILES = 10
"""Of one message: an album's most."""
SOURCE = r"^[\x21-\x7e]{1,250}$"


class Topic(StrEnum):
    """What it is about."""

    billing = "billing"
    reading = "reading"
    fault = "fault"
    move = "move"
    data = "data"
    other = "other"


class State(StrEnum):
    """Whose turn it is."""

    open = "open"
    """Staff's."""
    answered = "answered"
    """The resident's."""
    closed = "closed"


class Author(StrEnum):
    """Who wrote."""

    resident = "resident"
    staff = "staff"
    system = "system"
    """What happened, as one of ``Happening``."""


class Happening(StrEnum):
    """The text of a system message; texts ``ticket-<happening>`` in the locale files."""

    closed = "closed"
    reopened = "reopened"
    assigned = "assigned"
    unassigned = "unassigned"
    topic_changed = "topic_changed"
    rated = "rated"


class Delivery(StrEnum):
    """What became of an answer."""

    planned = "planned"
    sent = "sent"
    mailed = "mailed"
    """The chat could not be reached; it went out as a mail."""
    blocked = "blocked"
    """The chat can't be reached, and there is no address."""
    failed = "failed"
    unknown = "unknown"


class AboutKind(StrEnum):
    """What may be disputed."""

    reading = "reading"
    invoice = "invoice"
    linking = "linking"
    """A linking that failed: name, address and what else staff need stands in the text."""


class About(Model):
    """What a ticket hangs on to. ``label`` is shown: an invoice's number, a reading with its meter."""

    kind: AboutKind
    id: Id | None = None
    label: str = Field(default="", max_length=120)


class Written(Model):
    """A message. ``source`` names it where it was written: once more with another text it is an edit."""

    text: str = Field(default="", max_length=LONGEST_TEXT)
    files: list[Id] = Field(default_factory=list, max_length=MOST_FILES)
    source: str | None = Field(default=None, pattern=SOURCE)
    album: str | None = Field(default=None, max_length=120)
    """Those with the same album are one message."""
    chat_id: Id
    """Where the answer goes."""


class TicketRequest(Written):
    """Opens a ticket. ``link_id``: for which payer, where there is one."""

    provider: str = Field(max_length=40)
    topic: Topic
    link_id: Id | None = None
    about: About | None = None


class Edit(Model):
    """The new text of what was written as ``source``."""

    source: str = Field(pattern=SOURCE)
    text: str = Field(max_length=LONGEST_TEXT)


class Rating(Model):
    """How it went, 1 to 5."""

    stars: int = Field(ge=1, le=5)


class MessageView(Model):
    """One message, as the resident sees it."""

    id: int
    author: Author
    name: str | None
    """Of the staff member."""
    text: str
    at: datetime
    edited: bool
    files: list[FileView]
    delivery: Delivery | None = None


class TicketSummary(Model):
    """A ticket in a list. ``first``/``last``: beginnings of the first and the newest message of either side."""

    id: int
    number: int
    provider: str
    provider_name: str
    topic: Topic
    state: State
    opened_at: datetime
    changed_at: datetime
    about: About | None
    rating: int | None
    continues: bool
    """Whether it takes another message: not closed, or closed less than 14 days ago."""
    first: str
    last: str
    last_author: Author


class TicketView(TicketSummary):
    """With its messages, oldest first."""

    messages: list[MessageView]


class TicketPage(Model):
    """Newest first."""

    tickets: list[TicketSummary]
    more: bool


class Received(Model):
    """What became of a message. ``away``: say once that nobody is there now, and when (``opens_at``)."""

    ticket: TicketSummary
    message_id: int
    reopened: bool = False
    joined: bool = False
    """It joined an album that was confirmed already."""
    away: bool = False
    opens_at: datetime | None = None
    expected_by: datetime | None = None
    """When an answer may be expected; None where a provider has no office hours."""
    emergency_phone: str | None = None


class Edited(Model):
    """The ticket whose message was changed."""

    ticket: TicketSummary


# the staff's group, as the bot knows it


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


class PostKind(StrEnum):
    """What of a ticket is shown in its topic."""

    message = "message"
    """A resident's message, or staff's from elsewhere."""
    happening = "happening"
    delivery = "delivery"
    """What became of staff's answer, at ``reply_to``."""


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
