"""Commands of staff in a topic: closing, assigning, the subject, ready answers."""

from dataclasses import dataclass

from aiogram.methods import GetMe
from aiogram.types import Message

from backend.desk.contract import DeskAct, DeskOrder, DeskOutcome, DeskPerson
from bot.backend import BackendClient, BackendDown, BackendRefusal
from bot.channels.telegram.calls import Calls, TelegramDown
from bot.channels.telegram.staff.telling import Say, Teller, thread_of
from bot.channels.telegram.staff.words import ACTS, ANSWERS, HELP, Command, answer_buttons, topic_buttons


@dataclass(slots=True)
class Orders:
    """What is done is written into the topic by the courier; what is not, is said here."""

    calls: Calls
    teller: Teller
    _username: str | None = None

    async def are_for_us(self, command: Command) -> bool:
        """Whether it is said to this bot, or to none. Raises BackendDown while Telegram doesn't answer."""
        if command.bot is None:
            return True
        if self._username is None:
            try:
                self._username = (await self.calls.do(GetMe())).username or ""
            except TelegramDown as error:
                raise BackendDown("Telegram") from error
        return command.bot.lower() == self._username.lower()

    async def take(self, client: BackendClient, message: Message, person: DeskPerson, command: Command) -> Say | None:
        """Carries it out, or says what it lacks. Raises BackendDown."""
        if command.name in HELP:
            return self.teller.replying(message, "desk-help")
        act = ACTS.get(command.name)
        if act is None and command.name != ANSWERS:
            return self.teller.replying(message, "desk-unknown-command")
        thread = thread_of(message)
        if thread is None:
            return self.teller.replying(message, "desk-not-in-topic")
        if act is None:
            return await self._answers(client, message)
        if act is DeskAct.topic and not command.value:
            asked, buttons = self.teller.texts("desk-which-topic"), topic_buttons(self.teller.texts)
            return lambda: self.teller.reply(message, asked, buttons)
        if act is DeskAct.canned and not command.value:
            return self.teller.replying(message, "desk-answer-which")
        value = self._topic(command.value) if act is DeskAct.topic else command.value
        told = DeskOrder(thread_id=thread, message_id=message.message_id, person=person, act=act, value=value)
        return await self._order(client, message, told)

    async def _answers(self, client: BackendClient, message: Message) -> Say:
        """Which ready answers there are, as buttons."""
        answers = await client.canned_answers(message.chat.id)
        if not answers:
            return self.teller.replying(message, "desk-no-answers")
        lines = [self.teller.texts("desk-which-answer"), *(f"{one.shortcut}: {one.text}" for one in answers)]
        return lambda: self.teller.reply(message, "\n".join(lines), answer_buttons(answers))

    async def _order(self, client: BackendClient, message: Message, told: DeskOrder) -> Say | None:
        try:
            result = await client.desk_order(message.chat.id, told)
        except BackendRefusal as refusal:
            return self.teller.why_not(message, refusal)
        if result.outcome is DeskOutcome.unchanged:
            return self.teller.replying(message, "desk-unchanged")
        if told.act is not DeskAct.canned:
            return None  # it is written into the topic
        sent = self.teller.texts("desk-sent", text=await canned_text(client, message.chat.id, told.value))
        return lambda: self.teller.reply(message, sent)

    def _topic(self, value: str) -> str:
        """A subject by the word that staff read, too."""
        wanted, say = value.lower(), self.teller.texts
        names = ("billing", "reading", "fault", "move", "data", "other")
        return next((name for name in names if say(f"desk-topic-{name}").lower() == wanted), wanted)


async def canned_text(client: BackendClient, group: int, shortcut: str) -> str:
    """A ready answer's Slovenian text, for staff to see."""
    wanted = shortcut.strip().lower()
    return next((one.text for one in await client.canned_answers(group) if one.shortcut == wanted), wanted)
