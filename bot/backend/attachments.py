"""Files that residents send and are sent."""

from backend.attachments.contract import FileView
from bot.backend.connection import Connection, query_of


class Attachments(Connection):
    """Routes of ``backend.attachments``."""

    async def store_file(self, resident_id: int, data: bytes, name: str) -> FileView:
        """A file of the resident's, for a message to come. ``name``: as the sender calls it."""
        return await self._ask(FileView, "POST", f"/v1/residents/{resident_id}/files", data, query_of(name=name[:200]))

    def file_source(self, resident_id: int, file_id: int) -> str:
        """Path of a file that the resident sent or was sent, for an ``Attachment``."""
        return f"/v1/residents/{resident_id}/files/{file_id}"
