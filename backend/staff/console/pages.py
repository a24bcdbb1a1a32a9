"""Rendering: templates, texts in the reader's language, and the headers of every page."""

import hashlib
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from backend.contract import Language
from backend.local_time import local
from backend.mail_texts import day_in_words
from backend.staff.console import cookies
from backend.texts import Texts, texts

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; form-action 'self';"
        " frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    # not no-referrer: forms would then be sent with "Origin: null"
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
}
STATIC = {
    "console.css": "text/css; charset=utf-8",
    "console.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


def static_file(name: str) -> bytes:
    """A file of ``STATIC``."""
    return (files("backend.staff.console") / "static" / name).read_bytes()


@cache
def _version(name: str) -> str:
    return hashlib.sha256(static_file(name)).hexdigest()[:12]


def static_path(name: str) -> str:
    """Its address, which changes with its content."""
    return f"/staff/static/{name}?v={_version(name)}"


def moment(at: datetime) -> str:
    """A moment on Slovenia's clock, ``27. 11. 2026, 10:00``; a date is not broken at a line's end."""
    here = local(at)
    return f"{here.day}.\N{NO-BREAK SPACE}{here.month}.\N{NO-BREAK SPACE}{here.year}, {here:%H:%M}"


def day(of: date) -> str:
    """A day, ``27. 11. 2026``, that is not broken at a line's end."""
    return day_in_words(Language.sl, of).replace(" ", "\N{NO-BREAK SPACE}")


def size(number: int) -> str:
    """Bytes as people say them: ``340 kB``, ``1,2 MB``."""
    if number < 1_000_000:
        return f"{max(number // 1000, 1)}\N{NO-BREAK SPACE}kB"
    return f"{number / 1_000_000:.1f}\N{NO-BREAK SPACE}MB".replace(".", ",")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("backend.staff.console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"moment": moment, "day": day, "size": size}
    environment.globals["static"] = static_path
    return environment


def language_of(request: Request) -> Language:
    """Slovenian, unless the reader chose otherwise."""
    return Language.en if cookies.read(request, cookies.LANGUAGE) == Language.en.value else Language.sl


def texts_of(request: Request) -> Texts:
    """Texts in the reader's language."""
    return texts(language_of(request))


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. Templates get ``say`` (texts), ``path`` and ``member`` (None before the login), besides ``values``."""
    say = texts_of(request)
    given = {"member": None, "say": say, "language": say.language.value, "path": request.url.path} | values
    html = _environment().get_template(template).render(given)
    return HTMLResponse(html, status)
