"""Whose office, whose prices? The linked provider, the one of the deep link, or the one that is chosen now."""

import re
from collections.abc import Sequence

from backend.providers.contract import ProviderView
from bot.dialogue.context import Context, Wish
from bot.dialogue.turn import Reply, reply
from bot.dialogue.words import fold

FILLER = frozenset({"doo", "d.o.o", "d.d", "zgled", "javno", "podjetje"})
"""Words of company names that name no company."""


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


def named_provider(providers: Sequence[ProviderView], text: str) -> str | None:
    """The one provider that a text names, by slug or by a telling word of its name."""
    said = re.findall(r"\w+", fold(text))
    named = {p.slug for p in providers for word in said if len(word) > 4 and _tells(p, word)}
    return named.pop() if len(named) == 1 else None


def _tells(provider: ProviderView, word: str) -> bool:
    """``komunali`` tells of Komunala: all but the case ending is the same."""
    names = {fold(provider.slug), *re.findall(r"\w+", fold(provider.name))} - FILLER
    return any(word[: len(name) - 1] == name[:-1] and len(word) <= len(name) + 2 for name in names if len(name) > 4)
