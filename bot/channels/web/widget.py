"""The widget: ``/widget.js`` for providers' sites, and the chat page in the frame that it opens (``/chat?embed=1&provider=…``).

The frame has a ``WebChannel`` of its own below ``/embed``: the same page, with a cookie that works in a frame.
"""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from backend.contract import Language
from backend.providers.contract import WidgetView
from bot.backend import BackendDown, BackendRefusal
from bot.channels.web.app import PAGE, WebChannel
from bot.channels.web.languages import preferred
from bot.channels.web.widget_frame import Frame, framed_by

BASE = "/embed"
LABELS = ("open", "close", "dialog", "new", "stuck", "tab")
"""Texts of the script, ``widget-<name>``; it comes with all languages, since it is fetched once for every page."""
MARK = '"labels"'
STYLE = re.compile(r"(?<=replaceSync\(`).*?(?=`\))", re.DOTALL)
BLANKS = re.compile(r"\s*[{};,]\s*|:\s")
SCRIPT_HEADERS = {
    "Cache-Control": "public, max-age=3600",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@dataclass(frozen=True, slots=True)
class Widget:
    """``channel`` serves the frame (base ``/embed``); ``sites`` asks the backend who may show it, and raises as the client does.

    ``tab``: the path of the chat page outside of frames.
    """

    channel: WebChannel
    sites: Callable[[str], Awaitable[WidgetView]]
    tab: str = "/chat"

    def routes(self) -> list[BaseRoute]:
        """The script, and what the framed page asks for; the page itself stands at ``/chat?embed=1``."""
        return [Route("/widget.js", self.script), *self.channel.routes()[1:]]

    async def script(self, _request: Request) -> Response:
        """The script, with its texts."""
        words = {say.language: {name: say(f"widget-{name}") for name in LABELS} for say in self.channel.texts.values()}
        text = squeezed(await run_in_threadpool((PAGE / "widget.js").read_text, "utf-8"))
        text = text.replace(MARK, json.dumps(words, ensure_ascii=False, separators=(",", ":")), 1)
        return Response(text, media_type="text/javascript", headers=SCRIPT_HEADERS)

    async def page(self, request: Request) -> Response:
        """The page for a frame, its provider preset; a provider's sites alone may show it."""
        try:
            sites = await self.sites(request.query_params.get("provider", "")[:40])
        except BackendRefusal:
            return Response(status_code=404, headers=framed_by(()))
        except BackendDown:
            return Response(status_code=503, headers=framed_by(()))
        frame = Frame(sites.provider, sites.origins, f"{self.tab}?start={quote(sites.provider)}")
        return await self.channel.drawn(request, _language(request), frame)


def squeezed(script: str) -> str:
    """Without the comment and the indentation, and its style sheet without blanks: every page of the site loads it."""
    lines = (line.strip() for line in script.splitlines())
    text = "\n".join(line for line in lines if line and not line.startswith("//"))
    return STYLE.sub(lambda style: BLANKS.sub(lambda sign: sign[0].strip(), style[0]), text)


def _language(request: Request) -> Language:
    """The site's own, or the browser's."""
    asked = request.query_params.get("language", "")
    return Language(asked) if asked in set(Language) else preferred(request.headers.get("accept-language", ""))
