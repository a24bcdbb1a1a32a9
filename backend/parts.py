"""What requests need, made once by ``backend.app`` and handed in; and the FastAPI dependencies that give it out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attachments.desk import Files
from backend.consumption.chart import Painter
from backend.database import Sessions
from backend.secrets import KeyedHash
from backend.settings import BackendSettings
from backend.staff.passwords import Passwords

Clock = Callable[[], datetime]
"""Gives an aware datetime; a demo or a test hands in a fixed one."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The backend's wiring."""

    settings: BackendSettings
    sessions: Sessions
    clock: Clock
    keyed: KeyedHash
    files: Files
    painter: Painter = field(default_factory=Painter)
    """Draws charts on a thread of its own."""
    passwords: Passwords = field(default_factory=Passwords)
    """Checks staff's passwords on threads of its own."""


def parts_of(request: Request) -> Parts:
    """The parts of the app that serves this request."""
    parts: Parts = request.app.state.parts
    return parts


def session_of(request: Request) -> AsyncSession:
    """The session of this request; the edge commits it."""
    session: AsyncSession = request.state.session
    return session


def now_of(request: Request) -> datetime:
    """The moment of this request, by the app's clock."""
    return parts_of(request).clock()


async def _parts(
    request: Request,
) -> Parts:  # FastAPI sends plain functions to a thread, which costs more than all they do
    return parts_of(request)


async def _session(request: Request) -> AsyncSession:
    return session_of(request)


async def _now(request: Request) -> datetime:
    return now_of(request)


PartsDep = Annotated[Parts, Depends(_parts)]
SessionDep = Annotated[AsyncSession, Depends(_session)]
NowDep = Annotated[datetime, Depends(_now)]
