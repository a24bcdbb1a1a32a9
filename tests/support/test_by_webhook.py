"""Staff's updates by webhook: what they write is taken as by polling, and one that can't be stored comes again."""

import httpx

from backend.database import Sessions
from tests.support.house import How, at_work


async def test_both_ways_by_webhook(http: httpx.AsyncClient, sessions: Sessions) -> None:
    async with at_work(http, sessions, How(webhook=True)) as house:
        ana = await house.resident()
        ticket = (await house.opens(ana, "Zakaj je račun višji?"))["ticket"]
        thread = await house.thread(ticket["number"])
        answered = house.answers(thread, "Zaradi poračuna.")
        await house.until_heard(ana, "Zaradi poračuna.")
        await house.telegram.until(lambda: answered.reactions)
        house.telegram.user_edits(answered, "Zaradi poračuna za 2025.")
        await house.until_heard(ana, "Zaradi poračuna za 2025.")
        house.answers(thread, "/topic")
        listed = await house.until_said(thread, "Katere vrste")
        house.telegram.user_presses(listed, "Selitev", by=house.maja)
        await house.until_said(thread, "Selitev")
        assert house.telegram.called("answerCallbackQuery") or house.telegram.webhook.deliveries
        assert house.telegram.called("getUpdates") == []


async def test_an_answer_that_was_not_stored_is_delivered_again(http: httpx.AsyncClient, sessions: Sessions) -> None:
    async with at_work(http, sessions, How(webhook=True)) as house:
        ana = await house.resident()
        ticket = (await house.opens(ana, "Vprašanje"))["ticket"]
        thread = await house.thread(ticket["number"])
        await house.answers_in_vain(thread, "Odgovor")
        assert house.telegram.world.updates.pending
        house.wire.down = False
        await house.until_heard(ana, "Odgovor")
        assert sum("ni izgubljeno" in said for said in house.said(thread)) == 1
        assert sum("Odgovor" in text for text in house.telegram.texts(ana)) == 1
        assert [one["text"] for one in await house.messages(ana, ticket["id"])] == ["Vprašanje", "Odgovor"]
