"""The demo page's server: ``/`` with the phone, ``/demo/mails`` with what arrived. For one's own machine, never for the public."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

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
    @property
    def reply_to(self) -> str: ...


AnswerMail = Callable[[Any, str], Awaitable[str | None]]
"""Mails a text back as the mail's recipient would; gives the refusal, or None."""


@dataclass(frozen=True, slots=True)
class DemoPage:
    """``mails`` gives what has arrived so far, oldest first; those with a reply address may be answered by ``answer``."""

    texts: Mapping[str, Texts]
    mails: Callable[[], Sequence[Mail]]
    telegram: bool
    answer: AnswerMail

    def routes(self) -> list[BaseRoute]:
        """To be mounted by the wiring."""
        return [
            Route("/", self.page),
            Route("/demo/mails", self.mail_list),
            Route("/demo/mails/{number:int}", self.mail),
            Route("/demo/mails/{number:int}/answer", self.mail_back, methods=["POST"]),
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
        mails = [
            {"number": n, "to": mail.to, "subject": mail.subject, "answerable": bool(mail.reply_to)}
            for n, mail in enumerate(self.mails())
        ]
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

    async def mail_back(self, request: Request) -> Response:
        """Answers a mail. JSON alone: another site's form can't send it."""
        mails, number = self.mails(), request.path_params["number"]
        if request.headers.get("content-type") != "application/json" or number >= len(mails):
            return Response(status_code=404)
        try:
            text = (await request.json())["text"]
        except (ValueError, KeyError, TypeError):
            return Response(status_code=422)
        if not isinstance(text, str) or not text.strip() or not mails[number].reply_to:
            return Response(status_code=422)
        refused = await self.answer(mails[number], text)
        return Response(refused, status_code=409, media_type="text/plain") if refused else Response(status_code=204)
