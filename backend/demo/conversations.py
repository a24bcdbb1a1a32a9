"""Conversations with support that the demo's staff see at once: made by ``hisnik demo`` alone, sent to nobody."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from PIL import Image, ImageDraw
from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.accounts.models import Link, Payer
from backend.attachments.desk import Files
from backend.attachments.service import Held, add_file, hold_file
from backend.contract import Language
from backend.ledger.models import OutgoingMessage
from backend.providers.models import Provider
from backend.residents.models import Chat, Resident
from backend.staff.models import CannedAnswer, StaffMember
from backend.tickets import answers, service
from backend.tickets.answers import Answer, cause_of
from backend.tickets.contract import Delivery, TicketRequest, Topic, Written
from backend.tickets.models import Ticket, TicketMessage
from backend.tickets.writing import Writer, change_text, locked

CHANNEL = "demo"
"""No courier serves it: what is planned for these chats stays there."""
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sample:
    """A conversation. ``turns``: how long ago, who (``r`` resident, ``s`` staff, ``n`` a note), what; the first is a resident's."""

    provider: str
    topic: Topic
    turns: Sequence[tuple[timedelta, str, str]]
    payer: str | None = None
    name: str | None = None
    picture: bool = False
    corrected: str | None = None
    closed: timedelta | None = None
    stars: int | None = None
    assigned: bool = False


SAMPLES = (
    Sample(
        "komunala", Topic.move, payer="204880", closed=3 * DAY, stars=5, assigned=True,
        turns=[
            (5 * DAY, "r", "Dober dan, prodali smo hišo na Novi cesti 12. Kaj moramo urediti za vodo?"),
            (5 * DAY - 2 * HOUR, "s", "Dober dan, pošljite nam primopredajni zapisnik s stanjem vodomera na dan prodaje. "
             "Račun bo od takrat naprej prejemal novi lastnik."),
            (4 * DAY, "r", "Najlepša hvala, zapisnik prinesem jutri."),
        ],
    ),
    Sample(
        "komunala", Topic.reading, payer="123457", assigned=True,
        turns=[
            (DAY + 3 * HOUR, "r", "Vodomer je v jašku pod snegom in ga ne morem odčitati. Kaj naj storim?"),
            (DAY, "s", "Nič hudega: ta mesec bomo porabo ocenili, razliko pa poračunali ob naslednjem odčitku."),
        ],
    ),
    Sample(
        "komunala", Topic.billing, payer="123456", picture=True,
        corrected="Račun za oktober je višji kot po navadi. Stanje števca je na sliki.",
        turns=[
            (5 * HOUR, "r", "Račun za oktober je skoraj dvakrat višji kot po navadi, čeprav nas je bilo doma manj. "
             "Stanje števca je na sliki. Prosim, preverite."),
            (4 * HOUR, "n", "Septembrski odčitek je bil ocenjen, razlika je verjetno poračun."),
        ],
    ),
    Sample(
        "komunala", Topic.fault, name="Tone",
        turns=[(35 * MINUTE, "r", "Na Podpeški cesti pri številki 14 teče voda iz cestišča. Vse več je je.")],
    ),
    Sample(
        "upravnik", Topic.billing, payer="4712",
        turns=[(2 * HOUR, "r", "Ali lahko račun za ogrevanje plačam v dveh obrokih?")],
    ),
)  # fmt: skip
CANNED = (
    ("obroki", "Račun lahko plačate v največ treh obrokih. Napišite nam, koliko obrokov želite, in pripravimo dogovor.",
     "You can pay the invoice in up to three instalments. Tell us how many, and we will prepare an agreement."),
    ("ure", "Uradne ure imamo od ponedeljka do petka; ob sredah tudi popoldne. Na vprašanja odgovarjamo tudi tukaj.", None),
    ("odcitek", "Hvala za odčitek. Upoštevali ga bomo pri naslednjem računu.",
     "Thank you for the reading. It will be used for the next invoice."),
)  # fmt: skip


def meter_picture(value: str = "01834") -> bytes:
    """A photograph of a water meter, drawn."""
    picture = Image.new("RGB", (1200, 900), "#8b9196")
    draw = ImageDraw.Draw(picture)
    for row in range(0, 900, 6):
        draw.line([(0, row), (1200, row)], fill=(120 + row // 18, 126 + row // 18, 130 + row // 18), width=6)
    draw.rectangle([0, 560, 1200, 700], fill="#5f6a70")
    draw.ellipse([270, 130, 930, 790], fill="#2f5d86", outline="#1c3a55", width=16)
    draw.ellipse([330, 190, 870, 730], fill="#f7f6f0", outline="#c9c7bd", width=6)
    for place, digit in enumerate(value):
        left = 400 + place * 80
        draw.rounded_rectangle([left, 330, left + 70, 430], 8, fill="#161616")
        draw.text((left + 35, 380), digit, fill="white", anchor="mm", font_size=76)
    draw.text((590, 482), "m", fill="#333333", anchor="mm", font_size=46)
    draw.text((620, 468), "3", fill="#333333", anchor="mm", font_size=28)
    draw.ellipse([560, 560, 640, 640], outline="#b3261e", width=8)
    draw.line([(600, 600), (622, 574)], fill="#b3261e", width=8)
    draw.text((600, 270), "Qn 2,5   ZGLED", fill="#555555", anchor="mm", font_size=32)
    out = io.BytesIO()
    picture.save(out, format="JPEG", quality=88)
    return out.getvalue()


async def hold_picture(files: Files, now: datetime) -> Held:
    """Puts it into the store; before the transaction, as every file."""
    return await hold_file(files, meter_picture(), "vodomer.jpg", seed="demo", now=now)


@dataclass(slots=True)
class _Made:
    """What was made: nothing of it leaves."""

    chats: list[int] = field(default_factory=list)
    messages: list[int] = field(default_factory=list)


async def add_demo_conversations(session: AsyncSession, picture: Held, now: datetime) -> None:
    """Adds them and some ready answers, once."""
    if await session.scalar(select(Ticket.id).limit(1)) is not None:
        return
    made = _Made()
    for sample in SAMPLES:
        provider = await session.scalar(select(Provider).where(Provider.slug == sample.provider))
        if provider is not None:
            await _add(session, provider, sample, picture, now, made)
            await _canned(session, provider.id)
    causes = [cause_of(each) for each in made.messages] + [f"ticket-mail:{each}" for each in made.messages]
    unsent = or_(OutgoingMessage.chat_id.in_(made.chats), OutgoingMessage.cause.in_(causes))
    await session.execute(delete(OutgoingMessage).where(unsent))


async def _add(
    session: AsyncSession, provider: Provider, sample: Sample, picture: Held, now: datetime, made: _Made
) -> None:
    chat, link = await _resident(session, provider, sample, now)
    made.chats.append(chat.id)
    staff = (await session.scalars(select(StaffMember).where(StaffMember.provider_id == provider.id).limit(1))).one()
    writer = Writer(staff.name, staff.id)
    files = []
    if sample.picture:
        row = await add_file(session, picture, now=now - sample.turns[0][0], resident_id=chat.resident_id)
        files = [row.id]
    ago, _, text = sample.turns[0]
    request = TicketRequest(
        provider=provider.slug, topic=sample.topic, text=sample.corrected or text, files=files, chat_id=chat.id,
        link_id=link.id if link else None,
    )  # fmt: skip
    received = await service.open_ticket(session, chat.resident_id, request, now - ago)
    ticket = await locked(session, received.ticket.id)
    made.messages.append(received.message_id)
    if sample.corrected:
        change_text(await session.get_one(TicketMessage, received.message_id), text, now - ago + MINUTE)
    if sample.assigned:
        await answers.assign(session, ticket, writer, staff, now - ago + HOUR)
    for ago, who, text in sample.turns[1:]:
        made.messages.append(await _turn(session, ticket, chat, writer, (who, text), now - ago))
    if sample.closed:
        await answers.close(session, ticket, writer, now - sample.closed)
    if sample.closed and sample.stars:
        await service.rate(session, chat.resident_id, ticket.id, sample.stars, now - sample.closed + HOUR)
    await session.flush()


async def _turn(
    session: AsyncSession, ticket: Ticket, chat: Chat, writer: Writer, said: tuple[str, str], at: datetime
) -> int:
    who, text = said
    if who == "r":
        return (
            await service.write(session, chat.resident_id, ticket.id, Written(text=text, chat_id=chat.id), at)
        ).message_id
    message = await answers.answer(session, ticket, writer, Answer(text=text, via="console", note=who == "n"), at)
    if who == "s":
        message.delivery = Delivery.sent.value
    return message.id


async def _resident(
    session: AsyncSession, provider: Provider, sample: Sample, now: datetime
) -> tuple[Chat, Link | None]:
    """Without consent to the terms: nobody plans reminders for them."""
    at = now - sample.turns[0][0] - DAY
    resident = Resident(language=Language.sl.value, display_name=sample.name, created_at=at)
    session.add(resident)
    await session.flush()
    key = f"{provider.slug}-{sample.topic.value}"
    chat = Chat(resident_id=resident.id, channel=CHANNEL, external_id=key, reachable=True, created_at=at)
    session.add(chat)
    which = (Payer.provider_id == provider.id, Payer.code == sample.payer)
    payer = await session.scalar(select(Payer).where(*which)) if sample.payer else None
    link = Link(resident_id=resident.id, payer_id=payer.id, linked_at=at) if payer else None
    if link is not None:
        session.add(link)
    await session.flush()
    return chat, link


async def _canned(session: AsyncSession, provider_id: int) -> None:
    known = select(CannedAnswer.id).where(CannedAnswer.provider_id == provider_id)
    if await session.scalar(known) is None:
        rows = [CannedAnswer(provider_id=provider_id, shortcut=each, text_sl=sl, text_en=en) for each, sl, en in CANNED]
        session.add_all(rows)
        await session.flush()
