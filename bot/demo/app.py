"""The demo page's server: ``/`` with the phone, ``/demo/mails`` with what arrived. For one's own machine, never for the public."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.channels.web.languages import preferred
from bot.demo.bills import BILLS
from bot.dialogue.texts import Texts

PAGE = Path(__file__).parent / "page"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""A mail is shown without scripts and in an origin of its own; its links open in a new tab."""


class Mail(Protocol):
    """What is shown of a received mail."""

    @property
    def to(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def html(self) -> str: ...


@dataclass(frozen=True, slots=True)
class DemoPage:
    """``mails`` gives what has arrived so far, oldest first."""

    texts: Mapping[str, Texts]
    mails: Callable[[], Sequence[Mail]]
    telegram: bool

    def routes(self) -> list[BaseRoute]:
        """To be mounted by the wiring."""
        return [
            Route("/", self.page),
            Route("/demo/mails", self.mail_list),
            Route("/demo/mails/{number:int}", self.mail),
            Mount("/demo/static", StaticFiles(directory=PAGE)),
        ]

    def page(self, request: Request) -> Response:
        """The page in the browser's language."""
        say = self.texts[preferred(request.headers.get("accept-language", ""))]
        template = jinja2.Environment(autoescape=True).from_string((PAGE / "demo.html").read_text("utf-8"))
        html = template.render(say=say, language=say.language, bills=BILLS, telegram=self.telegram)
        return HTMLResponse(html, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})

    def mail_list(self, _request: Request) -> Response:
        """Newest first."""
        mails = [{"number": n, "to": mail.to, "subject": mail.subject} for n, mail in enumerate(self.mails())]
        return JSONResponse(mails[::-1], headers={"Cache-Control": "no-store"})

    def mail(self, request: Request) -> Response:
        """One mail's HTML, shut in."""
        mails, number = self.mails(), request.path_params["number"]
        if number >= len(mails):
            return Response(status_code=404)
        shut = {
            "Content-Security-Policy": MAIL_POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }
        if not mails[number].html:
            return Response(mails[number].text, media_type="text/plain", headers=shut)
        return HTMLResponse('<base target="_blank">' + mails[number].html, headers=shut)
