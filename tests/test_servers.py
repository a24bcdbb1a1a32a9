"""The servers as processes: what their start says."""

import asyncio
from pathlib import Path

from tests.command import Command


async def test_a_taken_port_is_a_message(database_url: str, data_dir: Path) -> None:
    hisnik = Command({"DATABASE_URL": database_url, "DATA_DIR": str(data_dir)})
    async with hisnik.serving("backend", "--port", "0", SMTP_URL="smtp://127.0.0.1:9") as first:
        done = await asyncio.to_thread(hisnik.run, "backend", "--port", first.url.rpartition(":")[2])
    assert done.returncode == 2
    assert "PORT" in done.stderr
    assert first.status == 0
    assert "SMTP_URL is not set" not in first.errors
