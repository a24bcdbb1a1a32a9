"""HTTP answers of the chat page: guarded headers, refusals by status, files that no browser runs."""

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.files import safe_name

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Of every answer: no foreign script, style or frame, and nothing personal in a cache."""
INLINE = frozenset(
    {"image/png", "image/jpeg", "image/webp", "application/pdf"}
    | {"audio/ogg", "audio/mpeg", "audio/mp4", "video/mp4"}
)  # fmt: skip
"""Shown in place; anything else is to be saved."""
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


def refuse(status: int, text: str | None = None) -> Response:
    """The page has a text for each status; ``text`` where there is a better one."""
    body = {"status": status} | ({"text": text} if text else {})
    return JSONResponse(body, status_code=status, headers=HEADERS)


def file_answer(request: Request, data: bytes, name: str, mime: str) -> Response:
    """The bytes, or the part that is asked for (RFC 9110, 14.2): Safari plays nothing without it."""
    kind = "inline" if mime in INLINE else "attachment"
    headers = {
        **HEADERS,
        **_policy(mime),
        "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(safe_name(name))}",
        "Cache-Control": "private, max-age=3600",
        "Accept-Ranges": "bytes",
    }
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None:
        return Response(data, media_type=mime, headers=headers)
    first, last = int(asked[1]), min(int(asked[2] or len(data)), len(data) - 1)
    if first > last:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{len(data)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    return Response(data[first : last + 1], status_code=206, media_type=mime, headers=headers)


def _policy(mime: str) -> dict[str, str]:
    # Chromium's PDF viewer doesn't run in a sandbox without scripts
    return {"Content-Security-Policy": "default-src 'none'; sandbox"} if mime != "application/pdf" else {}
