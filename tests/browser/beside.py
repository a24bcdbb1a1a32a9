"""What stands beside a browser, which waits and never awaits: the demo, the Bot API stand-in in a thread, TLS before the demo."""

import asyncio
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.telegram_server.standin import StandIn

START_SECONDS = 120
WAIT_SECONDS = 30.0
Result = TypeVar("Result")


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def demo(folder: Path, **settings: str) -> Iterator[str]:
    """``hisnik demo`` in a process of its own, with data of its own; gives its address."""
    port, log = free_port(), folder / "log"
    ours = ("TELEGRAM_", "PUBLIC_URL", "SMTP_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment |= {"DATA_DIR": str(folder / "data"), **settings}
    command = [str(Path(sys.executable).with_name("hisnik")), "demo", "--port", str(port)]
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out, env=environment) as process:
        end = time.monotonic() + START_SECONDS
        while not re.search(r"hišnik: http", log.read_text("utf-8")):
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < end, log.read_text("utf-8")
            time.sleep(0.2)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            assert process.wait(30) in {0, -15}


@contextmanager
def _loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop that runs in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield loop
    finally:
        asyncio.run_coroutine_threadsafe(_end_all(), loop).result(WAIT_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end_all() -> None:
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class Beside:
    """The stand-in, asked from a test that awaits nothing."""

    telegram: StandIn
    loop: asyncio.AbstractEventLoop

    def do(self, what: Callable[[StandIn], Result]) -> Result:
        """Whatever people do, in the stand-in's own thread."""

        async def done() -> Result:
            return what(self.telegram)

        return self._wait(done())

    def until(self, condition: Callable[[StandIn], object]) -> None:
        """Waits for it."""
        self._wait(self.telegram.until(lambda: condition(self.telegram), WAIT_SECONDS))

    def _wait(self, doing: Awaitable[Result]) -> Result:
        async def whole() -> Result:
            return await doing

        return asyncio.run_coroutine_threadsafe(whole(), self.loop).result(WAIT_SECONDS + 10)


@contextmanager
def telegram_beside() -> Iterator[Beside]:
    """A Bot API server for the time of the block."""
    with _loop() as loop:
        telegram = asyncio.run_coroutine_threadsafe(StandIn().__aenter__(), loop).result(WAIT_SECONDS)
        try:
            yield Beside(telegram, loop)
        finally:
            asyncio.run_coroutine_threadsafe(telegram.__aexit__(None, None, None), loop).result(WAIT_SECONDS)


def _certificate(folder: Path, host: str) -> ssl.SSLContext:
    """Signed by itself, for a browser that is told to take it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both = folder / "tls.pem"
    both.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context


@asynccontextmanager
async def _relay(port: int, behind: int, tls: ssl.SSLContext) -> AsyncIterator[None]:
    async def pour(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65536):
                into.write(data)
                await into.drain()
        except (ConnectionError, ssl.SSLError):
            pass  # a browser that closes a tab takes its leave like that
        finally:
            into.close()

    async def serve(source: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        inner, onward = await asyncio.open_connection("127.0.0.1", behind)
        await asyncio.gather(pour(source, onward), pour(inner, back))

    server: Any = await asyncio.start_server(serve, "127.0.0.1", port, ssl=tls)
    try:
        yield
    finally:
        server.close()


@contextmanager
def behind_tls(folder: Path) -> Iterator[str]:
    """The demo by https as ``localhost``: for a page at ``127.0.0.1`` that is another site. Gives its address."""
    port = free_port()
    url = f"https://localhost:{port}"
    with demo(folder, PUBLIC_URL=url) as inner, _loop() as loop:
        relay = _relay(port, int(inner.rpartition(":")[2]), _certificate(folder, "localhost"))
        asyncio.run_coroutine_threadsafe(relay.__aenter__(), loop).result(WAIT_SECONDS)
        try:
            yield url
        finally:
            asyncio.run_coroutine_threadsafe(relay.__aexit__(None, None, None), loop).result(WAIT_SECONDS)
