"""Doing what is wished: registry → access → feature or form; the steps of arriving; wishes in the middle of a form.

Place in the flow: ``engine`` (with ``listening`` for text and ``answering`` in a form) finds out what the turn means and hands
the wish over; features and forms answer.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue import fallback
from bot.dialogue.abilities import Registry, menu_label
from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Access
from bot.dialogue.form import Form
from bot.dialogue.forms import LEAVE, STAY, Forms, add_buttons, opened
from bot.dialogue.turn import Message, Reply, reply
from bot.dialogue.wishes import dump_wish, load_wish

OFFERED = "offer_support"
"""The ability that is asked when a file comes outside of any form, or a text that nobody understood or reads."""


class Performer:
    """Answers wishes. Holds no state, that is the conversation's."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.forms = Forms(self._finished)

    async def start(self, ctx: Context, payload: str | None) -> Reply:
        """``/start``: whatever was open is left."""
        ctx.conversation.form = ctx.conversation.pending = None
        ctx.conversation.later = []
        return await self.perform(ctx, Wish("start", args={"payload": payload or ""}))

    async def perform(self, ctx: Context, wish: Wish) -> Reply:
        """Does what is wished, or leads to what must be done before."""
        if wish.intent == "resume":
            return await self._onward(ctx)
        ability = self.registry.by_intent(wish.intent)
        if ability is None:
            return fallback.offer_what_works(ctx)
        if ability.access is Access.LINKED and (step := self.registry.missing(ctx.resident)) is not None:
            ctx.conversation.pending = dump_wish(wish)
            return reply(ctx.say(f"gate-{step.intent.replace('_', '-')}")) + await self._step(ctx, step.intent)
        if isinstance(ability.does, Form):
            said = await self.forms.open(ctx, ability.does, wish)
        else:
            said = await ability.does(ctx, wish)
        return self._named(ctx, said) if ability.access is Access.LINKED else said

    async def own(self, ctx: Context, intent: str) -> Reply | None:
        """What an ability that isn't wished for makes of the turn itself; None: nothing, it goes its usual way."""
        ability = self.registry.by_intent(intent)
        if ability is None or isinstance(ability.does, Form):
            return None
        said = await ability.does(ctx, Wish(intent))
        return said if said.messages or said.silent else None

    async def perform_several(self, ctx: Context, wishes: Sequence[Wish]) -> Reply:
        """Several wishes of one message: what is answered at once comes first, forms after that, one by one."""
        abilities = [(self.registry.by_intent(wish.intent), wish) for wish in wishes]
        ranked = [(self._rank(ctx, ability), wish) for ability, wish in abilities if ability is not None]
        first, *rest = [wish for _rank, wish in sorted(ranked, key=lambda pair: pair[0])]
        ctx.conversation.later = [dump_wish(wish) for wish in rest]
        said = await self.perform(ctx, first)
        forms = [menu_label(ctx, a.intent) for a, _wish in abilities if a is not None and isinstance(a.does, Form)]
        return reply(ctx.say("one-by-one", first=forms[0], then=forms[1])) + said if len(forms) > 1 else said

    def _rank(self, ctx: Context, ability: Ability) -> tuple[bool, bool]:
        """What needs a step of arriving comes after what doesn't, questions after answers."""
        gated = ability.access is Access.LINKED and self.registry.missing(ctx.resident) is not None
        return gated, isinstance(ability.does, Form)

    async def carry_on(self, ctx: Context, said: Reply) -> Reply:
        """The reply, and what the resident wished besides, as far as no form asks something first."""
        conversation = ctx.conversation
        while conversation.later and conversation.form is None and conversation.pending is None:
            wish = load_wish(conversation.later.pop(0))
            said = said + await self.perform(ctx, wish)
        return said

    async def wish_for(self, ctx: Context, wish: Wish, *, pressed: bool = False) -> Reply:
        """A wish that is certain: a button, a command, a word. An open form is looked after."""
        form, ability = self.open_form(ctx), self.registry.by_intent(wish.intent)
        if wish.intent != "resume" and ability is None:
            return await self.aside(ctx, reply(ctx.say("button-stale")))
        if form is None or ability is None:
            return await self.perform(ctx, wish)
        step = self.registry.step_of(form.name)
        if pressed and isinstance(ability.does, Form) and (step is None or ability.instead == step.intent):
            ctx.conversation.form = None
            said = Reply() if form.left is not None else reply(ctx.say("form-left"))  # nothing is lost
            return said + await self.perform(ctx, wish)
        return await self.digress(ctx, form, ability, wish)

    async def digress(self, ctx: Context, form: Form, ability: Ability, wish: Wish) -> Reply:
        """A wish in the middle of a form: answered, kept for later, or asked whether to leave for it."""
        if ability.intent in {"cancel", "menu"}:
            return self.forms.cancel(ctx, form)
        if ability.does is form:
            return await self.forms.ask(ctx, form)
        step = self.registry.missing(ctx.resident)
        if ability.access is Access.LINKED and step is not None:
            if self.registry.step_of(form.name) is None:
                ctx.conversation.form = None
                return await self.perform(ctx, wish)
            ctx.conversation.pending = dump_wish(wish)
            return reply(ctx.say("gate-later")) + await self.forms.ask(ctx, form)
        if not isinstance(ability.does, Form):
            state = opened(ctx)
            said = await self.perform(ctx, wish)
            return said + await self.forms.ask(ctx, form) if ctx.conversation.form is state else said
        opened(ctx).leaving = dump_wish(wish)
        buttons = [[ctx.choice(ctx.say("yes"), LEAVE), ctx.choice(ctx.say("no-stay"), STAY)]]
        return reply(ctx.say("form-leave", wish=menu_label(ctx, ability.intent)), buttons=buttons)

    async def _step(self, ctx: Context, intent: str) -> Reply:
        ability = self.registry.by_intent(intent)
        if ability is None or not isinstance(ability.does, Form):
            raise LookupError(f"no step {intent}")
        return await self.forms.open(ctx, ability.does, Wish(intent))

    async def _finished(self, ctx: Context, form: Form, said: Reply) -> Reply:
        """After a form has ended well: a step of arriving leads to the next one, or to the wish that waited."""
        if self.registry.step_of(form.name) is not None:
            await ctx.refresh()
            return said + await self._onward(ctx)
        ability = self.registry.of_form(form.name)
        return self._named(ctx, said) if ability is not None and ability.access is Access.LINKED else said

    async def _onward(self, ctx: Context) -> Reply:
        step = self.registry.missing(ctx.resident)
        if step is not None:
            return await self._step(ctx, step.intent)
        pending, ctx.conversation.pending = ctx.conversation.pending, None
        if pending is not None:
            return await self.perform(ctx, load_wish(pending))
        return reply(ctx.say("all-set"), buttons=self.registry.menu(ctx))

    def open_form(self, ctx: Context) -> Form | None:
        state = ctx.conversation.form
        form = self.registry.form(state.name) if state is not None else None
        if form is None or state is None or state.asked not in {slot.name for slot in form.slots}:
            ctx.conversation.form = None  # none, or of an older version
            return None
        if form.lapsed(ctx, state.answers):
            ctx.conversation.form = None
            return None
        return form

    async def aside(self, ctx: Context, said: Reply) -> Reply:
        """Something that is no answer and no wish: said, and the open question again."""
        form = self.open_form(ctx)
        if form is not None:
            return said + await self.forms.ask(ctx, form)
        return said if said.messages[-1].buttons else add_buttons(said, self.registry.menu(ctx))

    def _named(self, ctx: Context, said: Reply) -> Reply:
        """With several payers linked, the first message says whose it is."""
        if len(ctx.resident.links) < 2 or not said.messages:
            return said
        first: Message = said.messages[0]
        payer = ctx.say("payer-title", street=ctx.link.street, code=ctx.link.payer_code)
        if payer in first.title:
            return said
        title = f"{first.title} · {payer}" if first.title else payer
        return replace(said, messages=(replace(first, title=title), *said.messages[1:]))
