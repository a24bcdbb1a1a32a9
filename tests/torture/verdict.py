"""What has become of everything: from the database, from the chats, from the logs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import text

from backend.database import Sessions
from backend.demo.mailbox import Mailbox
from tests.telegram_server.standin import StandIn
from tests.torture.causes import Cause, Troubles
from tests.torture.parts import Part
from tests.torture.residents import PUSHED, Resident

READINGS = """
SELECT serial, value, state FROM backend.readings JOIN backend.meters ON meters.id = meter_id
WHERE readings.channel = 'telegram'
"""
TURNS = "SELECT state, count(*) FROM bot.turns GROUP BY state"
MESSAGES = """
SELECT coalesce(content->>'event', kind), state,
    CASE WHEN state IN ('unknown', 'failed') THEN coalesce(': ' || error, '') ELSE '' END, count(*)
FROM backend.outgoing_messages GROUP BY 1, 2, 3
"""
OPEN = """
SELECT (SELECT count(*) FROM bot.turns WHERE state IN ('waiting', 'answered'))
     + (SELECT count(*) FROM backend.outgoing_messages WHERE state IN ('planned', 'sending'))
"""
LEAP = (
    "UPDATE bot.conversations SET lease_until = clock_timestamp() WHERE lease_until < clock_timestamp() + interval '54 s'",
    "UPDATE bot.turns SET answered_at = answered_at - interval '60 s'"
    " WHERE state = 'answered' AND answered_at < now() - interval '6 s'",
    "UPDATE bot.turns SET not_before = now() WHERE state = 'waiting' AND not_before > now()",
    "UPDATE backend.outgoing_messages SET lease_until = now()"
    " WHERE state = 'sending' AND lease_until < now() + interval '50 s'",
)
"""A minute passes for what nobody has touched for six seconds: its process was killed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``lost`` readings are not there, ``doubled`` more than once, ``wrong`` with another value. ``unanswered`` updates were.

    ``duplicates``: answers beyond the first, by cause. ``turns`` and ``messages``: rows by state. ``mails``: receipts that
    arrived, the second ones being ``mail_duplicates``. ``pushed``: residents whose push arrived; why the others' did not, the
    ledger says.
    """

    readings: int
    lost: list[str]
    doubled: list[str]
    wrong: list[str]
    updates: int
    unanswered: list[str]
    duplicates: Mapping[Cause, int]
    turns: Mapping[str, int]
    messages: Mapping[str, int]
    mails: int
    mail_duplicates: int
    pushed: int
    push_duplicates: Mapping[Cause, int]
    failures: Mapping[str, int] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Nothing is lost, doubled in the database, unanswered or open."""
        held = set(self.turns) <= {"sent"} and sum(self.turns.values()) == self.updates
        receipts = sum(count for state, count in self.messages.items() if state.startswith("mail "))
        whole = receipts == self.readings and not any(name.endswith((" planned", " sending")) for name in self.messages)
        return not (self.lost or self.doubled or self.wrong or self.unanswered) and held and whole


async def open_rows(sessions: Sessions) -> int:
    """Turns and messages that are not done with."""
    async with sessions() as session:
        return int((await session.execute(text(OPEN))).scalar_one())


async def leap(sessions: Sessions) -> None:
    """``LEAP``, so that the short form need not wait for leases of a minute."""
    async with sessions.begin() as session:
        for statement in LEAP:
            await session.execute(text(statement))


async def judge(
    sessions: Sessions,
    telegram: StandIn,
    mailbox: Mailbox,
    residents: Sequence[Resident],
    parts: Sequence[Part],
    troubles: tuple[Troubles, Troubles],
) -> Verdict:
    """Looks at everything; changes nothing. ``troubles``: of the bots and of the courier."""
    async with sessions() as session:
        stored: dict[str, list[int]] = {}
        for serial, value, state in await session.execute(text(READINGS)):
            stored.setdefault(serial, []).append(int(value) if state == "valid" else -1)
        turns = {f"{state}": count for state, count in await session.execute(text(TURNS))}
        found = await session.execute(text(MESSAGES))
        messages = {f"{kind} {state}{why}": count for kind, state, why, count in found}
    said = {resident: telegram.from_bot(resident.chat) for resident in residents}
    answers = {
        (resident, answer): [post for post in said[resident] if answer in post.text]
        for resident in residents
        for answer in resident.answers
    }
    pushes = [[post for post in said[resident] if PUSHED in post.text] for resident in residents]
    of_bots, of_courier = troubles
    letters = Counter(mail.message_id for mail in mailbox.mails)
    return Verdict(
        readings=sum(map(len, stored.values())),
        lost=[r.serial for r in residents if r.serial not in stored],
        doubled=[serial for serial, values in stored.items() if len(values) > 1],
        wrong=[r.serial for r in residents if stored.get(r.serial, [r.value])[0] != r.value],
        updates=sum(r.updates for r in residents),
        unanswered=[f"{r.number}: {answer}" for (r, answer), posts in answers.items() if not posts],
        duplicates=sum(map(of_bots.count, answers.values()), Counter()),
        turns=turns,
        messages=messages,
        mails=len(letters),
        mail_duplicates=letters.total() - len(letters),
        pushed=sum(bool(posts) for posts in pushes),
        push_duplicates=sum(map(of_courier.count, pushes), Counter()),
        failures={words: sum(part.count(words) for part in parts) for words in ("a turn failed", "Traceback")},
    )
