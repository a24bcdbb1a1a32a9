"""The profile: what is known of the resident, and changing name and phone. The address has its own feature."""

from backend.residents.contract import ProfileChange
from bot.backend import BackendRefusal
from bot.dialogue.context import Context, Wish
from bot.dialogue.conversation import Answers
from bot.dialogue.feature import Ability, Feature
from bot.dialogue.form import Accept, Form, Given, Refuse, Slot, Stop, Taken
from bot.dialogue.refusals import refusal_text
from bot.dialogue.turn import Button, Reply, reply
from bot.dialogue.words import yes_no
from bot.features.payers import label

CLEAR = "clear"
LONGEST_NAME = 80


async def begin(ctx: Context, wish: Wish) -> Answers | Reply:
    """A phone number in the sentence is asked about; a button says what to change; otherwise the profile is shown."""
    phone = wish.first("phone")
    if phone is not None:
        return {"what": "phone", "value": None, "found": phone}
    what = wish.args.get("what")
    return {"what": what, "value": None} if what in {"name", "phone"} else show(ctx)


def show(ctx: Context) -> Reply:
    """All of the profile, with a button for each thing that can be changed."""
    me = ctx.resident
    empty = ctx.say("profile-empty")
    lines = [
        ctx.say("profile-name", name=me.display_name or empty),
        ctx.say("profile-phone", phone=me.phone or empty),
        ctx.say("profile-email", email=me.email or empty),
        ctx.say("profile-language", language=ctx.say(f"language-{me.language}")),
        ctx.say("profile-payers", count=len(me.links)),
        *(f"• {link.payer_name}, {label(ctx, link)}, {link.provider_name}" for link in me.links),
    ]
    return reply("\n".join(lines), title=ctx.say("profile-title"), buttons=_changes(ctx))


def _changes(ctx: Context) -> list[list[Button]]:
    return [
        [
            ctx.wish(ctx.say("profile-change-name"), "update_profile", what="name"),
            ctx.wish(ctx.say("profile-change-phone"), "update_profile", what="phone"),
        ],
        [
            ctx.wish(ctx.say("profile-change-email"), "change_email"),
            ctx.wish(ctx.say("profile-change-language"), "change_language"),
        ],
        [
            ctx.wish(ctx.say("menu-manage-consent"), "manage_consent"),
            ctx.wish(ctx.say("menu-unlink-account"), "unlink_account"),
        ],
    ]


async def ask_sure(ctx: Context, answers: Answers) -> Reply:
    """The sentence may have held the number for another reason."""
    buttons = [[ctx.choice(ctx.say("yes"), "yes"), ctx.choice(ctx.say("no"), "no")]]
    return reply(ctx.say("profile-phone-sure", phone=str(answers["found"])), buttons=buttons)


async def take_sure(ctx: Context, answers: Answers, given: Given) -> Taken:
    """Stored on a yes; on a no the profile is shown as it is."""
    sure = yes_no(given)
    if sure is None:
        return Refuse(reply(ctx.say("answer-yes-no")))
    if not sure:
        return Stop(show(ctx))
    return await _taken(ctx, "phone", str(answers["found"]))


def _found(answers: Answers) -> bool:
    return bool(answers.get("found")) and answers.get("value") is None


async def ask_value(ctx: Context, answers: Answers) -> Reply:
    """The new name or number; either can be removed."""
    buttons = [[ctx.choice(ctx.say("profile-clear"), CLEAR)]]
    return reply(ctx.say(f"profile-ask-{answers['what']}"), buttons=buttons)


async def take_value(ctx: Context, answers: Answers, given: Given) -> Taken:
    """A name of one line; a phone number in any usual way of writing (the backend checks it)."""
    what = str(answers["what"])
    if given.choice == CLEAR:
        value = ""
    elif what == "name":
        value = " ".join(given.text.split())
        if len(value) > LONGEST_NAME or not any(c.isalpha() for c in value):
            return Refuse(reply(ctx.say("profile-name-format", longest=LONGEST_NAME)))
    else:
        value = _phone(given)
        if not any(c.isdigit() for c in value):
            return Refuse(reply(ctx.say("error-phone-invalid")))
    return await _taken(ctx, what, value)


async def _taken(ctx: Context, what: str, value: str) -> Taken:
    change = ProfileChange(display_name=value) if what == "name" else ProfileChange(phone=value)
    try:
        ctx.seen(await ctx.backend.change_profile(ctx.resident.id, change))
    except BackendRefusal as error:
        return Refuse(reply(refusal_text(ctx, error)))
    return Accept({"value": value})


def _phone(given: Given) -> str:
    found = given.understanding.all("phone") if given.understanding is not None else ()
    return found[0].value if found else given.text[:30]


async def finish(ctx: Context, _answers: Answers) -> Reply:
    """Saved, and the profile as it is now."""
    return reply(ctx.say("profile-saved")) + show(ctx)


SURE = Slot("sure", ask_sure, take_sure, needed=_found)
VALUE = Slot("value", ask_value, take_value, needed=lambda answers: not answers.get("found"), entities=("phone",))
FORM = Form("profile", begin, (SURE, VALUE), finish)

FEATURE = Feature("profile", (Ability("update_profile", FORM, commands=("profil", "profile"), menu=83),))
