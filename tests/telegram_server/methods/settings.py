"""Methods about the bot itself: who it is, its names, descriptions and commands by scope and language."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from aiogram.methods import (
    DeleteMyCommands,
    GetMe,
    GetMyCommands,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
)

from tests.telegram_server.errors import bad
from tests.telegram_server.methods.files import Uploads
from tests.telegram_server.methods.sending import plain
from tests.telegram_server.params import Method
from tests.telegram_server.world import World

Json = dict[str, Any]
COMMAND = re.compile(r"[a-z0-9_]{1,32}")


def get_me(world: World, _method: GetMe, _uploads: Uploads) -> Json:
    """``getMe``."""
    rights = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    more = {"can_connect_to_business": False, "has_main_web_app": False}
    return {**world.bot.view(), **rights, **more}


def _place(method: Any) -> str:
    """Where commands belong: one list a scope and language."""
    scope = plain(method.scope) or {"type": "default"}
    inner = ":".join(f"{name}={scope[name]}" for name in sorted(scope))
    return f"commands:{inner}:{method.language_code or ''}"


def set_commands(world: World, method: SetMyCommands, _uploads: Uploads) -> bool:
    """``setMyCommands``."""
    if len(method.commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in method.commands:
        if not COMMAND.fullmatch(command.command):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command.description) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    world.settings[_place(method)] = [plain(command) for command in method.commands]
    world.changes.changed()
    return True


def get_commands(world: World, method: GetMyCommands, _uploads: Uploads) -> list[Json]:
    """``getMyCommands``: of exactly this scope and language."""
    found: list[Json] = world.settings.get(_place(method), [])
    return found


def delete_commands(world: World, method: DeleteMyCommands, _uploads: Uploads) -> bool:
    """``deleteMyCommands``."""
    world.settings.pop(_place(method), None)
    return True


def _setter(name: str, longest: int) -> Callable[[World, Any, Uploads], bool]:
    def put(world: World, method: Any, _uploads: Uploads) -> bool:
        text = getattr(method, name) or ""
        if len(text) > longest:
            raise bad(f"bot {name.replace('_', ' ')} is too long")
        world.settings[f"{name}:{method.language_code or ''}"] = text
        world.changes.changed()
        return True

    return put


def _getter(name: str) -> Callable[[World, Any, Uploads], Json]:
    def get(world: World, method: Any, _uploads: Uploads) -> Json:
        own = world.settings.get(f"{name}:{method.language_code or ''}")
        return {name: own or world.settings.get(f"{name}:", "")}

    return get


METHODS: Mapping[type[Method], Callable[[World, Any, Uploads], Any]] = {
    GetMe: get_me,
    SetMyCommands: set_commands,
    GetMyCommands: get_commands,
    DeleteMyCommands: delete_commands,
    SetMyName: _setter("name", 64),
    GetMyName: _getter("name"),
    SetMyDescription: _setter("description", 512),
    GetMyDescription: _getter("description"),
    SetMyShortDescription: _setter("short_description", 120),
    GetMyShortDescription: _getter("short_description"),
}
