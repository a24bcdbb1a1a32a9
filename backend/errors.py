"""The backend's one error root. Each noun declares its own errors beside the service that raises them.

BackendError            code "error", 500
├── NotFound            404
├── Refused             409: understood, and not allowed as things stand
├── Invalid             422: the value itself is wrong
├── Forbidden           403: link, e-mail or consent is missing
├── Locked              429: too many attempts
└── Unauthorised        401: no or wrong service token

An error has a stable ``code`` (the dialogue maps it to a text) and ``details`` (JSON values that the text may name).
Neither ever holds a secret or a payer code.
"""

from typing import ClassVar


class BackendError(Exception):
    """Something the caller can act on. ``keeps_effects``: what the service wrote before raising is committed."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "error"
    keeps_effects: ClassVar[bool] = False

    def __init__(self, **details: str | int | None) -> None:
        super().__init__(self.code)
        self.details = details


class NotFound(BackendError):
    """There is no such thing, or it is not this resident's."""

    status = 404
    code = "not_found"


class Refused(BackendError):
    """Understood, and not allowed as things stand."""

    status = 409
    code = "refused"


class Invalid(BackendError):
    """The value itself is wrong."""

    status = 422
    code = "invalid"


class Forbidden(BackendError):
    """A link, a confirmed e-mail address or consent is missing."""

    status = 403
    code = "forbidden"


class Locked(BackendError):
    """Too many attempts."""

    status = 429
    code = "locked"


class Unauthorised(BackendError):
    """No service token, or a wrong one."""

    status = 401
    code = "unauthorised"
