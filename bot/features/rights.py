"""A copy of one's data, and erasure: for now, an honest word on where to ask for them."""

from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Access, Feature
from bot.dialogue.turn import Reply, reply


async def export_data(ctx: Context, _wish: Wish) -> Reply:
    """Who gives a copy."""
    return await _where(ctx, "rights-export")


async def delete_data(ctx: Context, _wish: Wish) -> Reply:
    """Who erases, and what may be undone here and now."""
    return await _where(ctx, "rights-delete")


async def _where(ctx: Context, key: str) -> Reply:
    providers = {link.provider for link in ctx.resident.links}
    known = [provider for provider in await ctx.backend.providers() if not providers or provider.slug in providers]
    contacts = "\n".join(f"• {provider.name}: {provider.email}, {provider.phone}" for provider in known)
    buttons = [[ctx.wish(ctx.say("menu-manage-consent"), "manage_consent")]]
    return reply(ctx.say(key, contacts=contacts), buttons=buttons)


FEATURE = Feature(
    "rights",
    (
        Ability("export_data", export_data, Access.ANYONE),
        Ability("delete_data", delete_data, Access.ANYONE),
    ),
)
