"""The one way through: a turn comes in, a reply goes out.

Order: group chats are refused; ``/start``; commands; pressed buttons; the open form; what ``nlu`` understands → registry →
access → feature; fallback. Text is ``listening``'s, an open form ``answering``'s. The engine sends nothing, stores nothing, and is
given everything by argument.
"""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime

from backend.contract import Language
from bot.backend import BackendClient, BackendRefusal
from bot.dialogue import fallback
from bot.dialogue.abilities import Registry
from bot.dialogue.answering import Answering
from bot.dialogue.asked import Asked
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Conversation
from bot.dialogue.feature import Access
from bot.dialogue.form import Form, Given
from bot.dialogue.forms import CANCEL, opened
from bot.dialogue.listening import Listening
from bot.dialogue.performing import OFFERED, Performer
from bot.dialogue.receiving import Receiving
from bot.dialogue.refusals import refusal
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Pressed, Reply, Said, Sent, Started, Turn, reply
from bot.dialogue.wishes import dump_wish, wish_of_button, wish_of_text
from nlu.interpreter import Interpreter

CORRECTED = "correct_message"
"""The ability that is asked when the resident changed a message of theirs."""

Clock = Callable[[], datetime]


class Engine:
    """Answers turns. ``clock`` gives an aware datetime."""

    def __init__(
        self,
        interpreter: Interpreter,
        registry: Registry,
        texts: Mapping[str, Texts],
        clock: Clock,
        receiving: Receiving | None = None,
    ) -> None:
        self._registry = registry
        self._texts = texts
        self._clock = clock
        self._receiving = receiving or Receiving()
        self._do = Performer(registry)
        self._form = Answering(registry, self._do)
        self._text = Listening(interpreter, registry, self._do, self._form)

    async def answer(self, turn: Turn, conversation: Conversation, backend: BackendClient) -> Reply:
        """The reply; ``conversation`` is changed in place. ``backend`` carries this turn's idempotency keys.

        Raises BackendDown: then ``conversation`` is to be thrown away and the turn tried again.
        """
        if not turn.private:
            return reply(self._texts[_language(conversation, turn)]("groups-refused"))
        ctx = await self._context(turn, conversation, backend)
        asked = Asked(conversation.offer, conversation.offer_no, conversation.torn)
        conversation.offer = conversation.offer_no = conversation.torn = None
        try:
            said = await self._do.carry_on(ctx, await self._route(ctx, turn, asked))
        except BackendRefusal as error:
            said = refusal(ctx, error)
        return said if said.messages or said.silent else said + await self._do.perform(ctx, Wish("help"))

    async def _context(self, turn: Turn, conversation: Conversation, backend: BackendClient) -> Context:
        language = Language(_language(conversation, turn))
        resident = await backend.resident_of_chat(turn.channel, turn.chat, language)
        conversation.language = resident.language.value
        say = self._texts[conversation.language]
        now = self._clock()
        if conversation.kept_until is not None and datetime.fromisoformat(conversation.kept_until) < now:
            conversation.kept, conversation.kept_until = [], None
        return Context(backend, say, now, turn, conversation, resident, self._registry, self._texts, self._receiving)

    async def _route(self, ctx: Context, turn: Turn, asked: Asked) -> Reply:
        form = self._do.open_form(ctx)
        if form is not None and not isinstance(turn.content, Started) and form.reached(ctx, opened(ctx).answers):
            return await self._reached(ctx, form, turn.content)
        if turn.edited and (corrected := await self._do.own(ctx, CORRECTED)) is not None:
            return corrected
        match turn.content:
            case Started(payload):
                return await self._do.start(ctx, payload)
            case Pressed(data):
                return await self._pressed(ctx, data, asked)
            case Sent() as sent:
                return await self._sent(ctx, sent)
            case Said(text):
                return await self._text.said(ctx, unicodedata.normalize("NFC", text).strip(), asked)

    async def _pressed(self, ctx: Context, data: str, asked: Asked) -> Reply:
        wish = wish_of_button(data)
        if wish is not None:
            return await self._do.wish_for(ctx, asked.meant(wish), pressed=True)
        form = self._do.open_form(ctx)
        mark, _, rest = data.partition(":")
        serial, _, rest = rest.partition(":")
        slot, _, value = rest.partition(":")
        state = ctx.conversation.form
        if mark != "a" or form is None or state is None or serial != str(state.serial):
            return await self._do.aside(ctx, reply(ctx.say("button-stale")))
        if value == CANCEL:
            return self._do.forms.cancel(ctx, form)
        if slot != state.asked:
            return await self._do.aside(ctx, reply(ctx.say("button-stale")))
        return await self._form.chosen(ctx, form, value)

    async def _sent(self, ctx: Context, sent: Sent) -> Reply:
        form = self._do.open_form(ctx)
        if form is not None and self._do.forms.slot(ctx, form).verbatim:
            return await self._form.people(ctx, form, Given(sent.caption, sent=sent))
        said = await self._do.own(ctx, OFFERED) if form is None else None
        return said or await self._do.aside(ctx, reply(ctx.say(f"sent-{sent.kind}")))

    async def _reached(self, ctx: Context, form: Form, content: Said | Pressed | Sent) -> Reply:
        """Finishes a form whose purpose was reached meanwhile, as by the link in a mail; a wish in the turn is kept."""
        wish = None
        if isinstance(content, Pressed):
            wish = wish_of_button(content.data)
        elif isinstance(content, Said):
            understood = await self._text.parse(ctx, content.text)
            wish = wish_of_text(understood) if fallback.digresses(understood) else None
        ability = self._registry.by_intent(wish.intent) if wish is not None else None
        if wish is not None and ability is not None and ability.access is Access.LINKED:
            ctx.conversation.pending = dump_wish(wish)
        return await self._do.forms.finish(ctx, form)


def _language(conversation: Conversation, turn: Turn) -> str:
    """Known, or by the channel's hint: Slovenian without one, English for any other language."""
    if conversation.language is not None:
        return conversation.language
    hint = (turn.language_hint or "sl").lower()
    return "sl" if hint.startswith("sl") else "en"
