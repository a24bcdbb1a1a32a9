"""A resident and the staff's group: what each writes reaches the other, once, and nobody else."""

from tests.support.house import House


async def test_a_question_and_its_answer(house: House) -> None:
    ana = await house.resident()
    opened = await house.opens(ana, "Zakaj je <b>račun</b> višji?")
    thread = await house.thread(opened["ticket"]["number"])
    head, question = house.said(thread)
    assert head.endswith(f"/staff/tickets/{opened['ticket']['id']}")
    assert question.endswith("Zakaj je <b>račun</b> višji?")
    answered = house.answers(thread, "Zaradi *poračuna*.")
    await house.until_heard(ana, "Zaradi *poračuna*.")
    await house.telegram.until(lambda: answered.reactions)
    assert answered.reactions[0]["emoji"] == "👍"
    await house.writes(ana, opened["ticket"]["id"], "Hvala!")
    await house.until_said(thread, "Hvala!")
    assert len(house.said(thread)) == 3
    assert house.topics(1) == 1
