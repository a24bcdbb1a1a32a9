"""Several linked payers: which one is looked at, changing it, and disconnecting one."""

from backend.accounts.contract import LinkView
from backend.residents.contract import ResidentView
from bot.dialogue.abilities import rows
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Answers
from bot.dialogue.feature import Ability, Access, Feature
from bot.dialogue.form import Accept, Form, Given, Refuse, Slot, Stop, Taken
from bot.dialogue.turn import Reply, reply
from bot.dialogue.words import fold, yes_no


def label(ctx: Context, link: LinkView) -> str:
    """``Stara ulica 1 (123456)``; before the address is confirmed and consent given, provider and code alone."""
    known = ctx.resident.email is not None and ctx.resident.consented
    return ctx.say("payer-title", street=link.street if known else link.provider_name, code=link.payer_code)


def _several(resident: ResidentView) -> bool:
    return len(resident.links) > 1


def _find(links: list[LinkView], text: str) -> LinkView | None:
    """The one link that a text names: by code, street or provider."""
    said = fold(text)
    for attribute in ("payer_code", "street", "provider_name"):
        names = {link.id: fold(str(getattr(link, attribute))) for link in links}
        found = [link for link in links if said and (names[link.id] in said or said in names[link.id])]
        if len(found) == 1:
            return found[0]
    return None


async def switch(ctx: Context, wish: Wish) -> Reply:
    """The list of payers, or the change to the chosen one."""
    links = ctx.resident.links
    chosen = next((link for link in links if str(link.id) == wish.args.get("link")), None)
    if chosen is None and len(links) == 1:
        add = ctx.wish(ctx.say("menu-link-account"), "link_account")
        return reply(ctx.say("payers-only-one", payer=label(ctx, links[0])), buttons=[[add]])
    if chosen is None:
        buttons = [ctx.wish(label(ctx, link), "switch_payer", link=link.id) for link in links]
        return reply(ctx.say("payers-choose", payer=label(ctx, ctx.link)), buttons=rows(buttons, per_row=1))
    ctx.conversation.link_id = chosen.id
    return reply(ctx.say("payers-switched", provider=chosen.provider_name), buttons=ctx.guide.menu(ctx))


# disconnecting


async def begin(ctx: Context, wish: Wish) -> Answers | Reply:
    """The payer named in the sentence, or the only one."""
    links = ctx.resident.links
    if not links:
        return reply(ctx.say("payers-none"), buttons=ctx.guide.menu(ctx))
    code = wish.first("payer_code")
    chosen = links[0] if len(links) == 1 else next((link for link in links if link.payer_code == code), None)
    return {"link": chosen.id if chosen is not None else None}


async def ask_link(ctx: Context, _answers: Answers) -> Reply:
    """Which one."""
    buttons = [ctx.choice(label(ctx, link), link.id) for link in ctx.resident.links]
    return reply(ctx.say("payers-ask-unlink"), buttons=rows(buttons, per_row=1))


async def take_link(ctx: Context, _answers: Answers, given: Given) -> Taken:
    """By button, or by what its label says."""
    links = ctx.resident.links
    chosen = next((link for link in links if str(link.id) == given.choice), None) or _find(links, given.text)
    return Accept({"link": chosen.id}) if chosen is not None else Refuse(reply(ctx.say("payers-which")))


async def ask_sure(ctx: Context, answers: Answers) -> Reply:
    """What disconnecting means."""
    link = next(link for link in ctx.resident.links if link.id == answers["link"])
    buttons = [[ctx.choice(ctx.say("payers-unlink-yes"), "yes"), ctx.choice(ctx.say("no-stay"), "no")]]
    return reply(ctx.say("payers-ask-sure", payer=label(ctx, link), provider=link.provider_name), buttons=buttons)


async def take_sure(ctx: Context, _answers: Answers, given: Given) -> Taken:
    """Yes or no."""
    answer = yes_no(given)
    if answer is None:
        return Refuse(reply(ctx.say("answer-yes-no")))
    return Accept({"sure": True}) if answer else Stop(reply(ctx.say("payers-kept"), buttons=ctx.guide.menu(ctx)))


async def finish(ctx: Context, answers: Answers) -> Reply:
    """Disconnected; the data stay with the provider."""
    link_id = answers["link"]
    if not isinstance(link_id, int):
        raise TypeError("a link's id is a number")
    ctx.seen(await ctx.backend.unlink((ctx.resident.id, link_id)))
    if ctx.conversation.link_id == link_id:
        ctx.conversation.link_id = None
    return reply(ctx.say("payers-unlinked"), buttons=ctx.guide.menu(ctx))


FORM = Form("unlink", begin, (Slot("link", ask_link, take_link), Slot("sure", ask_sure, take_sure)), finish)

FEATURE = Feature(
    "payers",
    (
        Ability("switch_payer", switch, commands=("zamenjaj", "switch"), menu=85, shown=_several),
        Ability("unlink_account", FORM, Access.ANYONE, commands=("odvezi", "unlink")),
    ),
)
