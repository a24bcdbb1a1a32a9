"""The environment, read once by the console command: ``NAME_FILE`` resolved, keys generated where none are given.

Every setting may stand in a file (Docker and Kubernetes secrets): ``SECRET_KEY_FILE=/run/secrets/secret_key``.
"""

import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings

from bot.errors import SettingsError

S = TypeVar("S", bound=BaseSettings)
LARGEST_SECRET_FILE = 64 * 1024


def resolve_files(environ: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The settings ``names`` that are set, each by itself or by ``<NAME>_FILE``; an empty value counts as not set.

    Raises ``SettingsError`` where both are set, or the file can't be read.
    """
    found: dict[str, str] = {}
    for name in names:
        value, path = environ.get(name, ""), environ.get(f"{name}_FILE", "")
        if value and path:
            raise SettingsError(f"{name} and {name}_FILE are both set; keep one")
        if path:
            value = _content(f"{name}_FILE", Path(path))
        if value:
            found[name] = value
    return found


def _content(name: str, path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_SECRET_FILE:
            raise SettingsError(f"{name}: {path} is too large for a setting")
        return path.read_text("utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{name}: {path} can't be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name}: {path} is not UTF-8 text") from error


def read_settings(kind: type[S], environ: Mapping[str, str], **given: object) -> S:
    """Settings of ``kind`` from ``environ``; ``given`` (by the command line or the wiring) wins.

    Raises ``SettingsError``: one line a wrong variable, without its value.
    """
    found = resolve_files(environ, (name.upper() for name in kind.model_fields))
    values: dict[str, Any] = {name.lower(): value for name, value in found.items()}
    values.update({name: value for name, value in given.items() if value is not None})
    try:
        return kind(**values)
    except ValidationError as error:
        lines = [_explain(problem["loc"], problem["type"], problem["msg"]) for problem in error.errors()]
        raise SettingsError("\n".join(lines)) from None  # the cause would show values


def _explain(place: tuple[int | str, ...], kind: str, message: str) -> str:
    name = ".".join(str(part) for part in place).upper()
    if kind == "missing":
        return f"{name} is not set (or give a file by {name}_FILE)"
    text = message.removeprefix("Value error, ")
    return f"{name}: {text}" if name else text


def kept_key(folder: Path, name: str) -> str:
    """The key ``name``, generated at the first call and kept in ``folder`` for the user's eyes alone (mode 0600)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return _existing(path)
    key = secrets.token_urlsafe(32)
    with os.fdopen(handle, "w") as file:
        file.write(key)
    return key


def _existing(path: Path) -> str:
    key = _content(path.name.upper(), path)
    if not key:
        raise SettingsError(f"{path} is empty; delete it and start again")
    return key
