"""The courier's core, against a fake backend; and Telegram's deliverer over real HTTP against the stand-in."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Self, cast

import pytest

from backend.contract import Language
from backend.ledger.contract import (
    LeaseRequest,
    LeaseView,
    NotYours,
    Outcome,
    PushClaim,
    Pushes,
    PushOutcome,
    PushOutcomes,
    PushView,
)
from bot.backend import BackendClient, BackendDown
from bot.dialogue.texts import load_texts
from bot.dialogue.turn import Button, Message
from bot.push.courier import Courier
from bot.push.delivery import Deliver, Delivery
from bot.push.reports import Reporter
from bot.push.telegram import TelegramDeliverer, limited_bot
from tests.telegram_server.errors import bad, server_error, too_many, unauthorised
from tests.telegram_server.faults import Break
from tests.telegram_server.standin import StandIn


@dataclass
class FakeBackend:
    """Gives out the pushes once and notes the outcomes; refuses reports on those in ``lost``."""

    pushes: list[PushView]
    outcomes: dict[int, PushOutcome] = field(default_factory=dict)
    claims: list[PushClaim] = field(default_factory=list)
    lost: Sequence[int] = ()
    owners: set[str] = field(default_factory=set)

    def for_turn(self, _key: str) -> Self:
        return self

    async def courier_lease(self, request: LeaseRequest) -> LeaseView:
        return LeaseView(channels=[budget.channel for budget in request.budgets], wait_seconds=None)

    async def claim_pushes(self, claim: PushClaim) -> Pushes:
        self.claims.append(claim)
        given, self.pushes = self.pushes, []
        return Pushes(pushes=given)

    async def report_pushes(self, told: PushOutcomes) -> NotYours:
        self.owners.add(told.owner)
        self.outcomes |= {outcome.push_id: outcome for outcome in told.outcomes if outcome.push_id not in self.lost}
        return NotYours(push_ids=[outcome.push_id for outcome in told.outcomes if outcome.push_id in self.lost])


def push(
    number: int, event: str = "email_confirmed", channel: str = "web", chat: str = "a", *, repeatable: bool = True
) -> PushView:
    values = {"email": "a@example.si"}
    known = {"external_id": chat, "language": Language.sl, "values": values}
    return PushView(id=number, channel=channel, event=event, repeatable=repeatable, **known)


def courier(backend: FakeBackend, deliver: Deliver) -> Courier:
    texts = load_texts(strict=True)
    return Courier(
        cast(BackendClient, backend),
        texts,
        "test",
        {"web": deliver},
        lambda event, values, _texts: Message({"email_confirmed": values["email"]}[event]),
    )


async def test_a_batch_is_claimed_delivered_and_reported() -> None:
    said: list[tuple[str, str]] = []

    async def deliver(chat: str, message: Message) -> Delivery:
        said.append((chat, message.text))
        return Delivery(Outcome.sent, external_id="7")

    backend = FakeBackend([push(1), push(2, chat="b")])
    assert await courier(backend, deliver).run_once() == 2
    assert sorted(said) == [("a", "a@example.si"), ("b", "a@example.si")]
    assert {(o.outcome, o.external_id) for o in backend.outcomes.values()} == {(Outcome.sent, "7")}
    assert backend.owners == {"test"}
    assert backend.claims[0].channels == ["web"]
    assert await courier(backend, deliver).run_once() == 0


async def test_one_that_fails_does_not_harm_the_others() -> None:
    async def deliver(_chat: str, _message: Message) -> Delivery:
        return Delivery(Outcome.sent)

    backend = FakeBackend([push(1, event="unknown"), push(2), push(3)], lost=(2,))
    await courier(backend, deliver).run_once()
    assert {number: o.outcome for number, o in backend.outcomes.items()} == {1: Outcome.failed, 3: Outcome.sent}


async def test_a_backend_that_is_down_is_said_so() -> None:
    class Down(FakeBackend):
        async def claim_pushes(self, claim: PushClaim) -> Pushes:
            raise BackendDown("down")

    async def deliver(_chat: str, _message: Message) -> Delivery:
        raise AssertionError("nothing was claimed")

    with pytest.raises(BackendDown):
        await courier(Down([]), deliver).run_once()


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    async with StandIn() as telegram:
        yield telegram


@pytest.fixture
async def deliver(telegram: StandIn) -> AsyncIterator[TelegramDeliverer]:
    async with limited_bot(telegram.token, telegram.base_url) as bot:
        yield TelegramDeliverer(bot)


NOTICE = Message("<b> & 1834", title="Števec", buttons=((Button("Naprej", "w:resume"),),))


async def test_a_push_arrives_as_plain_text(telegram: StandIn, deliver: TelegramDeliverer) -> None:
    ana = telegram.person()
    telegram.user_starts(ana)
    delivery = await deliver(str(ana.id), NOTICE)
    (sent,) = telegram.from_bot(ana)
    assert delivery == Delivery(Outcome.sent, external_id=str(sent.id))
    assert (sent.text, sent.labels) == ("Števec\n\n<b> & 1834", ["Naprej"])
    assert sent.content["entities"] == [{"type": "bold", "offset": 0, "length": 6}]


@pytest.mark.parametrize(
    ("wrong", "outcome", "after"),
    [
        (server_error(), Outcome.retry, None),
        (Break.drop_before, Outcome.unclear, None),
        (Break.drop_after, Outcome.unclear, None),
        (bad("group chat was deactivated"), Outcome.unreachable, None),
        (unauthorised(), Outcome.retry, 60),
        (bad("BUTTON_DATA_INVALID"), Outcome.failed, None),
    ],
)
async def test_what_goes_wrong_is_reported(
    telegram: StandIn, deliver: TelegramDeliverer, wrong: object, outcome: Outcome, after: int | None
) -> None:
    ana = telegram.person()
    telegram.user_starts(ana)
    telegram.faults.plan(wrong, "sendMessage", times=5)  # type: ignore[arg-type]
    delivery = await deliver(str(ana.id), NOTICE)
    assert (delivery.outcome, delivery.after_seconds) == (outcome, after)


# the library warns about a type that it will change one day; both types are read
@pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning")
async def test_a_429_goes_back_with_its_time_and_holds_what_follows(
    telegram: StandIn, deliver: TelegramDeliverer
) -> None:
    ana = telegram.person()
    telegram.user_starts(ana)
    fault = telegram.faults.plan(too_many(1), "sendMessage", times=2)
    delivery = await deliver(str(ana.id), NOTICE)
    assert delivery == Delivery(Outcome.retry, after_seconds=2, error="429", hold=True)
    assert (await deliver(str(ana.id), NOTICE)).hold, "within the second nothing reaches the network"
    assert fault.times == 1


async def test_a_group_that_moved_is_named(telegram: StandIn, deliver: TelegramDeliverer) -> None:
    ana = telegram.person()
    house = telegram.group("Lipova 7", ana)
    grown = telegram.migrate(house)
    assert await deliver(str(house.id), NOTICE) == Delivery(Outcome.migrated, external_id=str(grown.id))
    assert (await deliver(str(grown.id), NOTICE)).outcome is Outcome.sent


async def test_who_blocked_the_bot_is_unreachable(telegram: StandIn, deliver: TelegramDeliverer) -> None:
    ana, stranger = telegram.person(), telegram.person("Bor")
    telegram.user_starts(ana)
    telegram.blocks(ana)
    assert (await deliver(str(ana.id), NOTICE)).outcome is Outcome.unreachable
    assert (await deliver(str(stranger.id), NOTICE)).outcome is Outcome.unreachable
    assert (await deliver("77", NOTICE)).outcome is Outcome.unreachable
    assert (await deliver("no number", NOTICE)).outcome is Outcome.failed


async def test_too_many_hands_back_what_was_claimed_with_it() -> None:
    """One call is refused: the others of the batch don't reach the channel, and none of them counts as an attempt."""
    calls = 0

    async def deliver(_chat: str, _message: Message) -> Delivery:
        nonlocal calls
        calls += 1
        return Delivery(Outcome.retry, after_seconds=30, error="429", hold=True)

    backend = FakeBackend([push(number) for number in range(1, 6)])
    await courier(backend, deliver).run_once()
    assert calls == 1
    assert {(o.outcome, o.hold) for o in backend.outcomes.values()} == {(Outcome.retry, True), (Outcome.retry, False)}
    assert all(29 <= (o.after_seconds or 0) <= 31 for o in backend.outcomes.values())


@pytest.mark.parametrize(("repeatable", "side_by_side"), [(True, 1), (False, 5)])
async def test_what_would_be_sent_again_is_sent_one_at_a_time(*, repeatable: bool, side_by_side: int) -> None:
    now = most = 0

    async def deliver(_chat: str, _message: Message) -> Delivery:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0)
        now -= 1
        return Delivery(Outcome.sent)

    await courier(FakeBackend([push(n, repeatable=repeatable) for n in range(1, 6)]), deliver).run_once()
    assert most == side_by_side


async def test_a_channel_that_breaks_ends_neither_courier_nor_batch() -> None:
    async def deliver(chat: str, _message: Message) -> Delivery:
        if chat == "b":
            raise OSError("its store is away")
        return Delivery(Outcome.sent)

    backend = FakeBackend([push(1, chat="b"), push(2)])
    await courier(backend, deliver).run_once()
    assert {number: o.outcome for number, o in backend.outcomes.items()} == {1: Outcome.unclear, 2: Outcome.sent}


async def test_a_report_is_tried_again_under_the_same_key() -> None:
    class Shaky(FakeBackend):
        keys: tuple[str, ...] = ()

        def for_turn(self, key: str) -> Self:
            self.keys = (*self.keys, key)
            return self

        async def report_pushes(self, told: PushOutcomes) -> NotYours:
            if len(self.keys) < 3:
                raise BackendDown("restarts")
            return await super().report_pushes(told)

    backend = Shaky([])
    reporter = Reporter(cast(BackendClient, backend), "me", first_wait=0)
    assert await reporter.report(PushOutcome(push_id=1, outcome=Outcome.sent))
    assert len(backend.keys) == 3
    assert len(set(backend.keys)) == 1
    assert list(backend.outcomes) == [1]
