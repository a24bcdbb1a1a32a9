"""Files of every type that is taken, small and honest, and some that are not."""

import io
import struct
import zipfile
from pathlib import Path

from PIL import Image, PngImagePlugin

GPS, MAKER, ORIENTATION = 0x8825, 0x010F, 0x0112
SECRET = "PhoneMaker"
HEIC = (Path(__file__).parent / "iphone.heic").read_bytes()
"""64 × 48, with maker and position in its EXIF; written with pillow-heif."""
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def exif(orientation: int = 1) -> Image.Exif:
    """Maker, orientation, and a position in Ljubljana."""
    found = Image.Exif()
    found[MAKER], found[ORIENTATION] = SECRET, orientation
    found.get_ifd(GPS).update({1: "N", 2: (46.0, 3.0, 5.0), 3: "E", 4: (14.0, 30.0, 20.0)})
    return found


def picture(kind: str, size: tuple[int, int] = (40, 20), orientation: int = 1, mode: str = "RGB") -> bytes:
    """A picture whose left half is red, with EXIF, and a comment where the format has them."""
    image = Image.new(mode, size, "white")
    image.paste("red" if mode == "RGB" else 0, (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    about = PngImagePlugin.PngInfo()
    about.add_text("Comment", SECRET)
    more = {"pnginfo": about} if kind == "PNG" else {"comment": SECRET.encode()} if kind == "JPEG" else {}
    image.save(out, kind, exif=exif(orientation), **more)
    return out.getvalue()


def _page(payload: bytes) -> bytes:
    segments = bytes([255] * (len(payload) // 255) + [len(payload) % 255])
    return b"OggS" + bytes(22) + bytes([len(segments)]) + segments + payload


OPUS = _page(b"OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00") + _page(b"OpusTags") + _page(b"x" * 700)


def _box(kind: bytes, payload: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(payload), kind) + payload


MP4 = _box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2") + _box(b"moov", bytes(40)) + _box(b"mdat", b"x" * 50)
M4A = _box(b"ftyp", b"M4A \x00\x00\x02\x00") + _box(b"mdat", b"x" * 50) + _box(b"moov", bytes(40))
_FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes
MP3 = _FRAME * 3
MP3_TAGGED = b"ID3\x03\x00\x00\x00\x00\x01\x00" + bytes(128) + MP3


def office(*names: str, first: tuple[str, str] | None = None, **more: bytes) -> bytes:
    """A ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if first is not None:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            archive.writestr(name, "<xml/>")
        for name, data in more.items():
            archive.writestr(name, data)
    return out.getvalue()


DOCX = office("[Content_Types].xml", "word/document.xml")
XLSX = office("[Content_Types].xml", "xl/workbook.xml")
ODT = office("content.xml", first=("mimetype", "application/vnd.oasis.opendocument.text"))
BOMB = office("[Content_Types].xml", "word/document.xml", zeros=bytes(10_000_000))
MACROS = office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")


def overlapping() -> bytes:
    """As Fifield's bombs: a hundred entries of the directory share one file's bytes."""
    once = office("[Content_Types].xml", "word/document.xml", noise=bytes(range(256)) * 4)
    start = once.index(b"PK\x01\x02")
    end = once.rindex(b"PK\x05\x06")
    entry = once[once.rindex(b"PK\x01\x02", 0, end) : end]
    directory = once[start:end] + entry * 100
    closing = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 103, 103, len(directory), start, 0)
    return once[:start] + directory + closing
