"""Buttons that staff press in a topic: a subject, a ready answer."""

from dataclasses import dataclass

from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup, EditMessageText
from aiogram.types import CallbackQuery, Message

from backend.desk.contract import DeskAct, DeskOrder, DeskPerson, DeskResult
from bot.backend import BackendClient, BackendRefusal
from bot.channels.telegram.staff.members import Members
from bot.channels.telegram.staff.orders import canned_text
from bot.channels.telegram.staff.telling import Say, Teller, short, thread_of
from bot.channels.telegram.staff.words import pressed


@dataclass(frozen=True, slots=True)
class Presses:
    """Who presses has to be a member now."""

    members: Members
    teller: Teller

    async def take(self, client: BackendClient, query: CallbackQuery) -> Say:
        """Carries it out; what follows stops the button's spinning. Raises BackendDown."""
        teller, message, asked = self.teller, query.message, pressed(query.data or "")
        if not isinstance(message, Message) or asked is None:
            return lambda: teller.do(AnswerCallbackQuery(callback_query_id=query.id))
        group, thread = message.chat.id, thread_of(message)
        if thread is None or not await self.members.has(group, query.from_user.id, surely=True):
            refused = AnswerCallbackQuery(callback_query_id=query.id, text=teller.texts("desk-press-refused"))
            return lambda: teller.do(refused)
        person = DeskPerson(telegram_id=query.from_user.id, name=query.from_user.full_name[:200])
        act, value = asked
        told = DeskOrder(thread_id=thread, message_id=message.message_id, person=person, act=act, value=value)
        text: str | None = None
        try:
            result: DeskResult | None = await client.desk_order(group, told)
            if act is DeskAct.canned:
                text = teller.texts("desk-sent", text=await canned_text(client, group, value))
        except BackendRefusal as refusal:
            result, text = None, teller.words(refusal)

        async def say() -> None:
            await teller.do(AnswerCallbackQuery(callback_query_id=query.id))
            if text is None:
                await teller.do(EditMessageReplyMarkup(chat_id=group, message_id=message.message_id))
            elif result is None:
                await teller.reply(message, text)
            else:
                edit = EditMessageText(chat_id=group, message_id=message.message_id, text=short(text), parse_mode=None)
                await teller.do(edit)

        return say
