"""The console's cookies: out of scripts' reach, never sent by other sites, over https only where there is https."""

from fastapi import Request, Response

from backend.parts import parts_of

SESSION, FORM, LANGUAGE = "hisnik-staff", "hisnik-staff-form", "hisnik-staff-language"


def _is_secure(request: Request) -> bool:
    return parts_of(request).settings.public_url.startswith("https:")


def cookie_name(request: Request, name: str) -> str:
    """``__Host-`` binds a cookie to this very host, so a neighbouring one can't plant it; browsers take it over https alone."""
    return f"__Host-{name}" if _is_secure(request) else name


def read(request: Request, name: str) -> str | None:
    """The cookie's value."""
    return request.cookies.get(cookie_name(request, name))


def give(request: Request, response: Response, name: str, value: str, *, max_age: int | None = None) -> None:
    """Sets a cookie. ``max_age`` in seconds; None: until the browser closes."""
    response.set_cookie(
        cookie_name(request, name),
        value,
        max_age=max_age,
        path="/",
        secure=_is_secure(request),
        httponly=True,
        samesite="strict",
    )


def take(request: Request, response: Response, name: str) -> None:
    """Removes a cookie."""
    response.delete_cookie(
        cookie_name(request, name), path="/", secure=_is_secure(request), httponly=True, samesite="strict"
    )
