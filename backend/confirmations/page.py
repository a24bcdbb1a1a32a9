"""The page behind the mailed link: it shows a button, and only pressing it confirms, since mail scanners fetch links.

Open to the world without a service token; the token in the address is the key. It shows no name and no address.
"""

import secrets
from functools import cache

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, Template

from backend.confirmations.models import EmailConfirmation
from backend.confirmations.service import confirm_by_token, find_by_token, is_open
from backend.contract import Language
from backend.database import transaction
from backend.parts import NowDep, PartsDep
from backend.residents.models import Chat
from backend.settings import BackendSettings
from backend.texts import texts

router = APIRouter(include_in_schema=False)


@cache
def _template() -> Template:
    return Environment(loader=PackageLoader("backend", "confirmations"), autoescape=True).get_template("page.html")


@router.get("/confirm/{token}")
async def show(token: str, parts: PartsDep, now: NowDep) -> HTMLResponse:
    """Shows where the confirmation stands. Changes nothing."""
    async with parts.sessions() as session:
        row = await find_by_token(session, token, keyed=parts.keyed)
        if row is None:
            return _page("unknown", Language.sl, 404)
        chat = await session.get(Chat, row.chat_id)
        if is_open(row, now):
            return _page("ask", Language(row.language), 200)
        return _ended(row, _way_back(chat, parts.settings))


@router.post("/confirm/{token}")
async def confirm(token: str, parts: PartsDep, now: NowDep) -> HTMLResponse:
    """Confirms, and leads back to the chat. Pressing again says the same and changes nothing."""
    async with transaction(parts.sessions) as session:
        row = await find_by_token(session, token, keyed=parts.keyed)
        if row is None:
            return _page("unknown", Language.sl, 404)
        await confirm_by_token(session, row, now=now)
        chat = await session.get(Chat, row.chat_id)
        return _ended(row, _way_back(chat, parts.settings))


def _ended(row: EmailConfirmation, back: str | None) -> HTMLResponse:
    state, status = ("done", 200) if row.confirmed else ("expired", 410)
    return _page(state, Language(row.language), status, back)


def _way_back(chat: Chat | None, settings: BackendSettings) -> str | None:
    """The address of the chat from which the mail was asked for; None where it has none (a terminal)."""
    if chat is None:
        return None
    if chat.channel == "telegram":
        return f"https://t.me/{settings.telegram_username}" if settings.telegram_username else None
    return (settings.chat_url or settings.public_url) if chat.channel == "web" else None


def _page(state: str, language: Language, status: int, back: str | None = None) -> HTMLResponse:
    say, nonce = texts(language), secrets.token_urlsafe(16)
    html = _template().render(
        language=language.value,
        nonce=nonce,
        heading=say(f"confirmations-{state}-heading"),
        text=say(f"confirmations-{state}-text"),
        button=say("confirmations-button") if state == "ask" else None,
        back=(say("confirmations-back"), back) if back else None,
    )
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    headers = {
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(html, status_code=status, headers=headers)
