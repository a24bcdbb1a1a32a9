"""How a matter begins: what the first sentence or the button says already, so that it is not asked."""

from backend.tickets.contract import About, AboutKind, Topic
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Answers
from bot.dialogue.turn import Reply, reply
from bot.features.choosing import admitted, named_provider
from bot.features.support.items import dumped, items_of, keep, take_kept
from bot.features.support.matter import holds_matter, lacks_data, topic_of


async def begin(ctx: Context, wish: Wish) -> Answers | Reply:
    """Takes over what the first sentence says already, or the button: ``on`` (topic), ``at`` (provider), ``k`` (what is held)."""
    items = take_kept(ctx) if wish.args.get("k") else []
    if wish.args.get("k") and not items:
        return reply(ctx.say("support-kept-gone"), buttons=[[ctx.wish(ctx.say("support-write"), "contact_support")]])
    if not ctx.resident.links and lacks_data(wish.text):
        return _without_data(ctx, wish)
    if wish.text and holds_matter(wish.text):
        items = items_of(ctx, wish.text)
    topic = topic_named(wish.args.get("on")) or (topic_of(wish.text) if wish.text else None)
    answers: Answers = {"items": dumped(items), "topic": topic.value if topic else None}
    if wish.args.get("on"):
        answers["matter"] = "new"
        answers["warned"] = topic is Topic.fault  # ``report_fault`` has said the number
    invoice = await _invoice(ctx, wish)
    if invoice is not None:
        answers |= invoice
    return answers | await provided(ctx, await _provider(ctx, wish))


def topic_named(name: str | None) -> Topic | None:
    """The topic by its code; None: there is none of this name."""
    return Topic(name) if name in {topic.value for topic in Topic} else None


def _without_data(ctx: Context, wish: Wish) -> Reply:
    """Someone who can't link: the way to an account, and the one to a person, to whom the sentence goes on."""
    held: dict[str, int] = {}
    if holds_matter(wish.text):
        keep(ctx, items_of(ctx, wish.text))
        held = {"k": 1}
    preset = {"provider": ctx.conversation.provider} if ctx.conversation.provider else {}
    buttons = [
        [ctx.wish(ctx.say("menu-request-account"), "request_account", **preset)],
        [ctx.wish(ctx.say("support-write-else"), "contact_support", **held)],
    ]
    return reply(ctx.say("account-offer"), buttons=buttons)


async def _invoice(ctx: Context, wish: Wish) -> Answers | None:
    """The invoice that the sentence names, attached by itself."""
    number = wish.first("invoice_number")
    if number is None or not admitted(ctx):
        return None
    found = (await ctx.backend.invoices(ctx.at, number=number)).invoices
    if not found:
        return None
    about = About(kind=AboutKind.invoice, id=found[0].id, label=found[0].number)
    return {"about": about.model_dump(mode="json"), "topic": Topic.billing.value, "provider": ctx.link.provider}


async def _provider(ctx: Context, wish: Wish) -> str | None:
    """Named by the button or the text, linked alone, preset, or the only one; else it is asked."""
    providers = await ctx.backend.providers()
    known = {provider.slug for provider in providers}
    linked = {link.provider for link in ctx.resident.links}
    named = wish.args.get("at") or named_provider(providers, wish.text)
    preset = ctx.conversation.provider if not linked else None
    for choice in (named, linked.pop() if len(linked) == 1 else None, preset):
        if choice in known:
            return choice
    return providers[0].slug if len(providers) == 1 else None


async def provided(ctx: Context, slug: str | None) -> Answers:
    """What follows from the provider: without a matter to continue it is a new one; the notice is due once."""
    if slug is None:
        return {}
    page = await ctx.backend.tickets(ctx.resident.id)
    answers: Answers = {"provider": slug}
    if ctx.resident.consented or page.tickets:
        answers["agreed"] = True
    if not any(ticket.continues and ticket.provider == slug for ticket in page.tickets):
        answers["matter"] = "new"
    return answers
