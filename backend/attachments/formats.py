"""How the containers that we take look inside: enough to tell a whole file from a stump, never unpacking anything. Pure.

Each function takes a file that begins as that format does, and raises ``FileBroken``. Pictures are Pillow's (``cleaning``).
"""

import io
import struct
import zipfile

from backend.attachments.refusals import FileBroken, FileTypeRefused

PDF_TAIL = 2048
"""Where ``startxref`` stands, also with what some programs append."""
LONGEST_DIRECTORY = 1024 * 1024
"""Bytes of a ZIP's directory: some ten thousand entries, where a document has dozens."""
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_RATIO = 100
"""Unpacked to packed, over the whole document; texts reach 10 to 30."""

MP3_KBITS = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),  # MPEG 1
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),  # MPEG 2
    0: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),  # MPEG 2.5
}
MP3_HERTZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def check_pdf(data: bytes) -> None:
    """ISO 32000: it ends with the place of its cross references."""
    if b"startxref" not in data[-PDF_TAIL:]:
        raise FileBroken()


def check_ogg(data: bytes) -> None:
    """RFC 3533: page after page to the end."""
    at, pages = 0, 0
    while at < len(data):
        if data[at : at + 4] != b"OggS" or len(data) < at + 27:
            break
        segments = data[at + 27 : at + 27 + data[at + 26]]
        at += 27 + len(segments) + sum(segments)
        pages += 1
    if pages < 2 or at != len(data):  # the head, and something to hear
        raise FileBroken()


def check_mp4(data: bytes) -> None:
    """ISO 14496-12: box after box to the end, one of them ``moov``."""
    at, kinds = 0, set()
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if size == 1 and at + 16 <= len(data):
            (size,) = struct.unpack_from(">Q", data, at + 8)
        elif size == 0:
            size = len(data) - at
        if size < 8:
            break
        kinds.add(kind)
        at += size
    if at != len(data) or b"moov" not in kinds:
        raise FileBroken()


def _mp3_frame(data: bytes, at: int) -> int:
    """Length in bytes of the MPEG audio layer III frame there; 0: there is none."""
    if len(data) < at + 4 or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return 0
    version, rate, hertz = data[at + 1] >> 3 & 3, data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version == 1 or rate in (0, 15) or hertz == 3:
        return 0
    samples = 144 if version == 3 else 72
    return samples * MP3_KBITS[version][rate] * 1000 // MP3_HERTZ[version][hertz] + (data[at + 2] >> 1 & 1)


def is_mp3(data: bytes) -> bool:
    """Two frames in a row, after the ID3v2 tag if there is one."""
    start = 0
    if data[:3] == b"ID3" and len(data) > 10:
        size = data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9]
        start = 10 + size + (10 if data[5] & 0x10 else 0)
    first = _mp3_frame(data, start)
    return first > 0 and _mp3_frame(data, start + first) > 0


def office_type(data: bytes) -> str:
    """What the ZIP is: ``docx``, ``xlsx`` or ``odt``. By its directory alone; with macros, locked or any other: refused."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        raise FileBroken()
    if struct.unpack_from("<I", data, end + 12)[0] > LONGEST_DIRECTORY:
        raise FileBroken()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        raise FileBroken() from None
    _bounded(entries, len(data))
    names = {entry.filename.lower() for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries) or any("vbaproject" in name for name in names):
        raise FileTypeRefused()
    if "[content_types].xml" in names:
        for part, kind in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx")):
            if part in names:
                return kind
    # OpenDocument 1.2 part 3, 3.3: the first file says the type, unpacked, at byte 38
    if data[30:38] == b"mimetype" and data[38:].startswith(b"application/vnd.oasis.opendocument.textPK"):
        return "odt"
    raise FileTypeRefused()


def _bounded(entries: list[zipfile.ZipInfo], size: int) -> None:
    """A bomb declares too much, or lays its entries over each other."""
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if packed > size or unpacked > LARGEST_UNPACKED or unpacked > LARGEST_RATIO * size:
        raise FileBroken()
