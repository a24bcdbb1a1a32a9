"""What needs a person. Messages through the bot come later; until then it says honestly where a person is."""

from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Access, Feature
from bot.dialogue.turn import Button, Reply, reply
from bot.features.choosing import provider_of
from bot.features.offices import contact_text, open_text, spaced


async def contact_support(ctx: Context, wish: Wish) -> Reply:
    """The office's contact, and whether someone is there now."""
    return await _contact(ctx, wish, "support-contact")


async def show_messages(ctx: Context, wish: Wish) -> Reply:
    """There are no messages yet; where to ask."""
    return await _contact(ctx, wish, "support-messages")


async def report_fault(ctx: Context, wish: Wish) -> Reply:
    """A leak can't wait: the emergency number stands first."""
    slug = await provider_of(ctx, wish)
    if isinstance(slug, Reply):
        return slug
    office = await ctx.backend.office(slug)
    number = office.provider.emergency_phone
    first = ctx.say("support-fault-emergency", phone=spaced(number)) if number else ctx.say("support-fault")
    text = "\n\n".join([first, open_text(ctx, office), contact_text(ctx, office.provider)])
    return reply(text, title=office.provider.name, buttons=[[_hours(ctx, slug)]])


async def _contact(ctx: Context, wish: Wish, key: str) -> Reply:
    slug = await provider_of(ctx, wish)
    if isinstance(slug, Reply):
        return slug
    office = await ctx.backend.office(slug)
    blocks = [ctx.say(key), open_text(ctx, office), contact_text(ctx, office.provider)]
    text = "\n\n".join(block for block in blocks if block)
    return reply(text, title=office.provider.name, buttons=[[_hours(ctx, slug)]])


def _hours(ctx: Context, slug: str) -> Button:
    return ctx.wish(ctx.say("menu-ask-contact-info"), "ask_contact_info", provider=slug)


FEATURE = Feature(
    "support",
    (
        Ability("contact_support", contact_support, Access.ANYONE, commands=("podpora",), menu=80),
        Ability("report_fault", report_fault, Access.ANYONE, commands=("okvara",)),
        Ability("show_messages", show_messages, Access.ANYONE, commands=("sporocila",)),
    ),
)
