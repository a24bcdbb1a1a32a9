"""Whose office, whose prices? The linked provider, the one of the deep link, or the one that is chosen now."""

from bot.dialogue.context import Context, Wish
from bot.dialogue.turn import Reply, reply


def admitted(ctx: Context) -> bool:
    """Whether personal data may be shown: linked, address confirmed, terms agreed to."""
    return bool(ctx.resident.links and ctx.resident.email and ctx.resident.consented)


async def provider_of(ctx: Context, wish: Wish) -> str | Reply:
    """The provider's slug; or the question which one, with a button each that repeats the wish."""
    asked = wish.args.get("provider")
    if asked is None and ctx.resident.links:
        return ctx.link.provider
    providers = await ctx.backend.providers()
    known = {provider.slug for provider in providers}
    if asked in known:
        return str(asked)
    if ctx.resident.links:
        return ctx.link.provider
    if ctx.conversation.provider in known:
        return str(ctx.conversation.provider)
    if len(providers) == 1:
        return providers[0].slug
    buttons = [[ctx.wish(provider.name, wish.intent, provider=provider.slug)] for provider in providers]
    return reply(ctx.say("offices-which-provider"), buttons=buttons)
