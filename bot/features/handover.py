"""A conversation begun on a web page goes on in Telegram: ``/start h_<token>`` joins this chat to the page's resident.

The token is made by the page (``bot/channels/web/handover.py``) and judged by the backend (``backend/residents/handovers.py``).
"""

from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Access, Feature
from bot.dialogue.turn import Reply, reply

PREFIX = "h_"
"""Of a deep link's payload; no provider's slug has an underscore."""
LONGEST = 100


async def take(ctx: Context, payload: str) -> Reply:
    """Joins this chat to the resident behind the link. The backend's refusals have texts of their own (``error-handover-…``)."""
    taken = await ctx.backend.take_handover(ctx.resident.chat_id, payload.removeprefix(PREFIX)[:LONGEST])
    if taken.again:
        return reply(ctx.say("handover-again"), buttons=ctx.guide.menu(ctx))
    ctx.seen(taken.resident)
    _begin_anew(ctx)
    part = [ctx.wish(ctx.say("handover-part"), "leave_handover")]
    return reply(ctx.say("handover-done"), buttons=[*ctx.guide.menu(ctx)[:7], part])


async def leave(ctx: Context, _wish: Wish) -> Reply:
    """This chat leaves the resident it was joined to: the link was opened by mistake, or was a stranger's."""
    ctx.seen(await ctx.backend.leave_handover(ctx.resident.chat_id))
    _begin_anew(ctx)
    return reply(ctx.say("handover-left"), buttons=ctx.guide.menu(ctx))


def _begin_anew(ctx: Context) -> None:
    """What was chosen for the resident of before means nothing for this one."""
    ctx.conversation.link_id = ctx.conversation.provider = None
    ctx.conversation.language = ctx.resident.language.value
    ctx.say = ctx.texts[ctx.conversation.language]


async def explain(ctx: Context, _wish: Wish) -> Reply:
    """Where the link is found; it isn't made here, for a reply is kept for a day."""
    return reply(ctx.say("handover-how"), buttons=ctx.guide.menu(ctx))


FEATURE = Feature(
    "handover",
    (
        Ability("carry_over", explain, Access.ANYONE, commands=("telegram",)),
        Ability("leave_handover", leave, Access.ANYONE),
    ),
)
