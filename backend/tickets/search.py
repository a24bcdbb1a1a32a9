"""How staff's words are compared with what was written: small letters, no accents, beginnings of words.

Messages are found by an index of their words (migration 0007), so a search among millions reads those that it finds.
"""

import re

from sqlalchemy import Boolean, ColumnElement, func
from sqlalchemy.orm import InstrumentedAttribute

from backend.database import SCHEMA
from backend.tickets.contract import Author
from backend.tickets.models import TicketMessage

ACCENTED, PLAIN = "čšžćđáéíóöőúüűäßČŠŽĆĐÁÉÍÓÖŐÚÜŰÄ", "cszcdaeiooouuuascszcdaeiooouuua"
"""Who types ``Kovac`` finds ``Kovač`` and ``Kovács``. Capitals too: a database without a language knows those of ASCII alone."""
_PLAINLY = str.maketrans(ACCENTED, PLAIN)


def plainly(text: str) -> str:
    """In small letters without accents."""
    return text.lower().translate(_PLAINLY)


def plain(
    text: ColumnElement[str] | InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
) -> ColumnElement[str]:
    """The same of a column."""
    lower: ColumnElement[str] = func.translate(func.lower(text), ACCENTED, PLAIN)
    return lower


def beginnings(sought: str) -> str | None:
    """A ``tsquery`` of all words that were typed, each the beginning of one: ``"Vodom. jašek"`` → ``vodom:* & jasek:*``."""
    words = re.findall(r"[^\W_]+", plainly(sought))
    return " & ".join(f"{word}:*" for word in words) or None


def in_messages(sought: str) -> ColumnElement[bool] | None:
    """Which of the tickets' messages hold all these words; None: there is no word among them."""
    query = beginnings(sought)
    if query is None:
        return None
    words = getattr(func, SCHEMA).ticket_words(TicketMessage.body)
    holds: ColumnElement[bool] = words.op("@@", return_type=Boolean())(func.to_tsquery("simple", query))
    return holds & (TicketMessage.author != Author.system.value)
