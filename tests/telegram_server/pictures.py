"""A small picture for uploads."""

import io

from PIL import Image


def png(width: int = 40, height: int = 30) -> bytes:
    """A white PNG."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "PNG")
    return out.getvalue()
