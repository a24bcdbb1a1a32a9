"""Runs the open form: asks slots in order, takes answers, goes back, leaves. Knows no feature."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.dialogue.abilities import menu_label
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Answers, OpenForm
from bot.dialogue.form import Accept, Form, Given, Refuse, Slot, Stay, Stop
from bot.dialogue.turn import Button, Message, Reply, Rows, reply
from bot.dialogue.wishes import load_wish
from bot.dialogue.words import fold

CANCEL = "!cancel"
BACK = "!back"
LEAVE = "!leave"
STAY = "!stay"


@dataclass(frozen=True, slots=True)
class Aside:
    """No answer to the open question. ``say``: what the slot would say to it; ``secret``: it may still hold a secret."""

    say: Reply
    secret: bool


Finished = Callable[[Context, Form, Reply], Awaitable[Reply]]
"""What follows a form that has ended well, given what its ``finish`` said."""


class Forms:
    """The runner; it holds no state, that is the conversation's."""

    def __init__(self, finished: Finished) -> None:
        self._finished = finished

    async def open(self, ctx: Context, form: Form, wish: Wish) -> Reply:
        """Opens ``form`` for a wish, or gives what its ``begin`` says instead."""
        begun = await form.begin(ctx, wish)
        if isinstance(begun, Reply):
            return begun
        conversation = ctx.conversation
        conversation.form_serial += 1
        conversation.form = OpenForm(form.name, conversation.form_serial, begun)
        return await self.advance(ctx, form)

    async def advance(self, ctx: Context, form: Form) -> Reply:
        """Asks the next open question; with none left, closes the form and finishes."""
        state = opened(ctx)
        slot = next((s for s in form.slots if state.answers.get(s.name) is None and s.needed(state.answers)), None)
        if slot is None:
            return await self.finish(ctx, form)
        state.asked = slot.name
        if slot.name in state.trail:
            del state.trail[state.trail.index(slot.name) :]
        state.trail.append(slot.name)
        return await self.ask(ctx, form)

    async def finish(self, ctx: Context, form: Form) -> Reply:
        """Closes the form and does what it is for."""
        answers = opened(ctx).answers
        ctx.conversation.form = None
        return await self._finished(ctx, form, await form.finish(ctx, answers))

    async def ask(self, ctx: Context, form: Form) -> Reply:
        """The prompt of the question that is open, with the ways back and out."""
        asked = await self.slot(ctx, form).ask(ctx, opened(ctx).answers)
        return add_buttons(asked, (self._ways_out(ctx, form, asked),))

    def _ways_out(self, ctx: Context, form: Form, asked: Reply) -> tuple[Button, ...]:
        there = {button.label for message in asked.messages for row in message.buttons for button in row}
        ways = [ctx.choice(ctx.say("back"), BACK)] if len(opened(ctx).trail) > 1 else []
        ways.append(ctx.choice(ctx.say(form.way_out), CANCEL))
        return tuple(way for way in ways if way.label not in there)

    def slot(self, ctx: Context, form: Form) -> Slot:
        """The question that is open."""
        asked = opened(ctx).asked
        return next((slot for slot in form.slots if slot.name == asked), form.slots[0])

    async def take(self, ctx: Context, form: Form, given: Given) -> Reply | Aside:
        """The reply to an answer, or ``Aside``: it is no answer, and may be a question."""
        slot, state = self.slot(ctx, form), opened(ctx)
        if slot.verbatim and given.choice is None and given.sent is None:
            given = replace(given, choice=await self._typed_label(ctx, form, given.text))
        taken = await slot.take(ctx, state.answers, given)
        if isinstance(taken, Refuse) and given.choice is None and not slot.verbatim:
            choice = await self._typed_label(ctx, form, given.text)
            if choice is not None:
                given = Given(given.text, choice)
                taken = await slot.take(ctx, state.answers, given)
        secret = slot.secret and given.choice is None
        match taken:
            case Accept(values, note):
                state.answers.update(values)
                said = note + await self.advance(ctx, form)
            case Stop(say):
                ctx.conversation.form = ctx.conversation.pending = None
                said = say
            case Stay(say, values):
                state.answers.update(values)
                said = say
            case Refuse(say, digress):
                if digress and given.choice is None and not _found(slot, given):
                    return Aside(say, secret)
                said = await self.refuse(ctx, form, say)
        return replace(said, forget_incoming=said.forget_incoming or secret)

    async def refuse(self, ctx: Context, form: Form, say: Reply) -> Reply:
        """Why not, with the question's own buttons again."""
        asked = await self.ask(ctx, form)
        if not say.messages:
            return asked
        return add_buttons(say, asked.messages[-1].buttons) if not say.messages[-1].buttons else say

    async def back(self, ctx: Context, form: Form) -> Reply:
        """One question back; before the first one, out of the form."""
        state = opened(ctx)
        if len(state.trail) < 2:
            return self.cancel(ctx, form)
        for name in state.trail[-2:]:
            state.answers[name] = None
        del state.trail[-1:]
        state.asked = state.trail[-1]
        return await self.ask(ctx, form)

    def cancel(self, ctx: Context, form: Form) -> Reply:
        """Out of the form; a wish that waited for it is given up, too. What else the same message wished is offered."""
        answers = opened(ctx).answers
        ctx.conversation.form = ctx.conversation.pending = None
        later, ctx.conversation.later = ctx.conversation.later, []
        offered = [[ctx.wish(menu_label(ctx, intent), intent)] for intent in (load_wish(wish).intent for wish in later)]
        said = form.left(ctx, answers) if form.left is not None else reply(ctx.say("form-cancelled"))
        return add_buttons(said, (*(tuple(row) for row in offered), *ctx.guide.menu(ctx)))

    async def _typed_label(self, ctx: Context, form: Form, text: str) -> str | None:
        """The choice whose button's label was typed."""
        asked = await self.ask(ctx, form)
        for button in (b for message in asked.messages for row in message.buttons for b in row):
            kind, _, value = button.data.partition(f":{opened(ctx).asked}:")
            if kind.startswith("a:") and value and not value.startswith("!") and fold(button.label) == fold(text):
                return value
        return None


def open_at(ctx: Context, name: str, slot: str, answers: Answers) -> None:
    """Opens a form at one of its questions without asking it: what is said now leads there."""
    conversation = ctx.conversation
    conversation.form_serial += 1
    conversation.form = OpenForm(name, conversation.form_serial, answers, slot, [slot])


def opened(ctx: Context) -> OpenForm:
    """The open form's state; the caller knows that there is one."""
    if ctx.conversation.form is None:
        raise LookupError("no form is open")
    return ctx.conversation.form


def _found(slot: Slot, given: Given) -> bool:
    """Whether the text holds something that makes it an answer."""
    return given.understanding is not None and any(
        entity.name in slot.entities for entity in given.understanding.entities
    )


def add_buttons(said: Reply, more: Rows) -> Reply:
    """The reply with more rows under its last message."""
    more = tuple(row for row in more if row)
    if not said.messages or not more:
        return said
    last: Message = said.messages[-1]
    return replace(said, messages=(*said.messages[:-1], replace(last, buttons=(*last.buttons, *more))))
