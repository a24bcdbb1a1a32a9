"""A MIME message -> sender, text and files. Pure; whatever comes in, it gives a letter or ``Unreadable``.

Read with the older, forgiving policy of the standard library: a header that is wrong must not lose a mail.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32

from backend.post_office.charsets import decoded, readable
from backend.post_office.loops import automatic
from backend.post_office.plain import text_of_html
from backend.post_office.quotes import written

MOST_PARTS = 5000
MOST_TEXT = 400_000
"""Bytes that are read of a part with text: an answer stands at its beginning, and all the rest is history."""
DECORATION = 20 * 1024
"""Bytes: a smaller picture that belongs to the HTML is a logo, not something to show."""
_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_SENDER = re.compile(
    r"(?:([^<>]*)<\s*([^\s<>@,;:()\\]+@[^\s<>@,;:()\\]+)\s*>|\s*([^\s<>@,;:()\\]+@[^\s<>@,;:()\\]+))\s*"
)


class Unreadable(Exception):
    """No mail, or one that is made to be a burden."""


@dataclass(frozen=True, slots=True)
class Letter:
    """``sender``: the address of From in small letters, "" where it isn't one; ``reference``: a digest of the Message-ID."""

    sender: str
    envelope: str
    reference: str
    text: str
    files: tuple[tuple[str, bytes], ...]
    automatic: bool


def read_letter(raw: bytes, envelope: str) -> Letter:
    """``envelope``: the sender's address there. Takes as long as the mail is big: off the event loop. Raises ``Unreadable``."""
    if raw.count(b"\n--") > MOST_PARTS:
        raise Unreadable("too many parts")
    try:
        message = message_from_bytes(raw, policy=compat32)
        return _read(message, raw, envelope)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:
        raise Unreadable(type(error).__name__) from error


def _read(message: Message, raw: bytes, envelope: str) -> Letter:
    named = str(message.get("Message-ID", "")).strip()
    plain, html, files = list[str](), list[str](), list[tuple[str, bytes]]()
    for part in _leaves(message):
        kind = part.get_content_type()
        if kind in _SIGNATURES:
            continue
        data = part.get_payload(decode=True)
        data = data if isinstance(data, bytes) else part.as_bytes()
        name = _name(part)
        if kind in {"text/plain", "text/html"} and name is None and part.get_content_disposition() != "attachment":
            text = readable(decoded(data[:MOST_TEXT], part.get_content_charset()))
            (plain if kind == "text/plain" else html).append(text)
        elif data and not _decorates(part, data):
            files.append((name or kind.replace("/", "."), data))
    new = written("\n".join(plain))
    return Letter(
        sender=_sender(message),
        envelope=envelope.strip("<>").lower(),
        reference=hashlib.sha256(named.encode("utf-8", "replace") if named else raw).hexdigest(),
        text=new or written("\n".join(text_of_html(each) for each in html)),
        files=tuple(files),
        automatic=automatic(message, envelope),
    )


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that are no containers; a mail within the mail is one part."""
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _leaves(part)
    else:
        yield message


def _name(part: Message) -> str | None:
    name = part.get_filename()
    if not name:
        return None
    try:
        name = str(make_header(decode_header(name)))
    except (HeaderParseError, LookupError, ValueError):
        name = str(name)
    return " ".join(readable(name).split())[:200] or None


def _decorates(part: Message, data: bytes) -> bool:
    inline = part.get_content_disposition() != "attachment" and "Content-ID" in part
    return inline and part.get_content_maintype() == "image" and len(data) < DECORATION


def _sender(message: Message) -> str:
    """One From with one address. What could be read in two ways is nobody: the mail server may have read it the other way."""
    given = message.get_all("From", [])
    if len(given) != 1:
        return ""
    found = _SENDER.fullmatch(_QUOTED.sub("", " ".join(str(given[0])[:1000].split())))
    if found is None or "@" in (found[1] or ""):
        return ""
    return (found[2] or found[3]).lower()
