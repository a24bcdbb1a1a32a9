"""A fault can't wait: the emergency number stands first, at any hour; then it can be described in writing."""

from bot.dialogue.context import Context, Wish
from bot.dialogue.turn import Reply, reply
from bot.features.choosing import provider_of
from bot.features.offices import contact_text, open_text, spaced
from bot.features.support.items import items_of, keep
from bot.features.support.matter import holds_matter


async def report_fault(ctx: Context, wish: Wish) -> Reply:
    """The number, and a button that describes it; what the sentence tells already is held for it."""
    slug = await provider_of(ctx, wish)
    if isinstance(slug, Reply):
        return slug
    office = await ctx.backend.office(slug)
    number = office.provider.emergency_phone
    first = ctx.say("support-fault-emergency", phone=spaced(number)) if number else ctx.say("support-fault")
    blocks = [first, open_text(ctx, office), contact_text(ctx, office.provider), ctx.say("support-fault-write")]
    described: dict[str, str | int] = {}
    if wish.text and holds_matter(wish.text):
        keep(ctx, items_of(ctx, wish.text))
        described = {"k": 1}
    write = ctx.wish(ctx.say("support-fault-button"), "contact_support", on="fault", at=slug, **described)
    ctx.conversation.offer = write.data
    hours = ctx.wish(ctx.say("menu-ask-contact-info"), "ask_contact_info", provider=slug)
    return reply("\n\n".join(filter(None, blocks)), title=office.provider.name, buttons=[[write], [hours]])
