"""The chat page in a frame on a provider's site: which sites may show it, and the cookie that works there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.answers import HEADERS
from bot.channels.web.visitor import YEAR_SECONDS, Visitors

COOKIE = "hisnik_frame"
"""Its own: a frame's visitor and that of the page in a tab are two, as a browser without third-party cookies would have it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """``origins``: the provider's sites; ``tab``: the chat as a page of its own, where a frame can't keep its visitor."""

    provider: str
    origins: Sequence[str]
    tab: str

    def headers(self) -> Mapping[str, str]:
        """Those of the page, but shown by exactly these sites."""
        return framed_by(self.origins)


def framed_by(origins: Sequence[str]) -> Mapping[str, str]:
    """The headers of an answer that these sites may show in a frame; none: no site at all."""
    policy, ancestors, _ = HEADERS["Content-Security-Policy"].partition("frame-ancestors ")
    sites = " ".join(origins) or "'none'"
    return {**HEADERS, "Content-Security-Policy": f"{policy}{ancestors}{sites}"}


@dataclass(frozen=True, slots=True)
class FramedVisitors(Visitors):
    """Keeps the visitor in a frame on another site.

    By https the cookie is ``SameSite=None; Partitioned`` (CHIPS): sent in the frame, and only beneath the site it was given on,
    so it tells nobody where else this browser has been. By http, which is for trying out, browsers take no such cookie:
    there it is ``Lax``, and the ports of one machine are one site.
    """

    def of(self, request: Request, now: datetime) -> str | None:
        """The visitor's key by the frame's cookie."""
        return self.visitor_in(request.cookies.get(COOKIE, ""), now)

    def remember(self, response: Response, visitor: str, now: datetime) -> None:
        """Sets the frame's cookie, good for a year from ``now``."""
        value = self._signer("visitor").dumps([visitor, int(now.timestamp())])
        means = "Secure; SameSite=None; Partitioned" if self.secure else "SameSite=Lax"
        # by hand: the standard library knows Partitioned only from Python 3.14 on
        cookie = f"{COOKIE}={value}; Path={self.path}; Max-Age={YEAR_SECONDS}; HttpOnly; {means}"
        response.headers.append("Set-Cookie", cookie)
