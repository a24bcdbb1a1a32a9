"""A file's bytes as an HTTP answer that no browser runs, guesses at or keeps. For the contract and for staff's console."""

from urllib.parse import quote

from fastapi import Response

from backend.attachments.models import StoredFile


def file_response(file: StoredFile, data: bytes, *, in_place: bool = False) -> Response:
    """To be saved: RFC 6266, the name in UTF-8 by RFC 8187 and in plain letters for old programs.

    ``in_place``: a browser may show it by itself; for pictures that were decoded and written anew, nothing else.
    """
    plain = file.name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_").replace("\\", "_")
    place = "inline" if in_place else "attachment"
    headers = {
        "Content-Disposition": f"{place}; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return Response(data, media_type=file.mime, headers=headers)
