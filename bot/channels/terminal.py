"""The terminal channel: a line -> ``Turn``, ``Reply`` -> what a terminal shows, or JSON for programs."""

import mimetypes
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backend.ledger.contract import Outcome
from bot.backend import BackendDown, BackendRefusal
from bot.channels.desk import Desk
from bot.channels.files import Fetch, save
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Button, Content, Kind, Message, Pressed, Said, Sent, Started, Turn
from bot.push.courier import Delivery

CHANNEL = "terminal"
MOST_BUTTONS = 200
NUMBER = re.compile(r"#[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as it was shown: buttons by label, files where they lie."""

    title: str
    text: str
    buttons: tuple[str, ...] = ()
    files: tuple[tuple[str, str, str], ...] = ()
    """``(name, mime, path)``."""

    def as_json(self) -> dict[str, Any]:
        """The documented shape of ``hisnik chat --json``."""
        return {
            "text": f"{self.title}\n{self.text}" if self.title else self.text,
            "buttons": list(self.buttons),
            "files": [{"name": name, "mime": mime, "path": path} for name, mime, path in self.files],
        }


class NoSuchButton(LookupError):
    """The label is on none of the buttons so far."""


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())


@dataclass(slots=True)
class Terminal:
    """One resident at a terminal. ``folder``: where files land. ``session`` keeps keys of different runs apart."""

    desk: Desk
    fetch: Fetch
    texts: Mapping[str, Texts]
    folder: Path
    chat: str
    session: str
    language: str = "sl"
    turns: int = 0
    buttons: list[Button] = field(default_factory=list)
    """Newest last."""
    arrived: list[Shown] = field(default_factory=list)
    """Pushes that were not shown yet."""
    numbered: list[str] = field(default_factory=list)
    """Labels of the turn shown last, as ``pretty`` numbers them."""

    async def line(self, line: str) -> list[Shown]:
        """Handles one line: text, ``/press LABEL``, ``/press N`` or ``#N``, ``/file PATH`` or ``/start PAYLOAD``."""
        try:
            content = self._content(line)
        except NoSuchButton:
            labels = ", ".join(dict.fromkeys(button.label for button in reversed(self.buttons[-12:])))
            return [Shown("", self.texts[self.language]("terminal-no-button", buttons=labels or "–"))]
        except OSError as error:
            return [Shown("", self.texts[self.language]("terminal-no-file", reason=error.strerror or ""))]
        return await self.send(content)

    async def send(self, content: Content) -> list[Shown]:
        """Hands the turn in and shows the reply."""
        self.turns += 1
        key = f"{self.session}:{self.turns}"
        turn = Turn(CHANNEL, self.chat, key, content, language_hint=self.language)
        reply = await self.desk.receive(turn)
        shown = [await self.show(message) for message in reply.messages]
        await self.desk.mark_sent(turn)
        return shown

    async def deliver(self, _chat: str, message: Message) -> Delivery:
        """Takes a push; it is shown with the next ``take_arrived``."""
        self.arrived.append(await self.show(message))
        return Delivery(Outcome.sent, external_id=f"{self.session}:{len(self.arrived)}")

    def take_arrived(self) -> list[Shown]:
        """The pushes since the last call."""
        arrived, self.arrived = self.arrived, []
        return arrived

    async def show(self, message: Message) -> Shown:
        """Saves the message's files and remembers its buttons."""
        pressable = [button for row in message.buttons for button in row]
        self.buttons = [*self.buttons, *pressable][-MOST_BUTTONS:]
        files, missing = [], ""
        for attachment in message.attachments:
            try:
                path = await save(attachment, self.fetch, self.folder)
                files.append((attachment.name, attachment.mime, str(path)))
            except (BackendDown, BackendRefusal):
                missing = "\n" + self.texts[self.language]("terminal-file-missing", name=attachment.name)
        captions = [a.caption for a in message.attachments if a.caption and a.caption not in message.text]
        text = "\n".join([message.text, *captions]) + missing
        return Shown(message.title, text.strip(), tuple(b.label for b in pressable), tuple(files))

    def _content(self, line: str) -> Content:
        command, _, rest = line.strip().partition(" ")
        if command == "/press":
            return Pressed(self.find(rest).data)
        if NUMBER.fullmatch(command) and not rest:
            return Pressed(self.find(command).data)
        if command == "/start":
            return Started(rest.strip() or None)
        if command == "/file":
            return _file(Path(rest.strip()).expanduser())
        return Said(line)

    def find(self, label: str) -> Button:
        """The newest button with that label, however written; or the one with that number in what was shown last."""
        wanted = _plain(label)
        for button in reversed(self.buttons):
            if _plain(button.label) == wanted and not button.url:
                return button
        number = int(wanted.removeprefix("#")) if NUMBER.fullmatch(f"#{wanted.removeprefix('#')}") else 0
        if 1 <= number <= len(self.numbered):
            return self.find(self.numbered[number - 1])
        raise NoSuchButton(label)


def _file(path: Path) -> Sent:
    size = path.stat().st_size
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    kinds: dict[str, Kind] = {"image": "photo", "audio": "voice", "video": "video"}
    return Sent(kinds.get(mime.partition("/")[0], "document"), path.name, mime, size)


def pretty(shown: Sequence[Shown], *, styled: bool = False) -> str:
    """For a person's eyes: indented text, buttons numbered throughout, files by their path. ``styled``: bold and colour."""
    bold, colour, plain = ("\x1b[1m", "\x1b[36m", "\x1b[0m") if styled else ("", "", "")
    lines: list[str] = []
    number = 0
    for message in shown:
        lines += [f"{bold}{message.title}{plain}"] if message.title else []
        lines += message.text.splitlines()
        for label in message.buttons:
            number += 1
            lines.append(f"  {colour}[#{number}] {label}{plain}")
        lines += [f"  → {path}" for _name, _mime, path in message.files]
        lines.append("")
    return "\n".join("  " + line if line else "" for line in lines)
