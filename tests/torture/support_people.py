"""Residents who write to support, and staff who answer in their group: what each says, edits, sends, closes and deletes."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from backend.accounts.models import Link, Payer
from backend.consents.models import ConsentAct
from backend.consents.texts import VERSION
from backend.database import Sessions
from backend.providers.models import Provider
from backend.residents.models import Chat as ChatRow
from backend.residents.models import Resident
from tests.telegram_server.pictures import png
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat, Posted

Manner = Literal["patient", "hasty"]
End = Literal["left open", "closed", "reopened", "topic deleted"]
ENDS: tuple[End, ...] = ("closed", "reopened", "topic deleted", "left open")
TOPIC_ASKED, WORDS_ASKED, CLOSED = "O čem želite pisati?", "Napišite, kaj vas zanima", "je zaprta"
BILLING = "Račun"


@dataclass(slots=True)
class Wrote:
    """A message of either side. ``mark`` is in its text and nowhere else; ``text`` is as it stands after edits."""

    mark: str
    text: str
    posted: Posted
    edits: int = 0
    files: int = 0


@dataclass(slots=True, eq=False)
class Writer:
    """``staff`` answers in ``group``. ``wrote``/``answers``/``notes`` fill as they are sent."""

    number: int
    chat: Chat
    group: Chat
    staff: Chat
    manner: Manner
    end: End
    wrote: list[Wrote] = field(default_factory=list)
    answers: list[Wrote] = field(default_factory=list)
    notes: list[Wrote] = field(default_factory=list)


def writers(telegram: StandIn, count: int, of_a_group: int, seed: int) -> list[Writer]:
    """All of whom have written before; so many share a staff group."""
    rng = random.Random(f"{seed}:writers")
    found: list[Writer] = []
    for number in range(count):
        if number % of_a_group == 0:
            staff = telegram.person(f"Maja {number // of_a_group}")
            group = telegram.group(f"Podpora {number // of_a_group}", forum=True, bot_status="administrator")
            group.members[staff.id] = "administrator"
        chat = telegram.person(f"Ana {number}")
        chat.started = True
        manner: Manner = "patient" if rng.random() < 0.5 else "hasty"
        found.append(Writer(number, chat, group, staff, manner, ENDS[number % len(ENDS)]))
    return found


async def settle_writers(sessions: Sessions, residents: Sequence[Writer], now: datetime) -> None:
    """A provider for each group; each resident is linked with it and has consented."""
    async with sessions.begin() as session:
        providers: dict[int, Provider] = {}
        for one in residents:
            if one.group.id not in providers:
                providers[one.group.id] = provider = _provider(len(providers), one.group.id)
                session.add(provider)
                await session.flush()
            provider = providers[one.group.id]
            payer = Payer(
                provider_id=provider.id, code=f"S{one.number:05}", name=f"Oseba {one.number}", street="Ulica 1",
                post_code="1000", town="Ljubljana",
            )  # fmt: skip
            resident = Resident(language="sl", created_at=now)
            session.add_all([payer, resident])
            await session.flush()
            session.add_all(
                [
                    ChatRow(
                        resident_id=resident.id, channel="telegram", external_id=str(one.chat.id), reachable=True,
                        created_at=now,
                    ),
                    Link(resident_id=resident.id, payer_id=payer.id, linked_at=now),
                    ConsentAct(
                        resident_id=resident.id, purpose="terms", action="given", version=VERSION, language="sl", text="…",
                        channel="telegram", at=now,
                    ),
                ]
            )  # fmt: skip


def _provider(number: int, group: int) -> Provider:
    return Provider(
        slug=f"podpora-{number}", name=f"Podpora {number} d.o.o.", kind="utility", street="Ulica 1", post_code="1000",
        town="Ljubljana", phone="+386 1 555 01 00", email=f"podpora-{number}@podpora.example", tax_number="99999919",
        iban="SI56990010000000116", secret_kind="none", single_access=False, services=["water_cold"],
        staff_group_id=group, widget_origins=[],
    )  # fmt: skip


@dataclass(slots=True)
class Visit:
    """One matter from its first word to its end. AssertionError where something does not come within ``patience`` seconds."""

    telegram: StandIn
    one: Writer
    patience: float

    async def run(self) -> None:
        """Both sides, each waiting for the other."""
        one = self.one
        await self._opens()
        thread = await self._in_topic(one.wrote[0].mark)
        await self._answered("prvi odgovor", thread)
        self._notes(thread)
        await self._staff_edits(one.answers[0])
        self._says("hvala, še eno vprašanje")
        thread = await self._in_topic(one.wrote[-1].mark)
        await self._answered("slika k odgovoru", thread, picture=True)
        await self._ends(thread)

    async def _opens(self) -> None:
        """A text, another, an edit of the first, a photo, a last one; one after the other, or all at once."""
        self.telegram.user_says(self.one.chat, "/podpora")
        if self.one.manner == "patient":
            await self._hears(TOPIC_ASKED)
            self.telegram.user_presses(self.telegram.with_button(self.one.chat, BILLING), BILLING)
            await self._hears(WORDS_ASKED)
        first = self._says("na računu je napačen znesek")
        self._says("to je že drugič")
        if self.one.manner == "patient":
            await self._in_topic(first.mark)
        first.text += ", popravljeno"
        first.edits = 1
        self.telegram.user_edits(first.posted, first.text)
        self._photographs()
        self._says("prosim za odgovor")

    async def _ends(self, thread: int) -> None:
        one = self.one
        if one.end in ("closed", "reopened"):
            self.telegram.user_says(one.group, "/close", by=one.staff, thread=thread)
            await self._hears(CLOSED)
        if one.end == "topic deleted":
            self.telegram.people.deletes_topic(one.group, thread)
        if one.end in ("reopened", "topic deleted"):
            self._says("še to")
            thread = await self._in_topic(one.wrote[-1].mark)
            await self._answered("zadnji odgovor", thread)

    # the resident

    def _says(self, words: str) -> Wrote:
        mark = f"r{self.one.number}-{len(self.one.wrote)}."
        text = f"{mark} {words}"
        return self._wrote(Wrote(mark, text, self.telegram.user_says(self.one.chat, text)))

    def _photographs(self) -> None:
        mark = f"r{self.one.number}-{len(self.one.wrote)}."
        text = f"{mark} slika"
        posted = self.telegram.user_sends_kind(self.one.chat, "photo", name="slika.png", data=png(), caption=text)
        self._wrote(Wrote(mark, text, posted, files=1))

    def _wrote(self, wrote: Wrote) -> Wrote:
        self.one.wrote.append(wrote)
        return wrote

    async def _hears(self, words: str) -> None:
        await self._until(lambda: any(words in text for text in self.telegram.texts(self.one.chat)), words)

    # staff

    async def _answered(self, words: str, thread: int, *, picture: bool = False) -> None:
        mark = f"a{self.one.number}-{len(self.one.answers)}."
        text, people = f"{mark} {words}", self.telegram.people
        content = {**people.file("photo", "odgovor.png", png()), "caption": text} if picture else {"text": text}
        posted = people.writes(self.one.group, content, by=self.one.staff, thread=thread)
        self.one.answers.append(Wrote(mark, text, posted, files=int(picture)))
        await self._hears(mark)

    def _notes(self, thread: int) -> None:
        mark = f"n{self.one.number}-{len(self.one.notes)}."
        posted = self.telegram.user_says(self.one.group, f"// {mark} le za nas", by=self.one.staff, thread=thread)
        self.one.notes.append(Wrote(mark, f"{mark} le za nas", posted))

    async def _staff_edits(self, answer: Wrote) -> None:
        answer.text += ", popravek"
        answer.edits = 1
        self.telegram.user_edits(answer.posted, answer.text)
        await self._hears(answer.text)

    async def _in_topic(self, mark: str) -> int:
        """The topic in which a message stands, once it does."""
        found: list[int] = []

        def there() -> bool:
            found[:] = [
                message.thread
                for message in self.one.group.messages.values()
                if message.thread is not None and not message.deleted and mark in message.text
            ]
            return bool(found)

        await self._until(there, mark)
        return found[0]

    async def _until(self, condition: Callable[[], bool], what: str) -> None:
        come = await self.telegram.world.changes.until(condition, self.patience)
        one, said = self.one, " | ".join(self.telegram.texts(self.one.chat))
        topics = {topic.id: topic.name for topic in one.group.topics.values()}
        assert come, (
            f"resident {one.number} ({one.manner}, {one.end}, chat {one.chat.id}, group {one.group.id} with {topics})"
            f" waits for {what!r}; was told: {said}"
        )
