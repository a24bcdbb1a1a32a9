"""The page's offer to go on in Telegram: a link that works once, and its QR for the phone beside the screen.

The token is made here and handed to the visitor alone: neither a stored reply nor the backend's stored answers hold it.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import segno
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from backend.contract import Language
from bot.backend import BackendDown, BackendRefusal
from bot.channels.web.answers import HEADERS, refuse

PREFIX = "h_"
"""Of the deep link's payload (``bot/features/handover.py``)."""
TOKEN_BYTES = 24
Begin = Callable[[str, Language, str], Awaitable[None]]
"""Lets the backend await a token for a visitor's conversation. Raises BackendDown, BackendRefusal."""
Username = Callable[[], Awaitable[str | None]]
"""The bot's name in Telegram; None: Telegram doesn't say it now."""


@dataclass(frozen=True, slots=True)
class Handovers:
    """Only there where a Telegram bot is configured."""

    begin: Begin
    username: Username

    async def offer(self, visitor: str, language: Language) -> Response:
        """``{"url", "qr"}``; 503: not now. A new link ends the one before."""
        name = await self.username()
        if name is None:
            return refuse(503)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        try:
            await self.begin(visitor, language, token)
        except (BackendDown, BackendRefusal):
            return refuse(503)
        url = f"https://t.me/{name}?start={PREFIX}{token}"
        return JSONResponse({"url": url, "qr": await run_in_threadpool(qr, url)}, headers=HEADERS)


def qr(url: str) -> str:
    """A QR as an SVG in a ``data:`` address, with its quiet zone of four modules."""
    return segno.make_qr(url, error="m").svg_data_uri(border=4, dark="#12352c", light="#ffffff", encode_minimal=True)
