"""What conversations send, by the word that they have for it: real files, and some that are none."""

from dataclasses import dataclass

from bot.dialogue.turn import Kind
from tests.backend.attachments import samples

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sample:
    """``data`` None: there is nothing to fetch, as of a sticker."""

    kind: Kind
    name: str = ""
    mime: str = ""
    data: bytes | None = None


_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SAMPLES: dict[str, Sample] = {
    "photo": Sample("photo", "stevec.jpg", "image/jpeg", samples.picture("JPEG")),
    "document": Sample("document", "dopis.pdf", "application/pdf", samples.PDF),
    "word": Sample("document", "dopis.docx", _OFFICE, samples.DOCX),
    "voice": Sample("voice", "posnetek.ogg", "audio/ogg", samples.OPUS),
    "audio": Sample("audio", "posnetek.mp3", "audio/mpeg", samples.MP3),
    "video": Sample("video", "voda.mp4", "video/mp4", samples.MP4),
    # not taken
    "program": Sample("document", "racun.pdf", "application/pdf", b"MZ\x90\x00" + bytes(500)),
    "broken": Sample("document", "racun.pdf", "application/pdf", samples.PDF[:20]),
    "bomb": Sample("document", "dopis.docx", _OFFICE, samples.BOMB),
    "empty": Sample("document", "prazno.pdf", "application/pdf", b""),
    "big": Sample("document", "veliko.pdf", "application/pdf", samples.PDF + bytes(20 * MEGABYTE)),
    # no files
    **{kind: Sample(kind) for kind in ("sticker", "location", "contact", "other")},
}
