"""What is asked before a matter is sent: whose support, an old matter or a new one, of which topic, and the message itself.

All that is written or sent before everything is clear is held and goes with it: nobody says anything twice.
"""

from backend.providers.contract import ProviderView
from backend.tickets.contract import About, TicketSummary, Topic
from bot.dialogue.abilities import rows
from bot.dialogue.context import Context
from bot.dialogue.conversation import Answers
from bot.dialogue.form import Accept, Form, Given, Refuse, Slot, Stay, Taken
from bot.dialogue.forms import CANCEL, add_buttons, open_at
from bot.dialogue.turn import Reply, reply
from bot.dialogue.words import yes_no
from bot.features.choosing import named_provider
from bot.features.offices import open_text, spaced
from bot.features.support.beginning import begin, provided, topic_named
from bot.features.support.items import MOST, dumped, items_of, loaded, same_album
from bot.features.support.matter import holds_matter, says_send, topic_of
from bot.features.support.sending import Target, send
from bot.features.support.words import matter_name, told, topic_name
from bot.features.support.writing import opened_by, resumed, send_on

NAME = "support"
MATTERS = 3
"""Matters offered to be continued."""
SHOWN = 120
"""Characters shown of what is to be sent."""


def keep(ctx: Context, answers: Answers, given: Given, **more: str | bool | None) -> Taken:
    """A message that came before everything is clear: held, and sent with the rest."""
    held, new = loaded(answers.get("items")), items_of(ctx, given.text, given.sent)
    if not new:
        return Refuse(reply(ctx.say("support-not-sendable")), digress=False)
    if len(held) + len(new) > MOST:
        return Refuse(reply(ctx.say("support-too-many", most=MOST)), digress=False)
    values: Answers = {"items": dumped([*held, *new]), **more}
    if same_album(held, given.sent):
        return Stay(Reply(silent=True), values)
    return Accept(values, Reply() if more else reply(ctx.say("support-held")))


# whose support


async def ask_provider(ctx: Context, answers: Answers) -> Reply:
    """Those that are linked, or all."""
    providers: list[ProviderView] = await ctx.backend.providers()
    linked = {link.provider for link in ctx.resident.links}
    if len(linked) > 1 and not answers.get("others"):
        providers = [provider for provider in providers if provider.slug in linked]
    buttons = [ctx.choice(provider.name, provider.slug) for provider in providers]
    return reply(ctx.say("support-ask-provider"), buttons=rows(buttons, per_row=1))


async def take_provider(ctx: Context, answers: Answers, given: Given) -> Taken:
    """A button or a name; anything else is the message already."""
    providers = await ctx.backend.providers()
    short = given.sent is None and not holds_matter(given.text)
    slug = given.choice or (named_provider(providers, given.text) if short else None)
    if slug not in {provider.slug for provider in providers}:
        return keep(ctx, answers, given) if given.choice is None else Refuse(reply(ctx.say("button-stale")))
    if not ctx.resident.links:
        ctx.conversation.provider = slug
    return Accept(await provided(ctx, slug))


# an old matter or a new one


async def ask_matter(ctx: Context, answers: Answers) -> Reply:
    """The newest matters that go on."""
    buttons = []
    for ticket in await _matters(ctx, answers):
        label = ctx.say("support-continue", matter=matter_name(ctx.say, ticket))
        buttons.append([ctx.choice(label, ticket.id)])
    buttons.append([ctx.choice(ctx.say("support-new"), "new")])
    return reply(ctx.say("support-ask-matter"), buttons=buttons)


async def _matters(ctx: Context, answers: Answers) -> list[TicketSummary]:
    page = await ctx.backend.tickets(ctx.resident.id)
    return [one for one in page.tickets if one.continues and one.provider == answers["provider"]][:MATTERS]


async def take_matter(ctx: Context, answers: Answers, given: Given) -> Taken:
    """A button; anything else is the message already."""
    if given.choice is None:
        return keep(ctx, answers, given)
    number = given.choice.isascii() and given.choice.isdecimal() and len(given.choice) < 16
    if given.choice != "new" and not number:
        return Refuse(reply(ctx.say("button-stale")))
    return Accept({"matter": given.choice})


def _new(answers: Answers) -> bool:
    return answers.get("matter") == "new"


# of which topic


async def ask_topic(ctx: Context, answers: Answers) -> Reply:
    """The topics; how to reach the office otherwise."""
    office = await ctx.backend.office(str(answers["provider"]))
    provider = office.provider
    blocks = [ctx.say("support-ask-topic")]
    if not answers.get("items"):
        direct = [
            ctx.say("offices-phone", phone=spaced(provider.phone)),
            ctx.say("offices-email", email=provider.email),
        ]
        blocks += [open_text(ctx, office), "\n".join([ctx.say("support-direct"), *direct])]
    buttons = list(rows([ctx.choice(_label(ctx, topic), topic.value) for topic in Topic]))
    if not ctx.resident.links:
        account = ctx.wish(ctx.say("menu-request-account"), "request_account", provider=provider.slug)
        buttons.append((account,))
    if len(ctx.resident.links) < 2 and len(await ctx.backend.providers()) > 1:
        buttons.append((ctx.choice(ctx.say("linking-other-provider"), "other-provider"),))
    return reply("\n\n".join(filter(None, blocks)), title=provider.name, buttons=buttons)


def _label(ctx: Context, topic: Topic) -> str:
    name = topic_name(ctx.say, topic)
    return name[:1].upper() + name[1:]


async def take_topic(ctx: Context, answers: Answers, given: Given) -> Taken:
    """A button; anything else is the message already, which may tell the topic itself."""
    if given.choice == "other-provider":
        return Accept({"provider": None, "matter": None, "others": True})
    if (topic := topic_named(given.choice)) is not None:
        return Accept({"topic": topic.value})
    guess = topic_of(given.text) if given.sent is None else None
    return keep(ctx, answers, given, topic=guess.value) if guess is not None else keep(ctx, answers, given)


# the message


async def ask_words(ctx: Context, answers: Answers) -> Reply:
    """What to write; to those who have not agreed to anything yet, what becomes of it."""
    about = answers.get("about")
    label = str(about.get("label")) if isinstance(about, dict) else ""
    if label:
        text = ctx.say("support-ask-words-about", label=label)
    else:
        text = ctx.say("support-ask-words-fault" if answers.get("topic") == Topic.fault.value else "support-ask-words")
    return reply("\n\n".join(filter(None, [await _urgent(ctx, answers), text, await _notice(ctx, answers)])))


async def _urgent(ctx: Context, answers: Answers) -> str:
    """The emergency number of a fault: it can't wait until the message is sent."""
    if answers.get("topic") != Topic.fault.value or answers.get("warned"):
        return ""
    number = (await ctx.backend.provider(str(answers["provider"]))).emergency_phone
    return ctx.say("support-urgent", phone=spaced(number)) if number else ""


async def _notice(ctx: Context, answers: Answers) -> str:
    if answers.get("agreed"):
        return ""
    provider = await ctx.backend.provider(str(answers["provider"]))
    return ctx.say("support-notice", provider=provider.name)


async def take_words(ctx: Context, answers: Answers, given: Given) -> Taken:
    """Text or file; sent at once."""
    return keep(ctx, answers, given, agreed=True)


async def ask_agreed(ctx: Context, answers: Answers) -> Reply:
    """The notice, before something goes that was written without it."""
    items = loaded(answers.get("items"))
    files, text = sum(1 for item in items if item.sent is not None), " ".join(item.text for item in items).strip()
    lines = [await _urgent(ctx, answers), await _notice(ctx, answers)]
    if text:
        lines.append(
            ctx.say("support-will-send", text=text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…")
        )
    if files:
        lines.append(ctx.say("support-will-send-files", files=files))
    return reply("\n\n".join(filter(None, lines)), buttons=[[ctx.choice(ctx.say("support-send"), "yes")]])


async def take_agreed(ctx: Context, answers: Answers, given: Given) -> Taken:
    """Sent on a yes or a "send it"; anything else goes with it."""
    if given.sent is None and (yes_no(given) or says_send(given.text)):
        return Accept({"agreed": True})
    return keep(ctx, answers, given)


def _unwritten(answers: Answers) -> bool:
    return _new(answers) and not answers.get("items")


WORDS = Slot("words", ask_words, take_words, needed=_unwritten, verbatim=True)


async def finish(ctx: Context, answers: Answers) -> Reply:
    """Opens the matter, or goes on with the chosen one; the conversation stays open."""
    items, matter = loaded(answers.get("items")), str(answers["matter"])
    if matter != "new":
        ticket = await ctx.backend.ticket(ctx.resident.id, int(matter))
        return await send_on(ctx, ticket, items) if items else await resumed(ctx, ticket)
    about = About.model_validate(answers["about"]) if answers.get("about") else None
    target = Target(str(answers["provider"]), Topic(str(answers["topic"])), about=about)
    outcome = await send(ctx, target, items)
    if outcome.received is None:  # not one file was taken, and there was no text
        open_at(ctx, NAME, WORDS.name, answers | {"items": [], "words": None})
        said = reply(told(ctx, outcome)) + await ask_words(ctx, answers)
        return add_buttons(said, ((ctx.choice(ctx.say("cancel"), CANCEL),),))
    return opened_by(ctx, outcome, outcome.received.ticket)


FORM = Form(
    NAME,
    begin,
    (
        Slot("provider", ask_provider, take_provider, verbatim=True),
        Slot("matter", ask_matter, take_matter, verbatim=True),
        Slot("topic", ask_topic, take_topic, needed=_new, verbatim=True),
        WORDS,
        Slot("agreed", ask_agreed, take_agreed, needed=_new, verbatim=True),
    ),
    finish,
    personal=True,
)
