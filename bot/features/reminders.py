"""A resident's reminders: whether they come, when, how long before the deadline; and "in three hours".

The reminder itself is rendered by ``reading_reminder``.
"""

import re
from collections.abc import Sequence

from backend.reminders.contract import NextReminder, RemindersChange, RemindersView, SnoozeRequest
from bot.backend import BackendRefusal
from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Feature
from bot.dialogue.turn import Button, Reply, reply
from bot.dialogue.words import fold
from bot.features.naming import number_arg
from bot.features.readings.words import window_text

MOST_DAYS = 10
_WORDS = {
    name: days
    for days, names in enumerate(
        ("en eno one", "dva dve two", "tri three", "stiri four", "pet five", "sest six", "sedem seven", "osem eight", "devet nine",
         "deset ten"), 1
    )
    for name in names.split()
}  # fmt: skip
_DAYS = re.compile(
    rf"\b([0-9]{{1,3}}|{'|'.join(_WORDS)})\s*(?:dan|dni|dneva|dneve|dnevi|days?)\b|\b(dan|day)\s+(?:prej|pred|before|earlier)"
)
_WEEK = re.compile(r"\b(?:teden|week)\b")
_STANDARD = re.compile(r"\b(?:obicajn|privzet|ponudnikov|default|usual|standard)")


async def manage_reminders(ctx: Context, wish: Wish) -> Reply:
    """Changes what the text or the button says, and shows how things stand."""
    if not any(link.has_meters for link in ctx.resident.links):
        return reply(ctx.say("reminders-none-needed"), buttons=ctx.guide.menu(ctx))
    days = asked_days(wish)
    if days is not None and not 1 <= days <= MOST_DAYS and wish.args.get("days") != "0":
        return reply(ctx.say("reminders-days-range", most=MOST_DAYS), buttons=_lead_buttons(ctx))
    switch = wish.args.get("set") or wish.first("switch")
    change = None
    if days is not None:
        change = RemindersChange(readings=True, lead_days=days)
    elif switch in {"on", "off"}:
        change = RemindersChange(readings=switch == "on")
    if change is None:
        return _shown(ctx, await ctx.backend.reminders(ctx.resident.id), "")
    view = await ctx.backend.change_reminders(ctx.resident.id, change)
    return _shown(ctx, view, _done(ctx, change, view))


def asked_days(wish: Wish) -> int | None:
    """Days before the deadline: of a button, in figures or in words; 0 means the provider's steps; None: none named."""
    pressed = number_arg(wish, "days")
    if pressed is not None:
        return pressed
    text = fold(wish.text)
    if _STANDARD.search(text):
        return 0 if wish.first("switch") is None else None
    found = _DAYS.search(text)
    if found:
        return _WORDS.get(found[1]) or int(found[1]) if found[1] else 1
    return 7 if _WEEK.search(text) else None


def _done(ctx: Context, change: RemindersChange, view: RemindersView) -> str:
    if not view.readings:
        return ctx.say("reminders-turned-off")
    if change.lead_days:
        return ctx.say("reminders-lead-set", days=change.lead_days)
    return ctx.say("reminders-steps-again" if change.lead_days == 0 else "reminders-turned-on")


def _shown(ctx: Context, view: RemindersView, done: str) -> Reply:
    """What was done, what holds, what comes next; and what can be changed."""
    lines = [done] if done else [_state(ctx, view)]
    lines += [_next(ctx, one) for one in view.upcoming]
    if not view.readings:
        on = ctx.wish(ctx.say("reminders-turn-on"), "manage_reminders", set="on")
        return reply("\n".join(lines), buttons=[[on]])
    buttons = [*_lead_buttons(ctx, without=view.lead_days)]
    if view.lead_days is not None:
        buttons.append([ctx.wish(ctx.say("reminders-as-provider"), "manage_reminders", days=0)])
    buttons.append([ctx.wish(ctx.say("reminders-stop"), "manage_reminders", set="off")])
    return reply("\n".join(lines), buttons=buttons)


def _state(ctx: Context, view: RemindersView) -> str:
    if not view.readings:
        return ctx.say("reminders-are-off")
    if view.lead_days is not None:
        return ctx.say("reminders-are-own", days=view.lead_days)
    return ctx.say("reminders-are-on", steps=_listed(ctx, [_step(ctx, step) for step in view.steps]))


def _step(ctx: Context, step: int) -> str:
    if step > 0:
        return ctx.say("reminders-step-days", days=step)
    return ctx.say("reminders-step-last-day" if step == 0 else "reminders-step-opens")


def _listed(ctx: Context, names: Sequence[str]) -> str:
    *most, last = names or [ctx.say("reminders-step-last-day")]
    return f"{', '.join(most)} {ctx.say('offices-and')} {last}" if most else last


def _next(ctx: Context, coming: NextReminder) -> str:
    text = ctx.say("reminders-next", at=ctx.say.moment(coming.at))
    if len(ctx.resident.links) < 2:
        return text
    link = next((link for link in ctx.resident.links if link.id == coming.link_id), ctx.link)
    return f"{text} ({ctx.say('payer-title', street=link.street, code=link.payer_code)})"


def _lead_buttons(ctx: Context, without: int | None = None) -> list[list[Button]]:
    days = [each for each in (1, 3, 5) if each != without]
    return [[ctx.wish(ctx.say("reminders-lead", days=each), "manage_reminders", days=each) for each in days]]


async def snooze_reminder(ctx: Context, wish: Wish) -> Reply:
    """Again in three hours; where that is night or Sunday, at the next decent hour, and never after the deadline."""
    asked = number_arg(wish, "l")
    link = next((link for link in ctx.resident.links if link.id == asked), ctx.link)
    try:
        later = await ctx.backend.snooze_reminder(
            (ctx.resident.id, link.id), SnoozeRequest(chat_id=ctx.resident.chat_id)
        )
    except BackendRefusal as refused:
        if refused.code != "nothing_to_remind":
            raise
        return reply(ctx.say("reminders-nothing-to-remind"), buttons=ctx.guide.menu(ctx))
    enter = ctx.wish(ctx.say("menu-submit-reading"), "submit_reading", l=link.id)
    if later.at is None:
        window = await ctx.backend.reading_window(link.provider)
        until = window_text(ctx, window) if window is not None else ""
        return reply(f"{ctx.say('reminders-too-late')} {until}".strip(), buttons=[[enter]])
    return reply(ctx.say("reminders-put-off", at=ctx.say.moment(later.at)), buttons=[[enter]])


FEATURE = Feature(
    "reminders",
    (
        Ability("manage_reminders", manage_reminders, commands=("opomniki",)),
        Ability("snooze_reminder", snooze_reminder),
    ),
)
