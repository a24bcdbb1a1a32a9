"""What has become of every message and answer: from the database, from the staff's groups, from the residents' chats."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from backend.database import Sessions
from backend.demo.mailbox import Mailbox
from tests.telegram_server.standin import StandIn
from tests.telegram_server.world import Chat, Posted
from tests.torture.causes import Cause, Troubles
from tests.torture.parts import Part
from tests.torture.support_people import End, Writer
from tests.torture.verdict import MESSAGES, TURNS

WRITTEN = """
SELECT external_id::bigint AS chat, tickets.id AS ticket_id, number, staff_group_id AS group, thread_id, tickets.state,
    author, internal, body, jsonb_array_length(earlier) AS edits, delivery,
    (SELECT count(*) FROM backend.ticket_files WHERE message_id = ticket_messages.id) AS files
FROM backend.ticket_messages
JOIN backend.tickets ON tickets.id = ticket_messages.ticket_id
JOIN backend.chats ON chats.id = tickets.chat_id
JOIN backend.providers ON providers.id = tickets.provider_id
LEFT JOIN backend.ticket_topics ON ticket_topics.ticket_id = tickets.id
ORDER BY ticket_messages.id
"""
STATES: Mapping[End, str] = {"closed": "closed", "left open": "answered", "reopened": "answered"}


@dataclass(frozen=True, slots=True)
class SupportVerdict:
    """``wrong``: what must not be, a line each. ``duplicates`` by cause: in topics, and of answers; ``twice`` of notices."""

    written: int
    answers: int
    notes: int
    edits: int
    tickets: int
    topics: int
    wrong: list[str]
    post_duplicates: Mapping[Cause, int]
    answer_duplicates: Mapping[Cause, int]
    turns: Mapping[str, int]
    messages: Mapping[str, int]
    mails: int
    mail_duplicates: int
    failures: Mapping[str, int] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Nothing is lost, doubled in the database, misled or open."""
        open_rows = [name for name in self.messages if name.endswith((" planned", " sending"))]
        return not self.wrong and set(self.turns) <= {"sent"} and not open_rows


async def judge_support(
    sessions: Sessions,
    telegram: StandIn,
    mailbox: Mailbox,
    residents: Sequence[Writer],
    parts: Sequence[Part],
    courier: Troubles,
) -> SupportVerdict:
    """Looks at everything; changes nothing."""
    async with sessions() as session:
        rows = [dict(row._mapping) for row in await session.execute(text(WRITTEN))]
        turns = {f"{state}": count for state, count in await session.execute(text(TURNS))}
        found = await session.execute(text(MESSAGES))
        messages = {f"{kind} {state}{why}": count for kind, state, why, count in found}
    looks = [_Look(telegram, residents, one, [row for row in rows if row["chat"] == one.chat.id]) for one in residents]
    wrong = [line for look in looks for line in look.wrong()]
    groups = {one.group.id: one.group for one in residents}
    wrong += [line for group in groups.values() for line in _topics(group, rows)]
    letters = Counter(mail.message_id for mail in mailbox.mails)
    return SupportVerdict(
        written=sum(len(one.wrote) for one in residents),
        answers=sum(len(one.answers) for one in residents),
        notes=sum(len(one.notes) for one in residents),
        edits=sum(each.edits for one in residents for each in (*one.wrote, *one.answers)),
        tickets=len({row["ticket_id"] for row in rows}),
        topics=sum(len(group.topics) for group in groups.values()),
        wrong=wrong,
        post_duplicates=sum((courier.count(posts) for look in looks for posts in look.posts()), Counter()),
        answer_duplicates=sum((courier.count(posts) for look in looks for posts in look.deliveries()), Counter()),
        turns=turns,
        messages=messages,
        mails=len(letters),
        mail_duplicates=letters.total() - len(letters),
        failures={words: sum(part.count(words) for part in parts) for words in ("a turn failed", "Traceback")},
    )


def _topics(group: Chat, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every ticket has one live topic, the one that is known, and no topic is without a ticket."""
    known = {row["number"]: row["thread_id"] for row in rows if row["group"] == group.id}
    live: dict[int, list[int]] = {}
    for topic in group.topics.values():
        live.setdefault(int(topic.name.partition(" ")[0].removeprefix("#")), []).append(topic.id)
    return [
        f"ticket {number} of group {group.id} has topics {live.get(number, [])}, known is {known.get(number)}"
        for number in sorted(known.keys() | live.keys())
        if live.get(number) != [known.get(number)]
    ]


@dataclass(frozen=True, slots=True)
class _Look:
    """At one resident's matter."""

    telegram: StandIn
    residents: Sequence[Writer]
    one: Writer
    rows: Sequence[Mapping[str, Any]]

    def wrong(self) -> list[str]:
        """All that must not be."""
        found = [*self._tickets(), *self._written(), *self._answers(), *self._notes(), *self._elsewhere()]
        return [f"resident {self.one.number} ({self.one.manner}, {self.one.end}): {line}" for line in found]

    def _tickets(self) -> list[str]:
        tickets, wanted = {row["ticket_id"] for row in self.rows}, STATES.get(self.one.end, "answered")
        if len(tickets) != 1:
            return [f"{len(tickets)} tickets"]
        states = {row["state"] for row in self.rows}
        closings = sum(row["body"].startswith("closed") for row in self.rows if row["author"] == "system")
        found = [] if states == {wanted} else [f"is {states}, not {wanted}"]
        expected = 1 if self.one.end in ("closed", "reopened") else 0
        return found if closings == expected else [*found, f"closed {closings} times"]

    def _written(self) -> list[str]:
        """In order, once, as it stands after edits."""
        said = [(row["body"], row["edits"], row["files"]) for row in self.rows if row["author"] == "resident"]
        wanted = [(each.text, each.edits, each.files) for each in self.one.wrote]
        return [] if said == wanted else [f"wrote {wanted}, stored is {said}"]

    def _answers(self) -> list[str]:
        said = [
            (row["body"], row["edits"], row["files"], row["delivery"])
            for row in self.rows
            if row["author"] == "staff" and not row["internal"]
        ]
        wanted = [(each.text, each.edits, each.files, "sent") for each in self.one.answers]
        found = [] if said == wanted else [f"was answered {wanted}, stored is {said}"]
        lost = [each.text for each in self.one.answers if not _with(self._chat(self.one), each.text)]
        return [*found, f"answers never came: {lost}"] if lost else found

    def _notes(self) -> list[str]:
        said = [row["body"] for row in self.rows if row["author"] == "staff" and row["internal"]]
        wanted = [each.text for each in self.one.notes]
        return [] if said == wanted else [f"notes {wanted}, stored is {said}"]

    def _elsewhere(self) -> list[str]:
        """What stands where it must not: answers in others' chats, notes in any, messages in others' topics."""
        found = []
        for other in self.residents:
            foreign = [*self.one.notes, *(self.one.answers if other is not self.one else [])]
            found += [f"{each.mark} in chat {other.chat.id}" for each in foreign if _with(self._chat(other), each.mark)]
        threads = {row["thread_id"] for row in self.rows}
        for group in {other.group.id: other.group for other in self.residents}.values():
            for each in self.one.wrote:
                there = {post.thread for post in _live(group) if each.mark in post.text} - threads
                found += [f"{each.mark} in topics {there} of group {group.id}"] if there else []
        return found + self._unseen(threads)

    def _unseen(self, threads: set[int]) -> list[str]:
        """What staff never saw; a topic made anew has a summary of what was before."""
        seen = [post.text for post in _live(self.one.group) if post.thread in threads]
        since = self.one.wrote[-1:] if self.one.end == "topic deleted" else self.one.wrote
        return [f"{each.text!r} is in no topic" for each in since if not any(each.text in words for words in seen)]

    def _chat(self, whose: Writer) -> list[Posted]:
        return self.telegram.from_bot(whose.chat)

    def posts(self) -> list[list[Posted]]:
        """The copies of each message in the group; one is as it should be."""
        bots = [post for post in _live(self.one.group) if post.sender is self.telegram.world.bot]
        marks = [each.mark for each in self.one.wrote]
        return [[post for post in bots if mark in post.text and not _several(post, marks)] for mark in marks]

    def deliveries(self) -> list[list[Posted]]:
        """The copies of each answer in the chat, versions apart: an edit is another."""
        found = []
        for each in self.one.answers:
            copies = _with(self._chat(self.one), each.mark)
            edited = [post for post in copies if each.edits and each.text in post.text]
            found += [edited, [post for post in copies if post not in edited]]
        return found


def _with(posts: Sequence[Posted], words: str) -> list[Posted]:
    return [post for post in posts if words in post.text]


def _live(group: Chat) -> list[Posted]:
    return [post for post in group.messages.values() if not post.deleted]


def _several(post: Posted, marks: Sequence[str]) -> bool:
    """The summary at the head of a topic that was made anew."""
    return sum(mark in post.text for mark in marks) > 1
