"""What is done while a form is open: its buttons, its words, answers, what is meant for people, questions in between."""

from dataclasses import replace

from bot.dialogue import fallback, words
from bot.dialogue.abilities import Registry
from bot.dialogue.context import Context, Wish
from bot.dialogue.form import Form, Given
from bot.dialogue.forms import BACK, LEAVE, STAY, Aside, opened
from bot.dialogue.performing import Performer
from bot.dialogue.turn import Reply, reply
from bot.dialogue.unclear import unclear_answer
from bot.dialogue.wishes import load_wish, wish_of_text


class Answering:
    """Turns of an open form. Holds no state, that is the conversation's."""

    def __init__(self, registry: Registry, performer: Performer) -> None:
        self._registry = registry
        self._do = performer

    async def chosen(self, ctx: Context, form: Form, value: str) -> Reply:
        """A button of the form's question: an answer, back, or leaving for what was wished in between."""
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

    async def people(self, ctx: Context, form: Form, given: Given) -> Reply:
        """Something for people."""
        taken = await self._do.forms.take(ctx, form, given)
        return taken if isinstance(taken, Reply) else await self._do.forms.refuse(ctx, form, taken.say)

    async def to_people(self, ctx: Context, form: Form, text: str) -> Reply:
        """Text where people are written to: theirs, but for the words that leave."""
        word = words.fold(text)
        if word in words.CANCEL | words.END | words.BACK | words.HELP:
            return await self.form_word(ctx, form, word)
        if word in words.MENU:
            return await self._do.wish_for(ctx, Wish("menu"))
        return await self.people(ctx, form, Given(text))

    async def form_word(self, ctx: Context, form: Form, word: str) -> Reply:
        """A word that every form knows: cancel, back, help."""
        if word in words.CANCEL | words.END:
            return self._do.forms.cancel(ctx, form)
        if word in words.BACK:
            return await self._do.forms.back(ctx, form)
        key = f"help-{form.name.replace('_', '-')}"
        helped = reply(ctx.say(key if ctx.say.has(key) else "form-help"))
        return helped + await self._do.forms.ask(ctx, form)

    async def answered(self, ctx: Context, form: Form, given: Given) -> Reply:
        """Text while a form is open: leave or stay, an answer, a question in between, or neither."""
        state = opened(ctx)
        if state.leaving is not None and (leave := words.yes_no(given)) is not None:
            return await self.chosen(ctx, form, LEAVE if leave else STAY)
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
