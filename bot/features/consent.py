"""Consent: the terms before anything personal, the optional marketing tick by itself, and a look back with withdrawal."""

from backend.consents.contract import ConsentAction, ConsentRequest, ConsentText, ConsentView, Purpose
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Answers
from bot.dialogue.feature import Ability, Access, Feature
from bot.dialogue.form import Accept, Form, Given, Refuse, Slot, Stop, Taken
from bot.dialogue.turn import Button, Reply, reply
from bot.dialogue.words import fold, yes_no


async def _text(ctx: Context, purpose: Purpose) -> ConsentText:
    texts = await ctx.backend.consent_texts(ctx.resident.language)
    return next(text for text in texts if text.purpose is purpose)


async def _act(ctx: Context, purpose: Purpose, action: ConsentAction) -> None:
    """Records the act on the text as it stands now."""
    text = await _text(ctx, purpose)
    given = await ctx.backend.consent(
        ctx.resident.id,
        ConsentRequest(
            purpose=purpose, action=action, version=text.version, language=text.language, channel=ctx.channel
        ),
    )
    ctx.seen(given)


# the terms


async def begin(ctx: Context, _wish: Wish) -> Answers | Reply:
    """Nothing to do where the current terms are agreed to."""
    if ctx.resident.consented:
        return reply(ctx.say("consent-already"), buttons=[[ctx.wish(ctx.say("menu-manage-consent"), "manage_consent")]])
    return {}


async def ask_terms(ctx: Context, _answers: Answers) -> Reply:
    """The whole text, its version, two buttons."""
    text = await _text(ctx, Purpose.terms)
    buttons = [[ctx.choice(ctx.say("consent-agree"), "yes"), ctx.choice(ctx.say("consent-disagree"), "no")]]
    shown = ctx.say("consent-ask-terms", text=text.text, version=text.version)
    return reply(shown, title=ctx.say("consent-title"), buttons=buttons)


async def take_terms(ctx: Context, _answers: Answers, given: Given) -> Taken:
    """Only a clear yes is one."""
    said = fold(given.text)
    answer = False if said.startswith(("ne strinjam", "i do not", "i don't")) else yes_no(given)
    if answer is None and said in {"strinjam se", "strinjam", "i agree", "agree"}:
        answer = True
    if answer is None:
        return Refuse(reply(ctx.say("consent-unclear")))
    await _act(ctx, Purpose.terms, ConsentAction.given if answer else ConsentAction.declined)
    if answer:
        return Accept({"terms": True})
    again = ctx.wish(ctx.say("consent-read-again"), "give_consent")
    return Stop(reply(ctx.say("consent-declined"), buttons=[[again], [_contact(ctx)]]))


def _contact(ctx: Context) -> Button:
    return ctx.wish(ctx.say("menu-ask-contact-info"), "ask_contact_info")


async def finish(ctx: Context, _answers: Answers) -> Reply:
    """Thanks, and the optional question by itself. Its buttons are wishes: any other wish just passes it by."""
    if ctx.resident.marketing:
        return reply(ctx.say("consent-given"))
    text = await _text(ctx, Purpose.marketing)
    yes = ctx.wish(ctx.say("consent-marketing-yes"), "marketing", on="yes")
    no = ctx.wish(ctx.say("consent-marketing-no"), "marketing", on="no")
    ctx.conversation.offer, ctx.conversation.offer_no = yes.data, no.data
    return reply(ctx.say("consent-given")) + reply(
        ctx.say("consent-ask-marketing", text=text.text), buttons=[[yes, no]]
    )


FORM = Form("consent", begin, (Slot("terms", ask_terms, take_terms),), finish)


# the optional tick, looking back, withdrawing


async def marketing(ctx: Context, wish: Wish) -> Reply:
    """The marketing tick, set or not; changed as often as one likes."""
    given = wish.args.get("on") == "yes"
    if not given and ctx.resident.marketing:
        await _act(ctx, Purpose.marketing, ConsentAction.withdrawn)
    elif given != ctx.resident.marketing or not given:
        await _act(ctx, Purpose.marketing, ConsentAction.given if given else ConsentAction.declined)
    said = ctx.say("consent-marketing-on" if given else "consent-marketing-off")
    return reply(said, buttons=ctx.guide.menu(ctx))


async def manage(ctx: Context, _wish: Wish) -> Reply:
    """What was agreed to and when; each can be withdrawn as easily as it was given."""
    views = await ctx.backend.consents(ctx.resident.id)
    lines = "\n".join(_line(ctx, view) for view in views)
    return reply(lines, title=ctx.say("consent-manage-title"), buttons=[[button] for button in _changes(ctx)])


def _line(ctx: Context, view: ConsentView) -> str:
    purpose = ctx.say(f"consent-purpose-{view.purpose}")
    if view.action is None or view.at is None:
        return ctx.say("consent-line-none", purpose=purpose)
    done = ctx.say(f"consent-action-{view.action}")
    return ctx.say("consent-line", purpose=purpose, done=done, at=ctx.say.moment(view.at), version=view.version or "")


def _changes(ctx: Context) -> list[Button]:
    terms = (
        ctx.wish(ctx.say("consent-withdraw-terms"), "withdraw_consent")
        if ctx.resident.consented
        else ctx.wish(ctx.say("consent-read-again"), "give_consent")
    )
    on = "no" if ctx.resident.marketing else "yes"
    tick = ctx.wish(
        ctx.say("consent-marketing-stop" if ctx.resident.marketing else "consent-marketing-yes"), "marketing", on=on
    )
    return [terms, tick]


async def begin_withdraw(ctx: Context, _wish: Wish) -> Answers | Reply:
    """Nothing to withdraw where nothing was given."""
    return {} if ctx.resident.consented else reply(ctx.say("consent-not-given"), buttons=ctx.guide.menu(ctx))


async def ask_withdraw(ctx: Context, _answers: Answers) -> Reply:
    """What withdrawal means, before it is done."""
    buttons = [[ctx.choice(ctx.say("consent-withdraw-yes"), "yes"), ctx.choice(ctx.say("no-stay"), "no")]]
    return reply(ctx.say("consent-ask-withdraw"), buttons=buttons)


async def take_withdraw(ctx: Context, _answers: Answers, given: Given) -> Taken:
    """Yes or no."""
    answer = yes_no(given)
    if answer is None:
        return Refuse(reply(ctx.say("answer-yes-no")))
    return Accept({"sure": True}) if answer else Stop(reply(ctx.say("consent-kept"), buttons=ctx.guide.menu(ctx)))


async def finish_withdraw(ctx: Context, _answers: Answers) -> Reply:
    """Withdrawn: nothing personal until the terms are agreed to again."""
    await _act(ctx, Purpose.terms, ConsentAction.withdrawn)
    again = ctx.wish(ctx.say("consent-read-again"), "give_consent")
    return reply(ctx.say("consent-withdrawn"), buttons=[[again], [_contact(ctx)]])


WITHDRAW = Form("withdraw_consent", begin_withdraw, (Slot("sure", ask_withdraw, take_withdraw),), finish_withdraw)

FEATURE = Feature(
    "consent",
    (
        Ability("give_consent", FORM, Access.ANYONE),
        Ability("marketing", marketing, Access.ANYONE),
        Ability("manage_consent", manage, Access.ANYONE, commands=("soglasje", "consent")),
        Ability("withdraw_consent", WITHDRAW, Access.ANYONE),
    ),
)
