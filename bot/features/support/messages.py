"""My messages (moja sporočila): the matters with date, topic, state and beginning; one with its messages, answers and files."""

from backend.attachments.contract import FileKind, FileView
from backend.tickets.contract import Author, MessageView, Rating, State, TicketSummary, TicketView
from bot.dialogue.context import Context, Wish
from bot.dialogue.turn import Attachment, Button, Reply, reply
from bot.features.naming import number_arg
from bot.features.support.words import about_line, matter_name, stars, write_on

PAGE = 5
"""Messages shown of one matter at once."""
MOST_FILES = 10
"""Sent with one page."""
LONGEST = 1500
"""Characters of one message that are shown in the list of messages."""
LAST_PAGE = 100_000


async def show_messages(ctx: Context, wish: Wish) -> Reply:
    """One matter (``t``), or all of them."""
    page, number = min(number_arg(wish, "p") or 1, LAST_PAGE), number_arg(wish, "t")
    only = number_arg(wish, "m")
    if number is not None and only is not None:
        return _files(ctx, await ctx.backend.ticket(ctx.resident.id, number), only)
    if number is not None:
        return _matter(ctx, await ctx.backend.ticket(ctx.resident.id, number), max(1, page))
    return await _all(ctx, max(1, page))


def _files(ctx: Context, ticket: TicketView, number: int) -> Reply:
    """The files of one message, as the button under an answer asks for them."""
    found = [message for message in ticket.messages if message.id == number and message.files]
    if not found:
        return _matter(ctx, ticket, 1)
    message = found[0]
    who = message.name or ctx.say("support-staff") if message.author is Author.staff else ctx.say("support-you")
    return reply(
        ctx.say("support-said", who=who, at=ctx.say.moment(message.at)),
        buttons=[[write_on(ctx.say, ticket.id)]],
        attachments=[attachment(ctx.backend.file_source(ctx.resident.id, file.id), file) for file in message.files],
    )


async def _all(ctx: Context, page: int) -> Reply:
    found, say = await ctx.backend.tickets(ctx.resident.id, page), ctx.say
    write = [ctx.wish(say("support-write"), "contact_support")]
    if not found.tickets:
        return reply(say("support-messages-none"), buttons=[write])
    several = len({ticket.provider for ticket in found.tickets}) > 1
    blocks = [_summary(ctx, ticket, several=several) for ticket in found.tickets]
    buttons: list[list[Button]] = [
        [ctx.wish(_button(ctx, ticket, several=several), "show_messages", t=ticket.id)] for ticket in found.tickets
    ]
    turning = [ctx.wish(say("support-newer"), "show_messages", p=page - 1)] if page > 1 else []
    turning += [ctx.wish(say("support-older"), "show_messages", p=page + 1)] if found.more else []
    return reply("\n\n".join(blocks), title=say("menu-show-messages"), buttons=[*buttons, turning, write])


def _button(ctx: Context, ticket: TicketSummary, *, several: bool) -> str:
    name = matter_name(ctx.say, ticket)
    return f"{name} · {ticket.provider_name}" if several else name[:1].upper() + name[1:]


def _summary(ctx: Context, ticket: TicketSummary, *, several: bool) -> str:
    """``21. 11. 2026 · št. 42 (račun) · odgovorjeno``, the provider where there are several, the first words."""
    facts = [ctx.say.day(ctx.local(ticket.changed_at)), matter_name(ctx.say, ticket), _state(ctx, ticket)]
    facts += [ticket.provider_name] if several else []
    return "\n".join([" · ".join(facts), ticket.first or ctx.say("support-only-files")])


def _state(ctx: Context, ticket: TicketSummary) -> str:
    return ctx.say(f"support-state-{ticket.state.value}")


def _matter(ctx: Context, ticket: TicketView, page: int) -> Reply:
    """The newest messages; older ones page by page."""
    say, pages = ctx.say, max(1, -(-len(ticket.messages) // PAGE))
    page = min(page, pages)
    end = len(ticket.messages) - (page - 1) * PAGE
    shown = ticket.messages[max(0, end - PAGE) : end]
    head = [say("support-head", provider=ticket.provider_name, state=_state(ctx, ticket)), about_line(say, ticket)]
    blocks = ["\n".join(filter(None, head)), *(_message(ctx, message) for message in shown)]
    files = [file for message in shown for file in message.files][-MOST_FILES:]
    buttons: list[list[Button]] = []
    turning = [ctx.wish(say("support-older"), "show_messages", t=ticket.id, p=page + 1)] if page < pages else []
    turning += [ctx.wish(say("support-newer"), "show_messages", t=ticket.id, p=page - 1)] if page > 1 else []
    buttons.append(turning)
    if ticket.state is State.closed:
        buttons.append(list(stars(say, ticket.id)))
    new = ctx.wish(say("support-new"), "contact_support", on=ticket.topic.value, at=ticket.provider)
    buttons.append([write_on(say, ticket.id) if ticket.continues else new])
    buttons.append([ctx.wish(say("support-all"), "show_messages")])
    name = matter_name(say, ticket)
    return reply(
        "\n\n".join(blocks),
        title=name[:1].upper() + name[1:],
        buttons=[row for row in buttons if row],
        attachments=[attachment(ctx.backend.file_source(ctx.resident.id, file.id), file) for file in files],
    )


def _message(ctx: Context, message: MessageView) -> str:
    """Who and when, the text, its files by name."""
    say = ctx.say
    who = say("support-you") if message.author is Author.resident else message.name or say("support-staff")
    first = say("support-said", who=who, at=say.moment(message.at))
    first += f" ({say('support-changed')})" if message.edited else ""
    text = message.text if len(message.text) <= LONGEST else f"{message.text[: LONGEST - 1].rstrip()}…"
    return "\n".join(filter(None, [first, text, *(f"📎 {file.name}" for file in message.files)]))


def attachment(source: str, file: FileView) -> Attachment:
    """A picture is shown, everything else is offered as a file."""
    kind = "photo" if file.kind is FileKind.photo and file.mime in {"image/jpeg", "image/png"} else "document"
    return Attachment("photo" if kind == "photo" else "document", file.name, file.mime, source)


async def rate_ticket(ctx: Context, wish: Wish) -> Reply:
    """One tap; another one corrects it."""
    number, given = number_arg(wish, "t"), number_arg(wish, "s")
    if number is None or given is None or not 1 <= given <= 5:
        return reply(ctx.say("button-stale"), buttons=ctx.guide.menu(ctx))
    ticket = await ctx.backend.rate_ticket(ctx.resident.id, number, Rating(stars=given))
    text = ctx.say("support-rated", stars=given, matter=matter_name(ctx.say, ticket))
    return reply(text, buttons=[[write_on(ctx.say, ticket.id)]] if ticket.continues else [])
