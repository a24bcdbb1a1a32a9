"""Mails that no person wrote: taken, and stored as nothing (RFC 3834; Microsoft's ``X-Auto-Response-Suppress``). Pure."""

from email.message import Message

_MACHINES = frozenset({"mailer-daemon", "postmaster", "double-bounce", "no-reply", "noreply"})
_PRECEDENCE = frozenset({"bulk", "junk", "list", "auto_reply"})
_TELLING = ("X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond", "X-Loop", "List-Id")


def automatic(message: Message, envelope: str) -> bool:
    """``envelope``: the sender of the envelope; an empty one is a report on delivery."""
    if automatic_sender(envelope):
        return True
    submitted = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    if submitted not in {"no", ""} or message.get_content_type() == "multipart/report":
        return True
    if str(message.get("Precedence", "")).strip().lower() in _PRECEDENCE:
        return True
    return any(name in message for name in _TELLING) or ours(str(message.get("Message-ID", "")))


def automatic_sender(envelope: str) -> bool:
    """By the envelope alone."""
    return envelope in {"", "<>"} or envelope.partition("@")[0].lower() in _MACHINES


def ours(message_id: str) -> bool:
    """A mail of this house came back."""
    return message_id.strip().lower().startswith("<hisnik-")
