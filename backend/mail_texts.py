"""What mails say: one body, written as plain text and as HTML. Pure: values in, texts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from babel.dates import format_date, format_time
from jinja2 import Environment, PackageLoader, Template

from backend.contract import Language
from backend.local_time import LJUBLJANA
from backend.texts import texts


@dataclass(frozen=True, slots=True)
class MailText:
    """A mail ready for ``plan_mail``."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Body:
    """In the order of the page. ``button``: label and address; ``table``: its first row is the head.

    ``above``: a line over everything. ``footer``: instead of the one that says not to answer.
    """

    subject: str
    heading: str
    before: Sequence[str]
    above: str | None = None
    footer: str | None = None
    code: str | None = None
    button: tuple[str, str] | None = None
    table: Sequence[Sequence[str]] = ()
    after: Sequence[str] = ()


@cache
def _layout() -> Template:
    return Environment(loader=PackageLoader("backend", "."), autoescape=True).get_template("mail_layout.html")


def rendered(body: Body, *, language: Language, provider: str) -> MailText:
    """Both forms of ``body``; values are escaped in the HTML."""
    footer = body.footer or texts(language)("mail-footer", provider=provider)
    html = _layout().render(body=body, provider=provider, footer=footer, language=language.value)
    parts = [*([body.above] if body.above else []), body.heading, *body.before]
    if body.code:
        parts.append(f"    {body.code}")
    if body.button:
        parts.append(f"{body.button[0]}:\n{body.button[1]}")
    parts.extend(_table_as_text(body.table))
    parts.extend([*body.after, f"-- \n{footer}"])
    return MailText(subject=body.subject, text="\n\n".join(parts) + "\n", html=html)


def day_in_words(language: Language, day: date) -> str:
    """``27. 11. 2026`` / ``27 November 2026``."""
    return format_date(day, "d. M. y" if language is Language.sl else "d MMMM y", locale=language.value)


def _table_as_text(table: Sequence[Sequence[str]]) -> list[str]:
    """One block a row, each cell with its head: readable without columns, and by a screen reader."""
    if not table:
        return []
    head, *rows = table
    return ["\n".join(f"{name}: {cell}" for name, cell in zip(head, row, strict=True)) for row in rows]


def code_mail(language: Language, *, provider: str, code: str, address: str, expires_at: datetime) -> MailText:
    """The six-digit code and the link to the page with the button."""
    say = texts(language)
    until = format_time(expires_at, "HH.mm" if language is Language.sl else "HH:mm", tzinfo=LJUBLJANA, locale=language)
    body = Body(
        subject=say("mail-code-subject"),
        heading=say("mail-code-heading"),
        before=(say("mail-code-intro", provider=provider),),
        code=code,
        button=(say("mail-code-button"), address),
        after=(say("mail-code-until", until=until), say("mail-code-not-you")),
    )
    return rendered(body, language=language, provider=provider)


def confirmed_mail(language: Language, *, provider: str) -> MailText:
    """It worked."""
    say = texts(language)
    body = Body(
        subject=say("mail-confirmed-subject"),
        heading=say("mail-confirmed-heading"),
        before=(say("mail-confirmed-intro", provider=provider), say("mail-confirmed-next")),
    )
    return rendered(body, language=language, provider=provider)


def address_changed_mail(language: Language, *, provider: str) -> MailText:
    """To the old address. It doesn't name the new one: whoever reads the old mailbox need not learn it."""
    say = texts(language)
    body = Body(
        subject=say("mail-changed-subject"),
        heading=say("mail-changed-heading"),
        before=(say("mail-changed-intro", provider=provider), say("mail-changed-not-you", provider=provider)),
    )
    return rendered(body, language=language, provider=provider)
