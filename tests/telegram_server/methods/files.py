"""Files that the bot sends: uploaded, or sent again by ``file_id``; and ``getFile``."""

import io
import mimetypes
from collections.abc import Mapping
from typing import Any

from aiogram.methods import GetFile
from PIL import Image, UnidentifiedImageError

from tests.telegram_server.errors import bad
from tests.telegram_server.params import Upload
from tests.telegram_server.world import StoredFile, World

Json = dict[str, Any]
Uploads = Mapping[str, Upload]


def stored(world: World, value: object, uploads: Uploads, kind: str) -> StoredFile:
    """The file that a parameter means, kept if it was uploaded. ``kind``: photo, document, …"""
    text = str(value)
    if not text.startswith("attach://"):
        if text in world.files:
            return world.files[text]
        raise bad("wrong file identifier/HTTP URL specified")
    upload = uploads.get(text.removeprefix("attach://"))
    if upload is None:
        raise bad(f"there is no {kind} in the request")
    if not upload.data:
        raise bad("file must be non-empty")
    if len(upload.data) > (world.photo_bytes if kind == "photo" else world.file_bytes):
        raise bad(f"file of size {len(upload.data)} bytes is too big for a {kind}")
    mime = mimetypes.guess_type(upload.name)[0] or upload.mime
    return world.store(upload.name, mime, upload.data, f"{kind}s")


def content(world: World, kind: str, file: StoredFile) -> Json:
    """A message's field for the file: ``{"document": {…}}``; raises for a photo that is no picture."""
    view = world.files_view(file)
    if kind == "photo":
        width, height = _picture_size(file.data)
        return {"photo": [{**view, "width": width, "height": height}]}
    view |= {"file_name": file.name, "mime_type": file.mime}
    if kind in ("audio", "voice", "video", "animation"):
        view |= {"duration": 1}
    if kind in ("video", "animation"):
        view |= {"width": 320, "height": 240}
    return {kind: view}


def _picture_size(data: bytes) -> tuple[int, int]:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
    except UnidentifiedImageError:
        raise bad("IMAGE_PROCESS_FAILED") from None
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height


def get_file(world: World, method: GetFile, _uploads: Uploads) -> Json:
    """``getFile``: up to 20 MB."""
    file = world.files.get(method.file_id)
    if file is None:
        raise bad("invalid file_id")
    if len(file.data) > world.download_bytes:
        raise bad("file is too big")
    return {**world.files_view(file), "file_path": file.path}
