"""The terminal channel: a line -> ``Turn``, ``Reply`` -> what a terminal shows, or JSON for programs."""

import asyncio
import mimetypes
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from errno import EISDIR
from os import strerror
from pathlib import Path
from typing import Any

from backend.attachments.contract import LARGEST_FILE
from backend.ledger.contract import Outcome
from bot.backend import BackendDown, BackendRefusal
from bot.channels.desk import Desk
from bot.channels.files import Fetch, save
from bot.dialogue.receiving import FileNotFetched
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Button, Content, Kind, Message, Pressed, Said, Sent, Started, Turn
from bot.push.delivery import Delivery

CHANNEL = "terminal"
MOST_BUTTONS = 200
FILES = frozenset({"/poslji", "/pošlji", "/datoteka", "/file"})
EDITS = frozenset({"/popravi", "/edit"})
VOICE = frozenset({".ogg", ".oga", ".opus"})
"""As telephones record; other sound is music."""
MEGABYTE = 1024 * 1024
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
    said: tuple[str, Said | Sent] | None = None
    """The newest message with words or a file, which ``/popravi`` corrects."""
    noted: str = ""
    """What a person at the terminal is told of their own line: which file was sent."""

    async def line(self, line: str) -> list[Shown]:
        """Handles one line: text, or a command.

        ``/press LABEL``, ``/press N`` or ``#N``; ``/poslji PATH [CAPTION]`` (``/datoteka``, ``/file``); ``/popravi TEXT`` corrects
        what was said last; ``/start PAYLOAD``.
        """
        self.noted = ""
        command, _, rest = line.strip().partition(" ")
        if command in EDITS and self.said is not None:
            return await self.send(self._corrected(self.said[1], rest.strip()), edits=self.said[0])
        try:
            content = self._content(line)
        except NoSuchButton:
            labels = ", ".join(dict.fromkeys(button.label for button in reversed(self.buttons[-12:])))
            return [Shown("", self.texts[self.language]("terminal-no-button", buttons=labels or "–"))]
        except OSError as error:
            return [Shown("", self.texts[self.language]("terminal-no-file", reason=error.strerror or ""))]
        return await self.send(content)

    async def send(self, content: Content, *, edits: str | None = None) -> list[Shown]:
        """Hands the turn in and shows the reply. ``edits``: the message that it corrects."""
        self.turns += 1
        key = f"{self.session}:{self.turns}"
        message = edits or key
        if isinstance(content, Said | Sent):
            self.said = message, content
        turn = Turn(CHANNEL, self.chat, key, content, self.language, message=message, edited=edits is not None)
        reply = await self.desk.receive(turn)
        shown = [await self.show(message) for message in reply.messages]
        if not reply.early:
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
        if command in FILES:
            path, caption = path_and_caption(rest.strip())
            content = sent_file(path, caption)
            megabytes = self.texts[self.language].number(Decimal(content.size or 0) / MEGABYTE, 1)
            self.noted = self.texts[self.language]("terminal-sent", name=path.name, megabytes=megabytes)
            return content
        return Said(line)

    @staticmethod
    def _corrected(said: Said | Sent, text: str) -> Said | Sent:
        return Said(text) if isinstance(said, Said) else replace(said, caption=text)

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


def path_and_caption(words: str) -> tuple[Path, str]:
    """``PATH [CAPTION]``: the path is in quotes, or the longest beginning that is a file, or the first word."""
    if words[:1] in {'"', "'"} and (end := words.find(words[0], 1)) > 0:
        return Path(words[1:end]).expanduser(), words[end + 1 :].strip()
    pauses = [place for place, letter in enumerate(words) if letter.isspace()]
    for end in [len(words), *reversed(pauses)]:
        path = Path(words[:end]).expanduser()
        if path.is_file():
            return path, words[end:].strip()
    first, _, rest = words.partition(" ")
    return Path(first).expanduser(), rest.strip()


def sent_file(path: Path, caption: str = "") -> Sent:
    """A file of this machine; its reference is its path. Raises OSError."""
    size = path.stat().st_size
    if not path.is_file():
        raise IsADirectoryError(EISDIR, strerror(EISDIR))
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    kinds: dict[str, Kind] = {"image": "photo", "audio": "audio", "video": "video"}
    kind = "voice" if path.suffix.lower() in VOICE else kinds.get(mime.partition("/")[0], "document")
    return Sent(kind, path.name, mime, size, file=str(path.absolute()), caption=caption)


async def read_file(reference: str) -> bytes:
    """The terminal's ``Fetch`` (``bot.dialogue.receiving``): files of the machine that it runs on."""
    path = Path(reference)
    try:
        if (await asyncio.to_thread(path.stat)).st_size > LARGEST_FILE:
            raise FileNotFetched("file_too_big", megabytes=LARGEST_FILE // MEGABYTE)
        return await asyncio.to_thread(path.read_bytes)
    except OSError:
        raise FileNotFetched() from None


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
