"""Who is at the page: a random key in a signed cookie, and links to files that work for that visitor alone."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from bot.dialogue.turn import FileKind

COOKIE = "hisnik_visitor"
YEAR_SECONDS = 365 * 24 * 3600
KINDS: dict[str, FileKind] = {kind: kind for kind in get_args(FileKind)}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of the visitor's that the backend has. ``resident``: whose it is there; ``size`` in bytes."""

    resident: int
    id: int
    kind: FileKind
    name: str
    mime: str
    size: int


@dataclass(frozen=True, slots=True)
class Visitors:
    """``secure``: the page is reached by https, so the cookie never travels without it."""

    secret: str
    secure: bool
    path: str

    def of(self, request: Request, now: datetime) -> str | None:
        """The visitor's key, or None: no cookie, not one of ours, or one that the page gave more than a year ago."""
        return self.visitor_in(request.cookies.get(COOKIE, ""), now)

    def visitor_in(self, cookie: str, now: datetime) -> str | None:
        """The same of a cookie's value."""
        match self._read("visitor", cookie):
            case [str(visitor), int(since)] if now.timestamp() - since <= YEAR_SECONDS:
                return visitor
        return None

    def new(self) -> str:
        """A key that can't be guessed."""
        return secrets.token_urlsafe(18)

    def remember(self, response: Response, visitor: str, now: datetime) -> None:
        """Sets the cookie, good for a year from ``now``; ``Lax`` so that the way back from a mail keeps it."""
        response.set_cookie(
            COOKIE,
            self._signer("visitor").dumps([visitor, int(now.timestamp())]),
            max_age=YEAR_SECONDS,
            path=self.path,
            httponly=True,
            secure=self.secure,
            samesite="lax",
        )

    def file_token(self, visitor: str, message: int, index: int) -> str:
        """Names the ``index``-th file of a message, for this visitor alone."""
        return str(self._signer(f"file:{visitor}").dumps([message, index]))

    def file_of(self, visitor: str, token: str) -> tuple[int, int] | None:
        """``(message, index)`` of a token made for this visitor."""
        match self._read(f"file:{visitor}", token):
            case [int(message), int(index)]:
                return message, index
        return None

    def upload_token(self, visitor: str, upload: Upload) -> str:
        """Names a file that this visitor handed in, for this visitor alone."""
        kept = [upload.resident, upload.id, upload.kind, upload.name, upload.mime, upload.size]
        return str(self._signer(f"upload:{visitor}").dumps(kept))

    def upload_of(self, visitor: str, token: str) -> Upload | None:
        """The file of a token made for this visitor."""
        match self._read(f"upload:{visitor}", token):
            case [int(resident), int(file), str(kind), str(name), str(mime), int(size)] if kind in KINDS:
                return Upload(resident, file, KINDS[kind], name, mime, size)
        return None

    def _signer(self, salt: str) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt=f"hisnik.web.{salt}")

    def _read(self, salt: str, signed: str) -> object:
        try:
            return self._signer(salt).loads(signed)
        except BadSignature:
            return None
