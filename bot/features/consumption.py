"""Consumption (poraba): a chart and the same in words, for those who can't see it or are in a hurry.

The buttons carry the whole question in short codes: ``s``/``e`` first and last day, ``g`` grain (m, q, y), ``c`` compare.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from backend.consumption.contract import Bar, ConsumptionView, Grain, Series
from backend.contract import Language
from bot.dialogue.context import Context, Wish
from bot.dialogue.feature import Ability, Feature
from bot.dialogue.turn import Attachment, Button, Reply, reply
from bot.dialogue.words import fold
from bot.features.naming import (
    asked_period,
    month_end,
    month_start,
    months_later,
    sentence_case,
    service_name,
    short_day,
    unit_sign,
)

LONGEST_YEARS = 10
NAMED = 4
"""Up to so many months without data are named; more are counted."""
_QUARTERS = re.compile(r"\bcetrtletj|\bkvartal|\bquarter")
_YEARS = re.compile(r"\bpo letih\b|\bletno\b|\bpo letu\b|\bby year|\byearly\b|\bannual")
_COMPARE = re.compile(
    r"\bprimerj|\bcompar|\bglede na lan|\bv primerjavi|\bkot lani\b|\bversus\b|\bvs\b|\bthan last year"
)
_CODES = {"m": Grain.month, "q": Grain.quarter, "y": Grain.year}


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be drawn: whole months, quarters or years."""

    start: date
    end: date
    grain: Grain
    compare: bool

    def aligned(self) -> "Question":
        """The period widened to whole bars, so that no bar is cut."""
        start, end = month_start(self.start), month_end(self.end)
        if self.grain is Grain.quarter:
            start = start.replace(month=(start.month - 1) // 3 * 3 + 1)
            end = month_end(end.replace(day=1, month=(end.month - 1) // 3 * 3 + 3))
        if self.grain is Grain.year:
            start, end = start.replace(month=1), end.replace(month=12, day=31)
        return replace(self, start=start, end=end)


def last_twelve(today: date) -> tuple[date, date]:
    """The twelve months that end with the current one."""
    return months_later(month_start(today), -11), month_end(today)


def question_of(wish: Wish, today: date) -> Question:
    """Button arguments first, then the text; by default the last twelve months by month."""
    text = fold(wish.text)
    compare = wish.args.get("c") == "1" or bool(_COMPARE.search(text))
    grain = _CODES.get(wish.args.get("g", ""), Grain.month)
    if _QUARTERS.search(text):
        grain = Grain.quarter
    if _YEARS.search(text):
        grain = Grain.year
    period = asked_period(wish)
    if compare and wish.text and period is not None and period[1] < date(today.year, 1, 1):
        period = date(today.year, 1, 1), month_end(today)  # "primerjaj z lani": this year beside the last
    if period is None:
        years = grain is Grain.year
        period = (date(today.year - 2, 1, 1), month_end(today)) if years else last_twelve(today)
    return Question(*period, grain, compare).aligned()


async def show_consumption(ctx: Context, wish: Wish) -> Reply:
    """The chart with its summary, and buttons for other views."""
    if not ctx.link.has_meters:
        buttons = [[ctx.wish(ctx.say("menu-show-invoices"), "show_invoices")]]
        return reply(ctx.say("consumption-no-meter", provider=ctx.link.provider_name), buttons=buttons)
    asked = question_of(wish, ctx.today)
    if asked.start > ctx.today:
        return reply(ctx.say("consumption-future"), buttons=_buttons(ctx, None))
    if asked.end.year - asked.start.year > LONGEST_YEARS:
        return reply(ctx.say("consumption-too-long", years=LONGEST_YEARS), buttons=_buttons(ctx, None))
    if asked.end > ctx.today and asked.grain is Grain.month:
        asked = replace(asked, end=month_end(ctx.today))
    view = await _view(ctx, asked)
    if asked_period(wish) is None and asked.grain is Grain.month and not asked.compare and _ends_open(view):
        earlier = months_later(asked.start, -1), months_later(month_start(asked.end), 0)
        asked = replace(asked, start=earlier[0], end=month_end(months_later(earlier[1], -1)))
        view = await _view(ctx, asked)
    if all(bar.used is None for series in view.series for bar in series.bars):
        empty = ctx.say("consumption-empty", period=_span(ctx, asked))
        return reply(empty, buttons=_buttons(ctx, None))
    return reply(
        _summary(ctx, view), title=_title(ctx, asked), buttons=_buttons(ctx, asked), attachments=[_chart(ctx, asked)]
    )


async def _view(ctx: Context, asked: Question) -> ConsumptionView:
    return await ctx.backend.consumption(
        ctx.at, start=asked.start, end=asked.end, grain=asked.grain, compare=asked.compare
    )


def _ends_open(view: ConsumptionView) -> bool:
    """The current month has no reading yet: by default, the chart then ends a month earlier."""
    return bool(view.series) and all(series.bars and series.bars[-1].used is None for series in view.series)


def _chart(ctx: Context, asked: Question) -> Attachment:
    source = ctx.backend.chart_source(
        ctx.at,
        start=asked.start,
        end=asked.end,
        grain=asked.grain,
        compare=asked.compare,
        language=Language(ctx.say.language),
    )
    name = ctx.say("consumption-file", start=asked.start.strftime("%Y-%m"), end=asked.end.strftime("%Y-%m"))
    return Attachment("photo", f"{name}.png", "image/png", source)


def _span(ctx: Context, asked: Question) -> str:
    """The months in words; a year or quarter that is still running goes up to now, as in the chart."""
    first, last = ctx.say.month(asked.start), ctx.say.month(min(asked.end, max(asked.start, ctx.today)))
    return first if first == last else f"{first} – {last}"


def _title(ctx: Context, asked: Question) -> str:
    return ctx.say("consumption-title", period=_span(ctx, asked))


def bar_name(ctx: Context, bar: Bar, grain: Grain) -> str:
    """``avgust 2026``, ``3. četrtletje 2026``, ``2026``."""
    if grain is Grain.month:
        return ctx.say.month(bar.start)
    if grain is Grain.quarter:
        return ctx.say("consumption-quarter", number=(bar.start.month + 2) // 3, year=str(bar.start.year))
    return str(bar.start.year)


def _summary(ctx: Context, view: ConsumptionView) -> str:
    """A paragraph for each service: total, average, highest, what is missing, replaced, estimated, compared."""
    before = view.before or []
    return "\n\n".join(_paragraph(ctx, view, series, _same(series, before)) for series in view.series)


def _same(series: Series, others: Sequence[Series]) -> Series | None:
    same = (o for o in others if (o.service, o.metering_point) == (series.service, series.metering_point))
    return next(same, None)


def _paragraph(ctx: Context, view: ConsumptionView, series: Series, before: Series | None) -> str:
    say = ctx.say
    several_points = len({each.metering_point for each in view.series}) > 1
    name = sentence_case(service_name(say, series.service))
    name = f"{name} ({series.metering_point})" if several_points else name
    known = [bar for bar in series.bars if bar.used is not None]
    if not known:
        return say("consumption-series-empty", service=name)
    amounts = [(bar.used or Decimal(0), bar) for bar in known]
    highest, at = max(amounts, key=lambda pair: pair[0])
    lines = [say("consumption-total", service=name, total=_amount(ctx, series, series.total))]
    if len(known) > 1:
        lines += _average(ctx, view.grain, series)
        lines.append(say("consumption-highest", bar=bar_name(ctx, at, view.grain), used=_amount(ctx, series, highest)))
    lines += _remarks(ctx, view.grain, series)
    if before is not None:
        lines.append(_compared(ctx, series, before))
    return "\n".join(lines)


def _average(ctx: Context, grain: Grain, series: Series) -> list[str]:
    """Of whole bars: a year that has come to November would make the average too small."""
    known = [bar for bar in series.bars if bar.used is not None]
    whole = [bar.used for bar in known if bar.used is not None and not bar.partial]
    if not whole:
        return []
    average = _amount(ctx, series, _rounded(sum(whole, Decimal(0)) / len(whole), series.decimals))
    key = f"consumption-average-{grain.value}"
    return [ctx.say(key if len(whole) == len(known) else f"{key}-whole", average=average)]


def _running(ctx: Context, grain: Grain, series: Series) -> list[str]:
    """How far the year or quarter has come that is not over."""
    last = series.bars[-1]
    quarter_ends = month_end(months_later(last.start.replace(month=(last.start.month - 1) // 3 * 3 + 1), 2))
    ends = last.start.replace(month=12, day=31) if grain is Grain.year else quarter_ends
    if grain is Grain.month or last.until is None or ctx.today > ends or last.until == ends:
        return []
    until = ctx.say("consumption-until", month=last.until.month)
    return [ctx.say(f"consumption-running-{grain.value}", name=bar_name(ctx, last, grain), until=until)]


def _remarks(ctx: Context, grain: Grain, series: Series) -> list[str]:
    missing = [bar_name(ctx, bar, grain) for bar in series.bars if bar.used is None]
    lines = _running(ctx, grain, series)
    if 0 < len(missing) <= NAMED:
        lines.append(ctx.say("consumption-missing", bars=", ".join(missing)))
    elif missing:
        lines.append(ctx.say("consumption-missing-many", count=len(missing)))
    if any(bar.estimated for bar in series.bars):
        names = [bar_name(ctx, bar, grain) for bar in series.bars if bar.estimated]
        lines.append(ctx.say("consumption-estimated", bars=", ".join(names)))
    lines += [ctx.say("consumption-replaced", day=ctx.say.day(day)) for day in series.replaced_on]
    return lines


def _compared(ctx: Context, series: Series, before: Series) -> str:
    """Only bars that are known in both years are compared."""
    pairs = zip(series.bars, before.bars, strict=False)
    both = [(now.used, then.used) for now, then in pairs if now.used is not None and then.used is not None]
    then = sum((pair[1] for pair in both), Decimal(0))
    if not both or then == 0:
        return ctx.say("consumption-compare-none")
    now = sum((pair[0] for pair in both), Decimal(0))
    percent = int(((now - then) / then * 100).quantize(Decimal(1), ROUND_HALF_UP))
    key = "more" if percent > 0 else "less" if percent < 0 else "same"
    values = {"now": _amount(ctx, series, now), "then": _amount(ctx, series, then), "percent": str(abs(percent))}
    return ctx.say(f"consumption-compare-{key}", **values)


def _rounded(value: Decimal, decimals: int) -> Decimal:
    """An average of whole m³ still deserves a decimal."""
    return value.quantize(Decimal(1).scaleb(-max(1, decimals)), ROUND_HALF_UP)


def _amount(ctx: Context, series: Series, value: Decimal) -> str:
    decimals = max(series.decimals, -int(value.normalize().as_tuple().exponent), 0)
    return ctx.say.quantity(value, unit_sign(series.unit), decimals)


def _buttons(ctx: Context, asked: Question | None) -> list[list[Button]]:
    """Other grains of the same period, the year before beside it, and the usual periods."""
    year, today = ctx.today.year, ctx.today
    start, end = last_twelve(today)
    periods = [
        ("consumption-last-twelve", start, end),
        ("consumption-this-year", date(year, 1, 1), month_end(today)),
        ("consumption-last-year", date(year - 1, 1, 1), date(year - 1, 12, 31)),
    ]
    rows = []
    if asked is not None:
        others = [(code, grain) for code, grain in _CODES.items() if grain is not asked.grain]
        rows.append(
            [_view_button(ctx, f"consumption-by-{g.value}", _grained(asked, g, today), code) for code, g in others]
        )
        if not asked.compare:
            rows.append([_view_button(ctx, "consumption-compare", replace(asked, compare=True), _code(asked.grain))])
    rows.append([_view_button(ctx, key, Question(s, e, Grain.month, False), "m") for key, s, e in periods])
    return rows


def _code(grain: Grain) -> str:
    return next(code for code, each in _CODES.items() if each is grain)


def _grained(asked: Question, grain: Grain, today: date) -> Question:
    """The same period in other bars; by year it takes three years, since one bar alone says little."""
    if grain is Grain.year and asked.end.year - asked.start.year < 2:
        return Question(date(asked.end.year - 2, 1, 1), min(asked.end, month_end(today)), grain, False)
    return replace(asked, grain=grain)


def _view_button(ctx: Context, label: str, asked: Question, code: str) -> Button:
    args = {"s": short_day(asked.start), "e": short_day(asked.end), "g": code}
    return ctx.wish(ctx.say(label), "show_consumption", **args, **({"c": "1"} if asked.compare else {}))


FEATURE = Feature(
    "consumption",
    (
        Ability(
            "show_consumption",
            show_consumption,
            commands=("poraba",),
            menu=20,
            shown=lambda resident: any(link.has_meters for link in resident.links),
        ),
    ),
)
