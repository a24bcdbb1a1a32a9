"""Who is at the page: a random key in a signed cookie, and links to files that work for that visitor alone."""

import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "hisnik_visitor"
YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visitors:
    """``secure``: the page is reached by https, so the cookie never travels without it."""

    secret: str
    secure: bool
    path: str

    def of(self, request: Request) -> str | None:
        """The visitor's key, or None: no cookie, or not one of ours."""
        return self._read("visitor", request.cookies.get(COOKIE, ""))

    def new(self) -> str:
        """A key that can't be guessed."""
        return secrets.token_urlsafe(18)

    def remember(self, response: Response, visitor: str) -> None:
        """Sets the cookie; ``Lax`` so that the way back from a mail keeps it."""
        response.set_cookie(
            COOKIE,
            self._signer("visitor").dumps(visitor),
            max_age=YEAR_SECONDS,
            path=self.path,
            httponly=True,
            secure=self.secure,
            samesite="lax",
        )

    def file_token(self, visitor: str, message: int, index: int) -> str:
        """Names the ``index``-th file of a message, for this visitor alone."""
        return str(self._signer(f"file:{visitor}").dumps(f"{message}:{index}"))

    def file_of(self, visitor: str, token: str) -> tuple[int, int] | None:
        """``(message, index)`` of a token made for this visitor."""
        found = self._read(f"file:{visitor}", token)
        if found is None:
            return None
        message, _, index = found.partition(":")
        return int(message), int(index)

    def _signer(self, salt: str) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt=f"hisnik.web.{salt}")

    def _read(self, salt: str, signed: str) -> str | None:
        try:
            return str(self._signer(salt).loads(signed))
        except BadSignature:
            return None
