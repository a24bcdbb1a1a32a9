"""Verdicts and readings as sentences."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from backend.meters.contract import MeterView
from backend.providers.contract import ReadingWindow
from backend.readings.contract import Doubt, ReadingSource, ReadingView, Refusal, Verdict
from bot.dialogue.context import Context
from bot.dialogue.texts import Texts
from bot.dialogue.turn import Button, Reply, reply
from bot.features.naming import meter_amount, meter_name, sentence_case, service_name, unit_sign


def window_text(ctx: Context, window: ReadingWindow) -> str:
    """Until when the window is open, with days left, or when the next one opens."""
    opens, closes = ctx.say.day(window.opens), ctx.say.day(window.closes)
    if window.is_open:
        return ctx.say("readings-window-open", closes=closes, days=(window.closes - ctx.today).days)
    return ctx.say("readings-window-closed", opens=opens, closes=closes, days=(window.opens - ctx.today).days)


def closed(ctx: Context, window: ReadingWindow | None) -> Reply:
    """No readings are taken today: since when and until when, or never; and what can be looked at instead."""
    if window is None:
        text = ctx.say("readings-no-window", provider=ctx.link.provider_name)
    else:
        text = f"{ctx.say('readings-closed')} {window_text(ctx, window)}"
    return reply(text, buttons=[[ctx.wish(ctx.say("readings-history"), "show_readings")]])


def no_meter(ctx: Context) -> Reply:
    """A payer without a meter: nothing to read, and what there is instead."""
    buttons = [
        [ctx.wish(ctx.say("menu-show-invoices"), "show_invoices"), ctx.wish(ctx.say("menu-show-tariff"), "show_tariff")]
    ]
    return reply(ctx.say("readings-no-meter", provider=ctx.link.provider_name), buttons=buttons)


def refusal_text(say: Texts, verdict: Verdict, *, correcting: bool = False) -> str:
    """Why this value cannot be stored, and what to do."""
    meter = verdict.meter
    values: dict[str, str | int] = {
        "meter": meter_name(say, meter),
        "value": meter_amount(say, meter, verdict.value),
        "last": meter_amount(say, meter, meter.last_value),
        "day": say.day(meter.last_taken_on),
        "digits": meter.digits,
        "serial": meter.serial,
    }
    key = f"readings-refused-{(verdict.refusal or Refusal.negative).value.replace('_', '-')}"
    if correcting and verdict.refusal is Refusal.lower_than_last:
        key = "readings-refused-lower-correcting"  # the meter's last value is the one that is being corrected
    return say(key, **values)


def already_read(ctx: Context, verdicts: Sequence[Verdict], tried: bool) -> Reply:
    """This window's readings are there: what is stored, and a button each to correct it (to the value just given)."""
    lines, buttons = [], []
    for verdict in verdicts:
        meter, stored = verdict.meter, verdict.existing
        if stored is None:
            continue
        shown = meter_amount(ctx.say, meter, stored.value)
        name = sentence_case(meter_name(ctx.say, meter))
        lines.append(ctx.say("readings-already", meter=name, value=shown, day=ctx.say.day(stored.taken_on)))
        if not stored.can_change:
            continue
        if tried and verdict.value != stored.value:
            label = ctx.say("readings-correct-to", value=meter_amount(ctx.say, meter, verdict.value))
            buttons.append([ctx.wish(label, "correct_reading", m=meter.id, v=str(verdict.value))])
        else:
            buttons.append([correct_button(ctx, meter, several=len(verdicts) > 1)])
    window = verdicts[0].window
    if buttons and window is not None:
        lines.append(ctx.say("readings-already-until", closes=ctx.say.day(window.closes), count=len(verdicts)))
    buttons.append([ctx.wish(ctx.say("readings-history"), "show_readings")])
    return reply("\n".join(lines), buttons=buttons)


def correct_button(ctx: Context, meter: MeterView, *, several: bool) -> Button:
    """``Popravi odčitek``; with several meters ``Popravi: hladna voda 11200871``."""
    if not several:
        return ctx.wish(ctx.say("readings-correct"), "correct_reading", m=meter.id)
    return ctx.wish(ctx.say("readings-correct-one", meter=meter_label(ctx.say, meter)), "correct_reading", m=meter.id)


def meter_label(say: Texts, meter: MeterView) -> str:
    """``Hladna voda 11200871``, for a button."""
    return f"{sentence_case(service_name(say, meter.service))} {meter.serial}"


def echo(say: Texts, verdict: Verdict, *, correcting: bool) -> str:
    """Meter, value and use since the last reading, as shown before storing; with the reason of each doubt."""
    meter = verdict.meter
    used = verdict.used if verdict.used is not None else Decimal(0)
    lines = [
        say(
            "readings-echo-correct" if correcting else "readings-echo",
            meter=sentence_case(meter_name(say, meter)),
            value=meter_amount(say, meter, verdict.value),
            used=meter_amount(say, meter, used),
            day=say.day(verdict.meter.last_taken_on),
            last=meter_amount(say, meter, meter.last_value),
        )
    ]
    if verdict.cut:
        lines.append(say("readings-cut", decimals=meter.decimals, unit=unit_sign(meter.unit)))
    lines += [doubt_text(say, verdict, doubt, used) for doubt in verdict.doubts]
    return "\n".join(lines)


def doubt_text(say: Texts, verdict: Verdict, doubt: Doubt, used: Decimal) -> str:
    """Why the resident is asked whether this is right, with the numbers."""
    meter = verdict.meter
    key = f"readings-doubt-{doubt.value.replace('_', '-')}"
    if doubt is Doubt.too_high and verdict.usual is None:
        key += "-unknown"
    usual = meter_amount(say, meter, verdict.usual if verdict.usual is not None else Decimal(0))
    return say(key, used=meter_amount(say, meter, used), usual=usual)


def stored_line(say: Texts, stored: ReadingView) -> str:
    """A reading just stored: ``Hladna voda, števec 88213377: 1.834 m³ (poraba 13 m³)``."""
    name = sentence_case(say("meters-name", service=service_name(say, stored.service), serial=stored.serial))
    return say("readings-stored-line", meter=name, value=_amount(say, stored, stored.value), used=_used(say, stored))


def history_line(say: Texts, reading: ReadingView) -> str:
    """``27. 10. 2026: 1.821 m³ (poraba 11 m³)``, with marks for estimates and flagged ones."""
    line = f"{say.day(reading.taken_on)}: {_amount(say, reading, reading.value)}"
    if reading.used is not None:
        line += f" ({_used(say, reading)})"
    if reading.source is ReadingSource.estimate:
        line += f" · {say('readings-mark-estimate')}"
    elif reading.source is ReadingSource.resident:
        line += f" · {say('readings-mark-own')}"
    return f"{line} · {say('readings-mark-flagged')}" if reading.flagged else line


def _amount(say: Texts, reading: ReadingView, value: Decimal) -> str:
    return say.quantity(value, unit_sign(reading.unit), reading.decimals)


def _used(say: Texts, reading: ReadingView) -> str:
    return say("readings-used", used=_amount(say, reading, reading.used)) if reading.used is not None else "–"


def last_shown(say: Texts, value: Decimal, day: date, meter: MeterView) -> str:
    """``1.821 m³ (27. 10. 2026)``."""
    return f"{meter_amount(say, meter, value)} ({say.day(day)})"
