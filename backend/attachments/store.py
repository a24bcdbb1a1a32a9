"""Where the bytes of files lie: a folder, or a bucket of anything that speaks S3. Nothing here knows the database.

Keys are made by ``attachments.service`` (a day and a hash), never of what somebody wrote; anything else is refused all the same.
"""

import asyncio
import os
import re
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from obstore.store import S3Config

KEY = re.compile(r"\d{4}-\d\d-\d\d/[0-9a-f]{16,64}")
PATIENCE = timedelta(seconds=15)
"""For one call to S3, its repetitions included."""


class FileGone(LookupError):
    """There is nothing under this key."""


class Store(Protocol):
    """Bytes by key. Whatever else goes wrong is an ``OSError`` or the library's own error: the call may be made again."""

    async def put(self, key: str, data: bytes) -> None:
        """Keeps them for good once it returns; again under the same key replaces them, whole or not at all."""

    async def get(self, key: str) -> bytes:
        """Raises ``FileGone``."""

    async def delete(self, key: str) -> None:
        """What isn't there is deleted already."""

    async def keys(self, day: str) -> list[str]:
        """All keys of a day, such as ``2026-11-21``: what lies there without a row in the database is found by it."""


def checked_key(key: str) -> str:
    """Raises ``ValueError`` for what is no key."""
    if not KEY.fullmatch(key):
        raise ValueError("not a key of the store")
    return key


class FolderStore:
    """Files in a folder, one folder a day, readable by the owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, key: str) -> Path:
        return self._folder / checked_key(key)

    async def put(self, key: str, data: bytes) -> None:
        """Written beside, synced and renamed: after a crash there is all of it or nothing."""
        await asyncio.to_thread(self._put, self._path(key), data)

    def _put(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, beside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(number, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        for folder in (path.parent, self._folder):
            _sync(folder)

    async def get(self, key: str) -> bytes:
        """All of it."""
        try:
            return await asyncio.to_thread(self._path(key).read_bytes)
        except FileNotFoundError:
            raise FileGone(key) from None

    async def delete(self, key: str) -> None:
        """The file; its day's folder goes when it is empty."""
        await asyncio.to_thread(self._delete, self._path(key))

    def _delete(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        try:
            path.parent.rmdir()
        except OSError:
            return  # others lie there

    async def keys(self, day: str) -> list[str]:
        """By name; what a crash left half written is none."""
        names = await asyncio.to_thread(self._names, day)
        return sorted(key for key in (f"{day}/{name}" for name in names) if KEY.fullmatch(key))

    def _names(self, day: str) -> list[str]:
        try:
            return os.listdir(self._folder / day)
        except FileNotFoundError:
            return []


def _sync(folder: Path) -> None:
    """Names are safe only when their folder is."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


class S3Store:
    """A bucket, or a part of one, by obstore's client; its own threads do the network."""

    def __init__(self, bucket: str, prefix: str, options: "S3Config", *, plain_http: bool) -> None:
        import obstore  # a native library that a folder doesn't need
        from obstore.exceptions import NotFoundError
        from obstore.store import S3Store as Client

        self._library, self._none = obstore, (NotFoundError, FileNotFoundError)
        self._client = Client(
            bucket,
            prefix=prefix or None,
            config=options,
            client_options={"allow_http": plain_http, "timeout": PATIENCE, "connect_timeout": timedelta(seconds=5)},
            retry_config={"max_retries": 2, "retry_timeout": PATIENCE},
        )

    async def put(self, key: str, data: bytes) -> None:
        """One request: S3 keeps a whole object or none."""
        await self._library.put_async(self._client, checked_key(key), data, use_multipart=False)

    async def get(self, key: str) -> bytes:
        """All of it."""
        try:
            found = await self._library.get_async(self._client, checked_key(key))
            return bytes(await found.bytes_async())
        except self._none:
            raise FileGone(key) from None

    async def delete(self, key: str) -> None:
        """S3 itself doesn't mind what isn't there; others say so."""
        try:
            await self._library.delete_async(self._client, checked_key(key))
        except self._none:
            return

    async def keys(self, day: str) -> list[str]:
        """Page after page."""
        found: list[str] = []
        async for page in self._library.list(self._client, prefix=day):
            found += [str(one["path"]) for one in page]
        return sorted(key for key in found if KEY.fullmatch(key))


def make_store(url: str | None, data_dir: Path) -> Store:
    """The store of ``FILES_URL``; None: ``files`` in the data folder. Raises ``ValueError`` in words for the operator.

    ``file:///srv/files``, or ``s3://bucket/prefix?endpoint=https://…&region=…``; keys as ``s3://key:secret@bucket``, else from
    the environment (``AWS_ACCESS_KEY_ID`` …) or the machine's role.
    """
    if url is None:
        return FolderStore(data_dir / "files")
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc and parts.path.startswith("/"):
        return FolderStore(Path(unquote(parts.path)))
    if parts.scheme != "s3" or not parts.hostname:
        raise ValueError("FILES_URL must be file:///folder or s3://bucket/prefix")
    return _s3(parts.netloc.rpartition("@")[2], parts.path.strip("/"), parts.username, parts.password, parts.query)


def _s3(bucket: str, prefix: str, key: str | None, secret: str | None, query: str) -> S3Store:
    asked = {name: values[-1] for name, values in parse_qs(query).items()}
    if unknown := asked.keys() - {"endpoint", "region"}:
        raise ValueError(f"FILES_URL: what is {sorted(unknown)[0]!r}? endpoint and region are known")
    options: S3Config = {"region": asked.get("region", "us-east-1")}
    if "endpoint" in asked:
        options |= {"endpoint": asked["endpoint"], "virtual_hosted_style_request": False}
    if key and secret:
        options |= {"access_key_id": unquote(key), "secret_access_key": unquote(secret)}
    return S3Store(bucket, prefix, options, plain_http=asked.get("endpoint", "").startswith("http://"))
