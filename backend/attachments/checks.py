"""What a file is, by its content alone: neither its name nor the type that somebody claims is asked. Pure."""

import unicodedata
from dataclasses import dataclass

from backend.attachments import formats
from backend.attachments.contract import LARGEST_FILE, FileKind
from backend.attachments.refusals import FileEmpty, FileTooBig, FileTypeRefused

LONGEST_STEM = 80
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileType:
    """A type that is taken. ``endings``: with dot, the first is the one given to a name that has none of them."""

    mime: str
    kind: FileKind
    endings: tuple[str, ...]


JPEG = FileType("image/jpeg", FileKind.photo, (".jpg", ".jpeg", ".jpe", ".jfif"))
PNG = FileType("image/png", FileKind.photo, (".png",))
WEBP = FileType("image/webp", FileKind.photo, (".webp",))
HEIC = FileType("image/heic", FileKind.photo, (".heic", ".heif"))
"""Comes in from iPhones, and is kept as JPEG: no browser of staff's shows it."""
PDF = FileType("application/pdf", FileKind.document, (".pdf",))
OPUS = FileType("audio/ogg", FileKind.voice, (".ogg", ".oga", ".opus"))
MP3 = FileType("audio/mpeg", FileKind.audio, (".mp3",))
M4A = FileType("audio/mp4", FileKind.audio, (".m4a",))
MP4 = FileType("video/mp4", FileKind.video, (".mp4", ".m4v"))
OFFICE = {
    "docx": FileType(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", FileKind.document, (".docx",)
    ),
    "xlsx": FileType(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", FileKind.document, (".xlsx",)
    ),
    "odt": FileType("application/vnd.oasis.opendocument.text", FileKind.document, (".odt",)),
}
BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"mif1", b"heim", b"heis"), HEIC),
    **dict.fromkeys((b"M4A ", b"M4B "), M4A),
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV"), MP4),
}
"""ISO 14496-12: the major brand of a file of boxes."""


def recognise(data: bytes) -> FileType:
    """The type of a whole file; raises what ``refusals`` has."""
    if not data:
        raise FileEmpty()
    if len(data) > LARGEST_FILE:
        raise FileTooBig(megabytes=LARGEST_FILE // MEGABYTE)
    found = _picture(data) or _boxes(data) or _other(data)
    if found is None:
        raise FileTypeRefused()
    return found


def _picture(data: bytes) -> FileType | None:
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    return WEBP if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def _boxes(data: bytes) -> FileType | None:
    found = BRANDS.get(data[8:12]) if data[4:8] == b"ftyp" else None
    if found in (MP4, M4A):
        formats.check_mp4(data)
    return found


def _other(data: bytes) -> FileType | None:
    if data[:16].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"%PDF-"):
        formats.check_pdf(data)
        return PDF
    if data.startswith(b"OggS") and data[28:36] == b"OpusHead":
        formats.check_ogg(data)
        return OPUS
    if data.startswith(b"PK\x03\x04"):
        return OFFICE[formats.office_type(data)]
    return MP3 if formats.is_mp3(data) else None


def clean_name(name: str, is_a: FileType) -> str:
    """A name to show: no folders, nothing invisible, not too long, with an ending that tells the truth."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C" and letter not in '<>:"|?*')
    stem, dot, ending = " ".join(shown.split()).rpartition(".")
    if not dot or len(ending) > 5:
        stem, ending = f"{stem}{dot}{ending}", ""
    true = f".{ending.lower()}" if f".{ending.lower()}" in is_a.endings else is_a.endings[0]
    return f"{stem[:LONGEST_STEM].strip(' .') or is_a.kind.value}{true}"
