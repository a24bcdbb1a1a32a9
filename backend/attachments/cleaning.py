"""Pictures without what they tell besides themselves: place, camera, owner, thumbnails, comments, hidden tails. Pure, and slow.

Each is decoded and written anew: turned as its EXIF says, at the quality it had (a JPEG keeps its quantisation tables), with its
colour profile. Everything else stays as it came. Run by ``desk``, off the event loop.
"""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from backend.attachments.checks import HEIC, JPEG, PNG, WEBP, FileType
from backend.attachments.refusals import FileBroken

LARGEST_PICTURE = 50_000_000
"""Pixels; three to four bytes each while it is looked at. Telephones' pictures have 12 to 50 million."""
DECODERS = {
    JPEG.mime: JpegImagePlugin.JpegImageFile.format,
    PNG.mime: PngImagePlugin.PngImageFile.format,
    WEBP.mime: WebPImagePlugin.WebPImageFile.format,
}
"""No other decoder of Pillow's sees what people send."""
WEBP_QUALITY = 90
HEIC_QUALITY = 92
UNREADABLE = (
    OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, OverflowError, struct.error, zlib.error,
    RuntimeError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""What Pillow and its decoders say of a broken file, depending on where it is broken."""


def cleaned(data: bytes, is_a: FileType) -> tuple[bytes, FileType]:
    """The bytes to keep and what they are; raises ``FileBroken``, also for a picture of too many pixels."""
    try:
        if is_a == HEIC:
            return _from_heic(data), JPEG
        if is_a in (JPEG, PNG, WEBP):
            return _rewritten(data, is_a), is_a
    except UNREADABLE as error:
        raise FileBroken() from error
    return data, is_a


def _bounded(size: tuple[int, int]) -> None:
    if size[0] * size[1] > LARGEST_PICTURE:
        raise FileBroken()


def _rewritten(data: bytes, is_a: FileType) -> bytes:
    with Image.open(io.BytesIO(data), formats=(DECODERS[is_a.mime],)) as picture:
        _bounded(picture.size)
        picture.load()
        how = _how(picture, data, is_a)
        kept: dict[str | tuple[int, int], Any] = {}
        if "transparency" in picture.info:
            kept["transparency"] = picture.info["transparency"]
        upright = ImageOps.exif_transpose(picture)
        upright.info = kept
        return _saved(upright, **how)


def _how(picture: Image.Image, data: bytes, is_a: FileType) -> dict[str, Any]:
    """Arguments of ``save`` that keep quality and colours."""
    profile = {"icc_profile": picture.info.get("icc_profile")}
    if is_a == PNG:
        return {"format": "PNG", **profile}
    if is_a == WEBP:
        lossless = b"VP8L" in data[12:64]
        return {"format": "WEBP", "quality": WEBP_QUALITY, "lossless": lossless, "exif": b"", **profile}
    assert isinstance(picture, JpegImagePlugin.JpegImageFile)  # an MPO, too
    sampling = JpegImagePlugin.get_sampling(picture)
    how: dict[str, Any] = {"format": "JPEG", "qtables": picture.quantization, "optimize": True, **profile}
    return how | ({"subsampling": sampling} if sampling >= 0 else {})


def _from_heic(data: bytes) -> bytes:
    import pi_heif  # loads libheif, which only iPhones' pictures need

    picture = pi_heif.open_heif(io.BytesIO(data))
    _bounded(picture.size)
    upright = picture.to_pillow()  # libheif has turned it already
    profile = upright.info.get("icc_profile")
    upright.info = {}
    return _saved(upright.convert("RGB"), format="JPEG", quality=HEIC_QUALITY, icc_profile=profile)


def _saved(picture: Image.Image, **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, **how)
    return out.getvalue()
