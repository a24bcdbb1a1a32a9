"""Greetings, thanks, help, the menu, and what isn't the bot's business."""

from bot.backend import BackendRefusal
from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Access, Feature
from bot.dialogue.turn import Reply, reply
from bot.features import handover


async def start(ctx: Context, wish: Wish) -> Reply:
    """``/start``: who the bot is. A deep link presets the provider; a signed one also the payer code (then linking begins)."""
    payload = wish.args.get("payload", "")
    ctx.conversation.greeted = True
    if not payload:
        return _welcome(ctx)
    if payload.startswith(handover.PREFIX):
        return await handover.take(ctx, payload)
    try:
        # longer ones are never ours: what is left of them is refused as well
        preset = await ctx.backend.start(payload[:200])
    except BackendRefusal:
        return reply(ctx.say("start-payload-invalid")) + _welcome(ctx)
    ctx.conversation.provider = preset.provider
    provider = await ctx.backend.provider(preset.provider)
    linked = any(link.provider == preset.provider for link in ctx.resident.links)
    if linked and preset.payer_code is None:
        return _welcome(ctx)
    args = {"provider": preset.provider} | ({"code": preset.payer_code} if preset.payer_code else {})
    buttons = [[ctx.wish(ctx.say("menu-link-account"), "link_account", **args)]]
    rest = [row for row in ctx.guide.menu(ctx) if all(not b.data.startswith("w:link_account") for b in row)]
    return reply(ctx.say("start-provider", provider=provider.name), buttons=[*buttons, *rest])


def _welcome(ctx: Context) -> Reply:
    if not ctx.resident.links:
        return reply(ctx.say("start-new"), buttons=ctx.guide.menu(ctx))
    return reply(ctx.say("start-again"), buttons=ctx.guide.menu(ctx))


async def greet(ctx: Context, _wish: Wish) -> Reply:
    """A greeting; the first one says that this is a bot."""
    if not ctx.conversation.greeted:
        return await start(ctx, Wish("start"))
    return reply(ctx.say("greet-again"), buttons=ctx.guide.menu(ctx))


async def goodbye(ctx: Context, _wish: Wish) -> Reply:
    """A goodbye."""
    return reply(ctx.say("goodbye"))


async def thanks(ctx: Context, _wish: Wish) -> Reply:
    """You're welcome."""
    return reply(ctx.say("thanks"))


async def help_now(ctx: Context, _wish: Wish) -> Reply:
    """What can be done now, with a sample sentence each, and the words that work everywhere."""
    samples = "\n".join(f"• {sample}" for sample in ctx.guide.samples(ctx))
    text = ctx.say("help" if ctx.resident.links else "help-new", samples=samples)
    return reply(text, title=ctx.say("help-title"), buttons=ctx.guide.menu(ctx))


async def menu(ctx: Context, _wish: Wish) -> Reply:
    """The menu alone."""
    return reply(ctx.say("menu-title"), buttons=ctx.guide.menu(ctx))


async def nothing_asked(ctx: Context, _wish: Wish) -> Reply:
    """A yes or no to no question."""
    return reply(ctx.say("nothing-asked"), buttons=ctx.guide.menu(ctx))


async def nothing_open(ctx: Context, _wish: Wish) -> Reply:
    """Nothing is there to be cancelled."""
    return reply(ctx.say("nothing-open"), buttons=ctx.guide.menu(ctx))


async def out_of_scope(ctx: Context, _wish: Wish) -> Reply:
    """Not the bot's business: what it can do, and a person."""
    return reply(ctx.say("out-of-scope"), buttons=ctx.guide.menu(ctx))


FEATURE = Feature(
    "smalltalk",
    (
        Ability("start", start, Access.ANYONE),
        Ability("greet", greet, Access.ANYONE),
        Ability("goodbye", goodbye, Access.ANYONE),
        Ability("thanks", thanks, Access.ANYONE),
        Ability("help", help_now, Access.ANYONE, commands=("pomoc", "help"), menu=98),
        Ability("menu", menu, Access.ANYONE, commands=("meni", "menu")),
        Ability("affirm", nothing_asked, Access.ANYONE),
        Ability("deny", nothing_asked, Access.ANYONE),
        Ability("cancel", nothing_open, Access.ANYONE, commands=("preklici", "cancel")),
        Ability("out_of_scope", out_of_scope, Access.ANYONE),
    ),
)
