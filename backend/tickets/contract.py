"""Contract of tickets: what a resident and support write to each other."""

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
    unmailed = "unmailed"
    """The chat could not be reached, and the mail instead was refused."""
    failed = "failed"
    unknown = "unknown"


class PostKind(StrEnum):
    """What of a ticket is shown in its topic in the staff's group (``backend.desk``)."""

    message = "message"
    """A resident's message, or staff's from elsewhere."""
    happening = "happening"
    delivery = "delivery"
    """What became of staff's answer."""


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
