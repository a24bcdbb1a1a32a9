"""The chart of consumption: ``ConsumptionView`` -> PNG, pure.

1080 px wide with big labels, for a phone. Colours of Okabe and Ito, told apart by lightness and hatch as well; a missing month
is a hatched box with words, never a bar of zero.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10
from typing import TYPE_CHECKING

from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal

from backend.consumption.contract import Bar, ConsumptionView, Grain, Series
from backend.contract import Language, Service
from backend.texts import Texts, texts

if TYPE_CHECKING:
    from backend.consumption.sheet import Sheet

WIDTH = 1080
LEFT, RIGHT = 96, 28
HEAD, FOOT = 92, 72
TITLE, PLOT, LABELS = 64, 330, 76
"""Heights of a panel's title, its bars, and the names under them; pixels."""
COLOURS = {
    Service.water_cold: "#0072B2",
    Service.water_hot: "#D55E00",
    Service.heat: "#CC79A7",
    Service.electricity: "#E69F00",
    Service.gas: "#009E73",
}
OTHER, BEFORE, NEUTRAL = "#56B4E9", "#C3C9CF", "#8A939B"
INK, SOFT, FAINT = "#20262C", "#5B656E", "#E4E8EB"
ESTIMATE, MISSING, PARTIAL = "///", "xx", ".."
LABELLED = 14
"""Up to so many bars carry their value and their name; of more, every n-th has its name."""
MOST_LIKE = 1.14
"""Room above the highest bar for its value."""


def _number(value: Decimal, decimals: int, language: Language) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=language.value))


def _unit(unit: str) -> str:
    return {"m3": "m³"}.get(unit, unit)


def _name(bar: Bar, grain: Grain, language: Language) -> str:
    if grain is Grain.year:
        return str(bar.start.year)
    if grain is Grain.quarter:
        return texts(language)("consumption-quarter", number=(bar.start.month - 1) // 3 + 1)
    # "jan." takes less room than "januar" and is what Slovenian calendars print
    return str(get_month_names("abbreviated", "format", language.value)[bar.start.month])


def _ticks(high: float) -> list[Decimal]:
    """Three to six round values from zero up to ``high``."""
    rough = high / 4
    power = Decimal(10) ** floor(log10(rough))
    step = next(power * nice for nice in (1, 2, 5, 10) if float(power * nice) >= rough * 0.999)
    return [step * count for count in range(int(high / float(step) * 1.0001) + 1)]


@dataclass(frozen=True, slots=True)
class _Panel:
    """Where one series is drawn: ``base`` is the pixel row of zero, ``high`` the value at the top."""

    sheet: "Sheet"
    base: float
    high: float
    decimals: int
    say: Texts
    language: Language

    def y(self, value: float) -> float:
        return self.base - value / self.high * PLOT

    def bar(self, left: float, width: float, bar: Bar, colour: str, letters: float, *, turned: bool) -> None:
        """One bar with its value above; a missing one is a hatched box that says so."""
        middle = left + width / 2
        if bar.used is None:
            self.sheet.box(left, self.base - PLOT * 0.8, width, PLOT * 0.8, "white", edge=BEFORE, hatch=MISSING)
            words = self.say("consumption-no-data")
            inside = min(26, width - 4)
            self.sheet.box(middle - inside / 2, self.base - PLOT * 0.4 - 76, inside, 152, "white")
            self.sheet.text(middle, self.base - PLOT * 0.4, words, 20, INK, across="center", turned=True)
            return
        top = self.y(float(bar.used))
        hatch = ESTIMATE if bar.estimated else PARTIAL if bar.partial else ""
        self.sheet.box(left, top, width, self.base - top, colour, edge="white", hatch=hatch)
        if letters:
            words = _number(bar.used, self.decimals, self.language)
            self.sheet.text(middle, top - 6, words, letters, INK, across="center", along="bottom", turned=turned)


def _grid(panel: _Panel) -> None:
    most = panel.high / MOST_LIKE
    ticks = _ticks(most)
    decimals = max(0, -int(ticks[1].normalize().as_tuple().exponent)) if len(ticks) > 1 else 0
    for tick in ticks:
        at = panel.y(float(tick))
        panel.sheet.line(LEFT, WIDTH - RIGHT, at, BEFORE if not tick else FAINT)
        panel.sheet.text(LEFT - 12, at, _number(tick, decimals, panel.language), 20, SOFT, across="right")


def _names(panel: _Panel, series: Series, grain: Grain, slot: float) -> None:
    every = -(-len(series.bars) // LABELLED)
    year = None
    for index, bar in enumerate(series.bars[::every]):
        middle = LEFT + (index * every + 0.5) * slot
        panel.sheet.text(middle, panel.base + 22, _name(bar, grain, panel.language), 21, INK, across="center")
        if bar.start.year != year and grain is not Grain.year:
            year = bar.start.year
            panel.sheet.text(middle, panel.base + 48, str(year), 19, SOFT, across="center")


def _draw(
    sheet: "Sheet", top: float, series: Series, before: Series | None, view: ConsumptionView, language: Language
) -> None:
    say = texts(language)
    rows = [row for row in (before, series) if row is not None]
    most = float(max((bar.used for row in rows for bar in row.bars if bar.used is not None), default=Decimal(0)))
    panel = _Panel(sheet, top + TITLE + PLOT, (most or 1.0) * MOST_LIKE, series.decimals, say, language)
    colour = COLOURS.get(series.service, OTHER)
    name = say(f"consumption-service-{series.service.value.replace('_', '-')}")
    total = f"{_number(series.total, series.decimals, language)} {_unit(series.unit)}"
    sheet.box(28, top + 16, 10, 30, colour)
    sheet.text(50, top + 31, say("consumption-panel", service=name, total=total), 27, INK, bold=True)
    sheet.text(WIDTH - RIGHT, top + 31, _unit(series.unit), 21, SOFT, across="right")
    _grid(panel)
    count = len(series.bars)
    slot = (WIDTH - LEFT - RIGHT) / count
    width = slot * 0.78 / len(rows)
    longest = (
        max(
            len(_number(bar.used, series.decimals, language))
            for row in rows
            for bar in row.bars
            if bar.used is not None
        )
        if most
        else 1
    )
    letters = 21 if count <= LABELLED else 0
    turned = longest * 12.5 > width + slot * 0.2 / len(rows)
    for place, row in enumerate(rows):
        shade = colour if row is series else BEFORE
        for index, bar in enumerate(row.bars):
            left = LEFT + index * slot + slot * 0.11 + place * width
            panel.bar(
                left,
                width - (2 if len(rows) > 1 else 0),
                bar,
                shade,
                letters and (18 if turned else letters),
                turned=turned,
            )
    _names(panel, series, view.grain, slot)


def _legend(sheet: "Sheet", view: ConsumptionView, say: Texts) -> None:
    bars = [bar for each in [*view.series, *(view.before or [])] for bar in each.bars]
    marks: list[tuple[str, str, str]] = []
    if view.before is not None:
        this = COLOURS.get(view.series[0].service, OTHER) if len(view.series) == 1 else NEUTRAL
        marks += [(BEFORE, "", say("consumption-year-before")), (this, "", say("consumption-this-period"))]
    if any(bar.estimated for bar in bars):
        marks.append((NEUTRAL, ESTIMATE, say("consumption-estimate")))
    if any(bar.partial and not bar.estimated for bar in bars):
        marks.append((NEUTRAL, PARTIAL, say("consumption-partial")))
    if any(bar.used is None for bar in bars):
        marks.append(("white", MISSING, say("consumption-no-data")))
    left, at = float(LEFT), sheet.height - FOOT / 2
    for fill, hatch, words in marks:
        sheet.box(left, at - 13, 40, 26, fill, edge=BEFORE if fill == "white" else "white", hatch=hatch)
        left += 50 + sheet.text(left + 50, at, words, 21, INK) + 34


def chart(view: ConsumptionView, language: Language) -> bytes:
    """A PNG with a panel for each series, at least one. Not for two threads at once: ``Painter`` sees to that."""
    from backend.consumption.sheet import (  # matplotlib takes a second: whoever wants no chart need not wait
        Sheet,
        unhinted,
    )

    say = texts(language)
    panel = TITLE + PLOT + LABELS
    start, end = (format_date(day, "LLLL y", locale=language.value) for day in (view.period.start, view.period.end))
    period = start if start == end else f"{start} – {end}"
    before: Sequence[Series | None] = view.before or [None] * len(view.series)
    with unhinted():
        sheet = Sheet(WIDTH, HEAD + panel * len(view.series) + FOOT)
        sheet.text(28, 52, say("consumption-title", period=period), 33, INK, bold=True)
        for place, (series, earlier) in enumerate(zip(view.series, before, strict=True)):
            _draw(sheet, HEAD + place * panel, series, earlier, view, language)
        _legend(sheet, view, say)
        return sheet.png()


class Painter:
    """Draws off the event loop, one chart at a time: matplotlib is not safe for threads. Its thread starts when needed."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chart")

    async def paint(self, view: ConsumptionView, language: Language) -> bytes:
        """The chart of ``view``."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, chart, view, language)
