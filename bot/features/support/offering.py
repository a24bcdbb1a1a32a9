"""Turns that nobody wished anything with: a stray photo or an unclear text is offered to support; an edit is sent as one."""

from dataclasses import replace
from datetime import timedelta

from backend.tickets.contract import LONGEST_TEXT, Edit, State, TicketSummary
from bot.backend import BackendRefusal
from bot.dialogue.context import Context, Wish
from bot.dialogue.turn import Button, Reply, Said, Sent, reply
from bot.features.support.asking import NAME as ASKING
from bot.features.support.items import MOST, Item, drop, dumped, items_of, keep, kept, loaded, same_album
from bot.features.support.words import end_button, matter_name
from bot.features.support.writing import NAME as WRITING

FRESH = timedelta(days=2)
"""So long after an answer an unclear text is likely to be about it."""
READ = 2000
"""Characters that are read at most: a longer text is for people."""


async def offer_support(ctx: Context, wish: Wish) -> Reply:
    """Asks whether this turn is for support, and holds it meanwhile; ``no``: it isn't. Empty: it is nothing for people."""
    if wish.args.get("no"):
        drop(ctx)
        return reply(ctx.say("support-dropped"), buttons=ctx.guide.menu(ctx))
    match ctx.turn.content:
        case Sent() as sent if sent.file is not None:
            return await _file(ctx, sent)
        case Said(text):
            return await _text(ctx, text.strip())
    return Reply()


async def _file(ctx: Context, sent: Sent) -> Reply:
    new, held = items_of(ctx, sent.caption, sent), [item for item in kept(ctx) if item.sent is not None]
    if not new:
        return Reply()
    if len(held) >= MOST:
        return reply(ctx.say("support-too-many", most=MOST), buttons=await _ways(ctx))
    keep(ctx, [*held, *new])
    if same_album(held, sent):
        return Reply(silent=True)
    ctx.conversation.offer, ctx.conversation.offer_no = "w:contact_support?k=1", "w:offer_support?no=1"
    no = ctx.wish(ctx.say("support-dont"), "offer_support", no=1)
    return reply(ctx.say(f"support-offer-{sent.kind}"), buttons=[*await _ways(ctx), [no]])


async def _text(ctx: Context, text: str) -> Reply:
    keep(ctx, [*(item for item in kept(ctx) if item.sent is not None), *items_of(ctx, text)][:MOST])
    key = "support-offer-long" if len(text) > READ else "not-understood"
    if (recent := await _answered(ctx)) is not None and key == "not-understood":
        key = "support-offer-text"
        ctx.conversation.offer = f"w:write_on?t={recent.id}&k=1"
    return reply(ctx.say(key), buttons=[*_ways_of(ctx, recent), *ctx.guide.menu(ctx)])


async def _ways(ctx: Context) -> list[list[Button]]:
    return _ways_of(ctx, await _answered(ctx))


def _ways_of(ctx: Context, recent: TicketSummary | None) -> list[list[Button]]:
    """To the matter that was answered last, or as a new one."""
    if recent is None:
        return [[ctx.wish(ctx.say("support-send-it"), "contact_support", k=1)]]
    label = ctx.say("support-send-to", matter=matter_name(ctx.say, recent))
    return [
        [ctx.wish(label, "write_on", t=recent.id, k=1)],
        [ctx.wish(ctx.say("support-send-new"), "contact_support", k=1)],
    ]


async def _answered(ctx: Context) -> TicketSummary | None:
    page = await ctx.backend.tickets(ctx.resident.id)
    fresh = (one for one in page.tickets if one.state is State.answered and ctx.now - one.changed_at <= FRESH)
    return next(fresh, None)


async def correct_message(ctx: Context, _wish: Wish) -> Reply:
    """An edited message: changed where it is held, or sent as an edit. Empty: support never had it."""
    source, content = ctx.turn.source, ctx.turn.content
    text = content.text if isinstance(content, Said) else content.caption if isinstance(content, Sent) else None
    if not ctx.turn.edited or source is None or text is None or len(text) > LONGEST_TEXT:
        return Reply()
    if _change_held(ctx, source, text.strip()):
        return reply(ctx.say("support-edit-held"))
    try:
        edited = await ctx.backend.edit_message(ctx.resident.id, Edit(source=source, text=text))
    except BackendRefusal as error:
        if error.code != "message_unknown":
            raise
        return Reply()
    form = ctx.conversation.form
    buttons = [[end_button(ctx)]] if form is not None and form.name == WRITING else []
    return reply(ctx.say("support-edited", matter=matter_name(ctx.say, edited.ticket)), buttons=buttons)


def _change_held(ctx: Context, source: str, text: str) -> bool:
    """Changes what waits in the open form, or while the resident is asked."""
    form = ctx.conversation.form
    waiting = loaded(form.answers.get("items")) if form is not None and form.name == ASKING else []
    if form is not None and any(item.source == source for item in waiting):
        form.answers["items"] = dumped(_changed(waiting, source, text))
        return True
    if any(item.source == source for item in kept(ctx)):
        keep(ctx, _changed(kept(ctx), source, text))
        return True
    return False


def _changed(items: list[Item], source: str, text: str) -> list[Item]:
    return [replace(item, text=text) if item.source == source else item for item in items]
