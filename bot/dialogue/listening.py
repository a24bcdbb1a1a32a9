"""What is done with text: what is meant for people, commands, words that need no classifier, an open form's answers, wishes."""

from dataclasses import replace

from bot.dialogue import fallback, words
from bot.dialogue.abilities import Registry, menu_label
from bot.dialogue.answering import Answering
from bot.dialogue.asked import Asked
from bot.dialogue.context import Context, Wish
from bot.dialogue.form import Given
from bot.dialogue.performing import OFFERED, Performer
from bot.dialogue.turn import Reply, reply
from bot.dialogue.unclear import SECRETS, unclear
from bot.dialogue.wishes import wish_of_button, wish_of_text
from nlu.interpreter import Interpreter, Understanding
from nlu.several import wishes

LONGEST = 2000
"""Characters of one message that are still read; nobody's wish is longer."""


class Listening:
    """Turns of text. Holds no state, that is the conversation's."""

    def __init__(self, interpreter: Interpreter, registry: Registry, performer: Performer, form: Answering) -> None:
        self._interpreter = interpreter
        self._registry = registry
        self._do = performer
        self._form = form

    async def said(self, ctx: Context, text: str, asked: Asked) -> Reply:
        """``text`` is composed (NFC) and stripped. ``asked``: what the reply before it asked."""
        if not text:
            return await self._do.aside(ctx, reply(ctx.say("text-empty")))
        form = self._do.open_form(ctx)
        if form is not None and self._do.forms.slot(ctx, form).verbatim and not text.startswith("/"):
            return await self._form.to_people(ctx, form, text)
        if len(text) > LONGEST:
            said = await self._do.own(ctx, OFFERED) if form is None else None
            return said or await self._do.aside(ctx, reply(ctx.say("text-too-long")))
        if text.startswith("/"):
            return await self._command(ctx, text[1:])
        word = words.fold(text)
        if not words.has_letters_or_digits(text) and word not in words.YES | words.NO | words.HELP:
            return await self._do.aside(ctx, reply(ctx.say("text-no-words")))
        if form is not None and word in words.CANCEL | words.BACK | words.HELP:
            return await self._form.form_word(ctx, form, word)
        wish = self._word(ctx, word, asked, free=form is None)
        if wish is not None:
            return await self._do.wish_for(ctx, wish)
        if form is None and not words.has_letters_or_digits(text) and word not in words.HELP:
            return await self._do.aside(ctx, reply(ctx.say("text-no-words")))  # a thumb, and nothing was asked
        understood = await self.parse(ctx, text)
        if form is not None:
            return await self._form.answered(ctx, form, Given(text, None, understood))
        offered = asked.yes if understood.intent == "affirm" else asked.no if understood.intent == "deny" else None
        if offered is not None and (wish := wish_of_button(offered)) is not None:
            return await self._do.wish_for(ctx, wish)
        said = await self._understood(ctx, understood)
        return replace(said, forget_incoming=said.forget_incoming or _holds_secret(understood))

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
            return await self._do.start(ctx, rest.strip() or None)
        form = self._do.open_form(ctx)
        if form is not None and name in words.CANCEL | words.BACK | words.HELP:
            return await self._form.form_word(ctx, form, name)
        if name in words.BACK:
            return await self._do.perform(ctx, Wish("cancel"))
        ability = self._registry.by_command(name)
        if ability is None:
            return await self._do.aside(ctx, reply(ctx.say("command-unknown"), buttons=self._registry.menu(ctx)))
        return await self._do.wish_for(ctx, Wish(ability.intent), pressed=True)

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

    async def parse(self, ctx: Context, text: str) -> Understanding:
        """What it means, by the classifier."""
        return await self._interpreter.parse(text, today=ctx.today, language=ctx.say.language)


def _holds_secret(understood: Understanding) -> bool:
    return any(entity.name in SECRETS for entity in understood.entities)
