"""How the backend is asked: requests with their keys, answers read into the contract's models, errors with their codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol, TypeVar

import httpx
from pydantic import BaseModel, TypeAdapter

from backend.contract import Problem
from bot.errors import BotError

T = TypeVar("T")
At = tuple[int, int]
"""``(resident id, link id)``."""


class BackendDown(BotError):
    """No answer, a 5xx, or an error that is not the contract's. ``fault``: the same request may end so for ever."""

    def __init__(self, why: str, *, fault: bool = False) -> None:
        super().__init__(why)
        self.fault = fault


class BackendRefusal(BotError):
    """The backend said no, with a stable code and values for the text."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.code = problem.code
        self.details = problem.details


class Answer(Protocol):
    """What is read of an answer."""

    @property
    def status_code(self) -> int: ...

    @property
    def content(self) -> bytes: ...


class Http(Protocol):
    """What is needed of an HTTP client that knows the backend's address and token. Raises ``httpx.HTTPError``."""

    async def request(
        self,
        method: str,
        url: str,
        *,
        content: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Answer: ...


CLOSED = "client has been closed"
"""What httpx says of a client that was closed; it has no error of its own for it."""


@dataclass(slots=True)
class Keys:
    """Makes the ``Idempotency-Key`` of a turn's writes: the same turn, handled again, writes under the same keys."""

    turn: str
    used: dict[str, int] = field(default_factory=dict)

    def of(self, method: str, path: str) -> str:
        """One key for the n-th write to a path within the turn."""
        write = f"{method}:{path}"
        self.used[write] = self.used.get(write, 0) + 1
        return f"{self.turn}:{write}:{self.used[write]}"


class Connection:
    """What each feature's part of the client asks through."""

    def __init__(self, http: Http, keys: Keys) -> None:
        self._http = http
        self._keys = keys

    async def _send(
        self, method: str, path: str, body: BaseModel | bytes | None = None, query: Mapping[str, str] | None = None
    ) -> Answer:
        raw = isinstance(body, bytes)
        headers = {"Content-Type": "application/octet-stream" if raw else "application/json"}
        if method != "GET":
            headers["Idempotency-Key"] = self._keys.of(method, path)
        content = body.model_dump_json() if isinstance(body, BaseModel) else body
        try:
            answer = await self._http.request(method, path, content=content, headers=headers, params=query)
        except httpx.HTTPError as error:
            raise BackendDown(type(error).__name__) from error
        except AttributeError as error:
            # on uvloop a connection that ends as it is made has no socket any more, and anyio asks it for its peer's name
            if error.name != "getpeername":
                raise
            raise BackendDown("the connection ended as it was made") from error
        except RuntimeError as error:
            # httpx, of its own client: this process ends while a turn is under way, which another one goes on with
            if CLOSED not in str(error):
                raise
            raise BackendDown("this process ends") from error
        if answer.status_code >= 500:
            raise BackendDown(f"status {answer.status_code}", fault=answer.status_code == 500)
        if answer.status_code >= 400:
            problem = _problem(answer)
            if problem is None:  # somebody else's answer: of a proxy, or of what listens there for the moment
                raise BackendDown(f"status {answer.status_code}", fault=True)
            raise BackendRefusal(problem)
        return answer

    async def _ask(
        self,
        kind: type[T],
        method: str,
        path: str,
        body: BaseModel | bytes | None = None,
        query: Mapping[str, str] | None = None,
    ) -> T:
        answer = await self._send(method, path, body, query)
        found: T = _adapter(kind).validate_json(answer.content)  # type: ignore[arg-type]
        return found


def query_of(**values: object) -> dict[str, str]:
    """A query, without what is None."""
    return {name: str(value) for name, value in values.items() if value is not None}


def path_of(at: At) -> str:
    """The path of a link, under which lies what belongs to it."""
    return f"/v1/residents/{at[0]}/links/{at[1]}"


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Made once for each kind: that of a list or a choice is compiled anew each time."""
    return TypeAdapter(kind)


def _problem(answer: Answer) -> Problem | None:
    try:
        return Problem.model_validate_json(answer.content)
    except ValueError:
        return None
