"""The gate of the console: who asks. Every page takes ``MemberDep``; its provider is the only scope the page may read or write."""

import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from backend.parts import NowDep, PartsDep, SessionDep
from backend.staff import sessions
from backend.staff.audit import Actor
from backend.staff.console import cookies
from backend.staff.console.errors import Forged, LoginNeeded
from backend.staff.console.route import READS


@dataclass(frozen=True, slots=True)
class Member(Actor):
    """A member of staff who is logged in. ``session``: the login's hash; ``csrf`` goes into every form."""

    staff_id: int
    email: str
    provider_name: str
    session: str
    csrf: str


async def _found(request: Request, parts: PartsDep, session: SessionDep, now: NowDep) -> sessions.Found:
    token = cookies.read(request, cookies.SESSION)
    found = await sessions.find(session, parts.keyed, token, now) if token else None
    if found is None:
        raise LoginNeeded()
    return found


FoundDep = Annotated[sessions.Found, Depends(_found)]


async def _check_csrf(request: Request, csrf: str) -> None:
    """Every form carries its login's token. Raises ``Forged``."""
    if request.method in READS:
        return
    given = (await request.form()).get("csrf")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), csrf.encode()):
        raise Forged()


async def _member(request: Request, found: FoundDep) -> Member:
    if not found.row.complete:
        raise LoginNeeded()
    await _check_csrf(request, found.row.csrf)
    return Member(
        provider_id=found.provider.id,
        staff_id=found.member.id,
        name=found.member.name,
        email=found.member.email,
        provider_name=found.provider.name,
        session=found.row.token_hash,
        csrf=found.row.csrf,
    )


MemberDep = Annotated[Member, Depends(_member)]
"""For every page behind the login. On a POST the form's token is checked, too."""


async def _pending(request: Request, found: FoundDep) -> sessions.Found:
    if found.row.complete:
        raise LoginNeeded()
    await _check_csrf(request, found.row.csrf)
    return found


PendingDep = Annotated[sessions.Found, Depends(_pending)]
"""For the pages between password and second factor."""
