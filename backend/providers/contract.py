"""Contract of providers: who they are, how to reach them, when they are open."""

from datetime import date, datetime, time
from enum import StrEnum

from backend.contract import Model, Service


class SecretKind(StrEnum):
    """The second secret beside the payer code."""

    invoice_number = "invoice_number"
    password = "password"  # noqa: S105 - the name of a kind
    none = "none"


class ProviderView(Model):
    """What anyone may know of a provider."""

    slug: str
    name: str
    kind: str
    street: str
    post_code: str
    town: str
    phone: str
    emergency_phone: str | None
    email: str
    website: str | None
    secret_kind: SecretKind
    services: list[Service]


class WidgetView(Model):
    """Where the chat may be shown in a frame: ``origins`` such as ``https://www.komunala.si``."""

    provider: str
    name: str
    origins: list[str]


class Opening(Model):
    """One open stretch, local time; ``weekday`` 0 is Monday."""

    weekday: int
    opens: time
    closes: time


class OfficeDay(Model):
    """A day that differs; without ``opens`` it is closed all day. Local time."""

    day: date
    opens: time | None
    closes: time | None
    note: str | None


class OfficeView(Model):
    """Office hours and whether someone is there at the moment asked about. A public holiday is closed."""

    provider: ProviderView
    hours: list[Opening]
    open_now: bool
    closes_at: datetime | None
    """Set while open."""
    opens_at: datetime | None
    """The next opening, set while closed; None where a provider has no office hours."""
    holiday_today: str | None
    """The holiday's Slovenian name."""
    exceptions: list[OfficeDay]
    """Of the next two weeks."""


class ReadingWindow(Model):
    """When readings are taken. Both days included, Europe/Ljubljana."""

    opens: date
    closes: date
    is_open: bool
    """``opens``–``closes`` is the window around today, or else the next one."""
