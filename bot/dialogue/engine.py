"""The one way through: a turn comes in, a reply goes out.

Order: group chats are refused; ``/start``; commands; pressed buttons; the open form; what ``nlu`` understands → registry →
access → feature; fallback. The engine sends nothing, stores nothing, and is given everything by argument.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from backend.contract import Language
from bot.backend import BackendClient, BackendRefusal
from bot.dialogue import fallback, words
from bot.dialogue.abilities import Registry, menu_label
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Conversation, Json
from bot.dialogue.feature import Access
from bot.dialogue.form import Form, Given
from bot.dialogue.forms import BACK, CANCEL, LEAVE, STAY, Aside, opened
from bot.dialogue.performing import Performer
from bot.dialogue.receiving import Receiving
from bot.dialogue.refusals import refusal
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Pressed, Reply, Said, Sent, Started, Turn, reply
from bot.dialogue.unclear import SECRETS, unclear, unclear_answer
from bot.dialogue.wishes import dump_wish, load_wish, wish_of_button, wish_of_text
from nlu.interpreter import Interpreter, Understanding
from nlu.several import wishes

LONGEST = 2000
"""Characters of one message that are still read; nobody's wish is longer."""

CORRECTED = "correct_message"
"""The ability that is asked when the resident changed a message of theirs."""
OFFERED = "offer_support"
"""The ability that is asked when a file comes outside of any form, or a text that nobody understood or reads."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reply before this turn asked outside of any form."""

    yes: str | None
    """Button data that a typed "da" means; ``no`` a typed "ne"."""
    no: str | None
    torn: dict[str, Json] | None
    """The text that may mean one of two things: a wish with the ``rival`` beside it."""

    @property
    def intents(self) -> tuple[str, ...]:
        """The two that were asked about, or none."""
        return (str(self.torn["intent"]), str(self.torn["rival"])) if self.torn is not None else ()

    def meant(self, wish: Wish) -> Wish:
        """The wish with what the doubtful text said of it, where it is an answer to "did you mean"."""
        if self.torn is None or wish.intent not in self.intents or wish.args:
            return wish
        return replace(load_wish(self.torn), intent=wish.intent)


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
        self._interpreter = interpreter
        self._registry = registry
        self._texts = texts
        self._clock = clock
        self._receiving = receiving or Receiving()
        self._do = Performer(registry)

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
                return await self._started(ctx, payload)
            case Pressed(data):
                return await self._pressed(ctx, data, asked)
            case Sent() as sent:
                return await self._sent(ctx, sent)
            case Said(text):
                return await self._said(ctx, unicodedata.normalize("NFC", text).strip(), asked)

    # /start, buttons

    async def _started(self, ctx: Context, payload: str | None) -> Reply:
        ctx.conversation.form = ctx.conversation.pending = None
        ctx.conversation.later = []
        return await self._do.perform(ctx, Wish("start", args={"payload": payload or ""}))

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
        return await self._chosen(ctx, form, value)

    async def _chosen(self, ctx: Context, form: Form, value: str) -> Reply:
        state = opened(ctx)
        leaving, state.leaving = state.leaving, None
        if value == BACK:
            return await self._do.forms.back(ctx, form)
        if value in {LEAVE, STAY}:
            if value == LEAVE and leaving is not None:
                ctx.conversation.form = None
                return await self._do.perform(ctx, load_wish(leaving))
            return await self._do.forms.ask(ctx, form)
        taken = await self._do.forms.take(ctx, form, Given("", value))
        return taken if isinstance(taken, Reply) else await self._do.forms.refuse(ctx, form, taken.say)

    # files

    async def _sent(self, ctx: Context, sent: Sent) -> Reply:
        form = self._do.open_form(ctx)
        if form is not None and self._do.forms.slot(ctx, form).verbatim:
            return await self._people(ctx, form, Given(sent.caption, sent=sent))
        said = await self._do.own(ctx, OFFERED) if form is None else None
        return said or await self._do.aside(ctx, reply(ctx.say(f"sent-{sent.kind}")))

    async def _people(self, ctx: Context, form: Form, given: Given) -> Reply:
        """Something for people."""
        taken = await self._do.forms.take(ctx, form, given)
        return taken if isinstance(taken, Reply) else await self._do.forms.refuse(ctx, form, taken.say)

    # text

    async def _said(self, ctx: Context, text: str, asked: Asked) -> Reply:
        if not text:
            return await self._do.aside(ctx, reply(ctx.say("text-empty")))
        form = self._do.open_form(ctx)
        if form is not None and self._do.forms.slot(ctx, form).verbatim and not text.startswith("/"):
            return await self._to_people(ctx, form, text)
        if len(text) > LONGEST:
            said = await self._do.own(ctx, OFFERED) if form is None else None
            return said or await self._do.aside(ctx, reply(ctx.say("text-too-long")))
        if text.startswith("/"):
            return await self._command(ctx, text[1:])
        word = words.fold(text)
        if not words.has_letters_or_digits(text) and word not in words.YES | words.NO | words.HELP:
            return await self._do.aside(ctx, reply(ctx.say("text-no-words")))
        if form is not None and word in words.CANCEL | words.BACK | words.HELP:
            return await self._form_word(ctx, form, word)
        wish = self._word(ctx, word, asked, free=form is None)
        if wish is not None:
            return await self._do.wish_for(ctx, wish)
        if form is None and not words.has_letters_or_digits(text) and word not in words.HELP:
            return await self._do.aside(ctx, reply(ctx.say("text-no-words")))  # a thumb, and nothing was asked
        understood = await self._parse(ctx, text)
        if form is not None:
            return await self._answered(ctx, form, Given(text, None, understood))
        offered = asked.yes if understood.intent == "affirm" else asked.no if understood.intent == "deny" else None
        if offered is not None and (wish := wish_of_button(offered)) is not None:
            return await self._do.wish_for(ctx, wish)
        said = await self._understood(ctx, understood)
        return replace(said, forget_incoming=said.forget_incoming or _holds_secret(understood))

    async def _to_people(self, ctx: Context, form: Form, text: str) -> Reply:
        """Text where people are written to: theirs, but for the words that leave."""
        word = words.fold(text)
        if word in words.CANCEL | words.END | words.BACK | words.HELP:
            return await self._form_word(ctx, form, word)
        if word in words.MENU:
            return await self._do.wish_for(ctx, Wish("menu"))
        return await self._people(ctx, form, Given(text))

    def _word(self, ctx: Context, word: str, asked: Asked, *, free: bool) -> Wish | None:
        """What needs no classifier: the menu's own labels, "da" to what was just offered, "drugo stanovanje"."""
        if word in words.SWITCH:
            return Wish("switch_payer")
        if word in words.MENU or (free and word in words.BACK):
            return Wish("menu")
        offered = asked.yes if word in words.YES else asked.no if word in words.NO else None
        if free and offered:
            return wish_of_button(offered)
        intents = [ability.intent for ability in self._registry.offered(ctx.resident)]
        labels = {words.fold(menu_label(ctx, intent)): intent for intent in (*intents, *asked.intents)}
        return asked.meant(Wish(labels[word])) if word in labels else None

    async def _command(self, ctx: Context, line: str) -> Reply:
        name, _, rest = line.partition(" ")
        name = words.fold(name.partition("@")[0])
        if name == "start":
            return await self._started(ctx, rest.strip() or None)
        form = self._do.open_form(ctx)
        if form is not None and name in words.CANCEL | words.BACK | words.HELP:
            return await self._form_word(ctx, form, name)
        if name in words.BACK:
            return await self._do.perform(ctx, Wish("cancel"))
        ability = self._registry.by_command(name)
        if ability is None:
            return await self._do.aside(ctx, reply(ctx.say("command-unknown"), buttons=self._registry.menu(ctx)))
        return await self._do.wish_for(ctx, Wish(ability.intent), pressed=True)

    async def _form_word(self, ctx: Context, form: Form, word: str) -> Reply:
        if word in words.CANCEL | words.END:
            return self._do.forms.cancel(ctx, form)
        if word in words.BACK:
            return await self._do.forms.back(ctx, form)
        key = f"help-{form.name.replace('_', '-')}"
        helped = reply(ctx.say(key if ctx.say.has(key) else "form-help"))
        return helped + await self._do.forms.ask(ctx, form)

    async def _answered(self, ctx: Context, form: Form, given: Given) -> Reply:
        """Text while a form is open: leave or stay, an answer, a question in between, or neither."""
        state = opened(ctx)
        if state.leaving is not None and (leave := words.yes_no(given)) is not None:
            return await self._chosen(ctx, form, LEAVE if leave else STAY)
        state.leaving = None
        taken = await self._do.forms.take(ctx, form, given)
        if isinstance(taken, Aside):
            understood = given.understanding
            if understood is not None and fallback.digresses(understood):
                ability = self._registry.by_intent(understood.intent)
                if ability is not None:
                    return await self._do.digress(ctx, form, ability, wish_of_text(understood))
            said = await self._do.forms.refuse(ctx, form, taken.say)
            return replace(said, forget_incoming=taken.secret, unclear=unclear_answer(form, understood))
        return taken

    async def _understood(self, ctx: Context, understood: Understanding) -> Reply:
        """No form is open: several wishes, the best intent, two that are near each other, or none."""
        several = await wishes(self._interpreter, understood, today=ctx.today, language=ctx.say.language)
        if len(several) > 1 and all(self._registry.by_intent(wish.intent) for wish in several):
            return await self._do.perform_several(ctx, [wish_of_text(wish) for wish in several])
        intents = fallback.candidates(understood, has=lambda i: self._registry.by_intent(i) is not None)
        if not intents:
            mine = None if _holds_secret(understood) else await self._do.own(ctx, OFFERED)
            said = mine or fallback.offer_what_works(ctx)
            return replace(said, unclear=unclear(understood))
        if len(intents) == 2:
            return replace(fallback.did_you_mean(ctx, understood, *intents), unclear=unclear(understood))
        return await self._do.perform(ctx, wish_of_text(understood, intents[0]))

    async def _reached(self, ctx: Context, form: Form, content: Said | Pressed | Sent) -> Reply:
        """Finishes a form whose purpose was reached meanwhile, as by the link in a mail; a wish in the turn is kept."""
        wish = None
        if isinstance(content, Pressed):
            wish = wish_of_button(content.data)
        elif isinstance(content, Said):
            understood = await self._parse(ctx, content.text)
            wish = wish_of_text(understood) if fallback.digresses(understood) else None
        ability = self._registry.by_intent(wish.intent) if wish is not None else None
        if wish is not None and ability is not None and ability.access is Access.LINKED:
            ctx.conversation.pending = dump_wish(wish)
        return await self._do.forms.finish(ctx, form)

    async def _parse(self, ctx: Context, text: str) -> Understanding:
        return await self._interpreter.parse(text, today=ctx.today, language=ctx.say.language)


def _language(conversation: Conversation, turn: Turn) -> str:
    """Known, or by the channel's hint: Slovenian without one, English for any other language."""
    if conversation.language is not None:
        return conversation.language
    hint = (turn.language_hint or "sl").lower()
    return "sl" if hint.startswith("sl") else "en"


def _holds_secret(understood: Understanding) -> bool:
    return any(entity.name in SECRETS for entity in understood.entities)
