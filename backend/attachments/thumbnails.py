"""Small pictures for a page with many. Pure, and slow: run by ``desk``, off the event loop."""

import io

from PIL import Image

from backend.attachments.cleaning import DECODERS, LARGEST_PICTURE, UNREADABLE
from backend.attachments.refusals import FileBroken

EDGE = 480
"""Pixels of the longer edge: a preview of 240 on a sharp screen."""


def thumbnail(data: bytes) -> bytes:
    """A JPEG; raises ``FileBroken`` for what is no picture of ours."""
    try:
        with Image.open(io.BytesIO(data), formats=tuple(DECODERS.values())) as picture:
            if picture.size[0] * picture.size[1] > LARGEST_PICTURE:
                raise FileBroken()
            picture.draft("RGB", (EDGE, EDGE))
            picture.thumbnail((EDGE, EDGE))
            flat = Image.new("RGB", picture.size, "white")
            whole = picture.convert("RGBA")
            flat.paste(whole, mask=whole)
    except UNREADABLE as error:
        raise FileBroken() from error
    out = io.BytesIO()
    flat.save(out, format="JPEG", quality=80)
    return out.getvalue()
