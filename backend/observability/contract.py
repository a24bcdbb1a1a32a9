"""The request id: one word that stands in every log line that a turn causes, on both sides of HTTP.

The bot sends it as a header, the backend answers with it; whoever gets none makes one. It is held by a context variable, so no
signature carries it.
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

REQUEST_ID_HEADER = "X-Request-Id"
_FORM = re.compile(r"[A-Za-z0-9_-]{4,40}")
_current: ContextVar[str | None] = ContextVar("request_id", default=None)


def new_request_id() -> str:
    """A fresh one: 16 hexadecimal digits."""
    return secrets.token_hex(8)


def current_request_id() -> str | None:
    """That of the work going on; None outside any request."""
    return _current.get()


def accepted(given: str | None) -> str | None:
    """``given`` where it has the form of an id; anything else is the caller's invention and ends in no log."""
    return given if given is not None and _FORM.fullmatch(given) else None


def marked(content: Mapping[str, object]) -> dict[str, object]:
    """``content`` of a ledger row with the id of the request that plans it, for ``belongs_to``."""
    request_id = current_request_id()
    return {**content, "request": request_id} if request_id is not None else dict(content)


def belongs_to(request_id: str | None) -> None:
    """The rest of this task belongs to ``request_id``, as a ledger row kept it; without one, to a fresh one."""
    _current.set(accepted(request_id) or new_request_id())


@contextmanager
def traced(request_id: str | None) -> Iterator[str]:
    """Everything logged and asked in the block belongs to ``request_id``; without one, to a fresh one."""
    own = accepted(request_id) or new_request_id()
    token = _current.set(own)
    try:
        yield own
    finally:
        _current.reset(token)
