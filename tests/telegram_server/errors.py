"""Refusals, with the bodies that Telegram sends."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class ApiError(Exception):
    """``{"ok": false, "error_code": code, "description": …, "parameters": …}``."""

    code: int
    description: str
    parameters: dict[str, int] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad(why: str) -> ApiError:
    """400."""
    return ApiError(400, f"Bad Request: {why}")


def forbidden(why: str) -> ApiError:
    """403."""
    return ApiError(403, f"Forbidden: {why}")


def conflict(why: str) -> ApiError:
    """409."""
    return ApiError(409, f"Conflict: {why}")


def too_many(seconds: int) -> ApiError:
    """429."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def unauthorised() -> ApiError:
    """401: the token is no bot's."""
    return ApiError(401, "Unauthorized")


def no_method() -> ApiError:
    """404: Telegram has no such method."""
    return ApiError(404, "Not Found: method not found")


def blocked() -> ApiError:
    """403: the resident blocked the bot."""
    return forbidden("bot was blocked by the user")


def migrated(to: int) -> ApiError:
    """400: the group became a supergroup with another id."""
    return ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": to})


def server_error() -> ApiError:
    """500."""
    return ApiError(500, "Internal Server Error")
