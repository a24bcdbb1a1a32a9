"""Parameters of a request: four transports in, one validated ``aiogram.methods`` model out.

Transports: query, urlencoded, JSON, multipart. A file is a part of its own: under the parameter's name
(python-telegram-bot) or under any name, referred to by ``attach://name`` (aiogram). Numeric text stays text.
"""

import inspect
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

import aiogram.methods
from aiogram.methods import TelegramMethod
from aiohttp import web
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tests.telegram_server.errors import ApiError, bad

Method = TelegramMethod[Any]

EMPTY = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}
"""What a missing parameter is answered with."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a multipart request."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Given:
    """A request's parameters as they came."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)


@cache
def methods_by_name() -> Mapping[str, type[Method]]:
    """Every method of the Bot API, by its lower-case name: the API doesn't look at case."""
    found = (
        kind for _, kind in inspect.getmembers(aiogram.methods, inspect.isclass) if issubclass(kind, TelegramMethod)
    )
    return {kind.__api_method__.lower(): kind for kind in found if kind is not TelegramMethod}


async def read(request: web.Request) -> Given:
    """All parameters of a request, whichever way they came."""
    given = Given(dict(request.query))
    if request.content_type == "application/json" and request.can_read_body:
        try:
            body = await request.json()
        except ValueError:
            raise bad("can't parse JSON object") from None
        if not isinstance(body, dict):
            raise bad("JSON object expected")
        given.values.update(body)
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                given.uploads[name] = Upload(value.filename, value.content_type, value.file.read())
            else:
                given.values[name] = value.decode() if isinstance(value, bytes | bytearray) else value
    for name in given.uploads:
        given.values.setdefault(name, f"attach://{name}")
    return given


def _structured(annotation: Any) -> bool:
    """Whether a parameter is an object or array, which comes as JSON text in the three textual transports."""
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return True
    return getattr(annotation, "__origin__", None) is list or any(_structured(part) for part in get_args(annotation))


def _plain(value: Any) -> Any:
    """A scalar as the textual transports would have it."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


def _decoded(name: str, annotation: Any, value: Any) -> Any:
    if name in ("chat_id", "from_chat_id") and str(value).removeprefix("-").isdecimal():
        return int(value)
    if not _structured(annotation):
        return _plain(value)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError:
        raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None


def _complaint(error: ErrorDetails) -> ApiError:
    name = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "missing" and len(error["loc"]) == 1 and name in EMPTY:
        return bad(EMPTY[name])
    return bad(f"can't parse {name}: {error['msg']}")


def bind(kind: type[Method], given: Given) -> Method:
    """The model of a method, filled with what was given; unknown parameters are ignored, as Telegram does."""
    values = {
        name: _decoded(name, about.annotation, given.values[name])
        for name, about in kind.model_fields.items()
        if name in given.values and name not in ("thumbnail", "certificate")
    }
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise _complaint(error.errors()[0]) from None
