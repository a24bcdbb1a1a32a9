"""Values go to the backend's check; its verdicts become answers of the form, or a last word.

Answers of the reading forms: ``meter`` (key of the meter asked for), ``value`` (given for it), ``loose`` (a value whose meter
is still asked for), ``alone`` (there is no other meter), ``verdicts`` (judged values, as JSON), ``note`` (why the question is
asked again), ``fixing``.
"""

from collections.abc import Mapping
from decimal import Decimal

from backend.readings.contract import MeterValue, ReadingsCheck, Refusal, Verdict
from bot.dialogue.context import Context
from bot.dialogue.conversation import Answers
from bot.dialogue.turn import Reply, reply
from bot.features.readings.words import already_read, closed, refusal_text

FINAL = frozenset({Refusal.window_closed, Refusal.no_window})
RETRY = frozenset({Refusal.negative, Refusal.too_many_digits, Refusal.lower_than_last})


async def judge(ctx: Context, values: Mapping[int, Decimal], *, correcting: bool) -> list[Verdict]:
    """The backend's verdicts, in the order of ``values``."""
    asked = [MeterValue(meter_id=meter, value=value) for meter, value in values.items()]
    return (await ctx.backend.check_readings(ctx.at, ReadingsCheck(values=asked, correcting=correcting))).verdicts


def kept(answers: Answers) -> list[Verdict]:
    """The verdicts of a form's answers."""
    stored = answers.get("verdicts")
    return [Verdict.model_validate(each) for each in stored] if isinstance(stored, list) else []


async def weigh(ctx: Context, answers: Answers, values: Mapping[int, Decimal]) -> Answers | Reply:
    """New answers after judging ``values``, or the reply that ends the form."""
    verdicts = await judge(ctx, values, correcting=bool(answers.get("correcting")))
    if any(verdict.refusal in FINAL for verdict in verdicts):
        return closed(ctx, verdicts[0].window)
    there = [verdict for verdict in verdicts if verdict.refusal is Refusal.already_read]
    good = [verdict for verdict in verdicts if verdict.refusal is None]
    bad = [verdict for verdict in verdicts if verdict.refusal in RETRY]
    gone = [verdict for verdict in verdicts if verdict.refusal is Refusal.meter_removed]
    if there and not good and not bad:
        return already_read(ctx, there, tried=True)
    if gone:
        return reply("\n".join(refusal_text(ctx.say, verdict) for verdict in gone))
    judged = {verdict.meter.id for verdict in verdicts}
    together = [verdict for verdict in kept(answers) if verdict.meter.id not in judged] + good
    correcting = bool(answers.get("correcting"))
    said = [refusal_text(ctx.say, verdict, correcting=correcting) for verdict in bad]
    if there:
        said.append(already_read(ctx, there, tried=True).messages[0].text)
    first = (bad or good or verdicts)[0]
    return {
        "meter": first.meter.id,
        "value": None if bad else str(first.value),
        "loose": None,
        "fixing": None,
        "withdraw": None,
        "verdicts": [verdict.model_dump(mode="json") for verdict in together] or None,
        "note": "\n".join(said) or None,
    }
