"""The chart of consumption: ``ConsumptionView`` -> PNG, pure.

About 1080 px wide with big labels, for a phone. Colours of Okabe and Ito, told apart by lightness and hatch as well; a
missing month is a hatched box with words, never a bar of zero.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from io import BytesIO

from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from backend.consumption.contract import Bar, ConsumptionView, Grain, Series
from backend.contract import Language, Service
from backend.texts import Texts, texts

DPI = 120
WIDTH = 9.0
PANEL = 4.0
MARGIN = 1.35
"""Inches above and below the panels for title and legend."""
COLOURS = {
    Service.water_cold: "#0072B2",
    Service.water_hot: "#D55E00",
    Service.heat: "#CC79A7",
    Service.electricity: "#E69F00",
    Service.gas: "#009E73",
}
OTHER = "#56B4E9"
BEFORE = "#C3C9CF"
INK = "#20262C"
FAINT = "#E8EBEE"
ESTIMATE, MISSING, PARTIAL = "///", "xx", ".."
LABELLED = 14
"""Up to so many bars carry their value."""


def _number(value: Decimal, decimals: int, language: Language) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=language.value))


def _label(bar: Bar, grain: Grain, language: Language, *, with_year: bool) -> str:
    year = f"\n{bar.start.year}" if with_year else ""
    if grain is Grain.year:
        return str(bar.start.year)
    if grain is Grain.quarter:
        return texts(language)("consumption-quarter", number=(bar.start.month - 1) // 3 + 1) + year
    # "jan." takes less room than "januar" and is what Slovenian calendars print
    return str(get_month_names("abbreviated", "format", language.value)[bar.start.month]) + year


def _axis_labels(series: Series, grain: Grain, language: Language) -> list[str]:
    step = -(-len(series.bars) // LABELLED)
    labels, year = [], None
    for index, bar in enumerate(series.bars):
        if index % step:
            labels.append("")
            continue
        labels.append(_label(bar, grain, language, with_year=bar.start.year != year))
        year = bar.start.year
    return labels


def _unit(unit: str) -> str:
    return {"m3": "m³"}.get(unit, unit)


def _draw_bars(
    axes: Axes, bars: list[Bar], offset: float, width: float, colour: str, high: float, say: Texts, series: Series
) -> None:
    for index, bar in enumerate(bars):
        at = index + offset
        if bar.used is None:
            axes.bar(at, high, width, color="white", edgecolor="#C3C9CF", hatch=MISSING, linewidth=0.8)
            axes.text(
                at,
                high / 2,
                say("consumption-no-data"),
                rotation=90,
                ha="center",
                va="center",
                fontsize=12,
                color=INK,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
            )
            continue
        hatch = ESTIMATE if bar.estimated else PARTIAL if bar.partial else None
        axes.bar(at, float(bar.used), width, color=colour, edgecolor="white", hatch=hatch, linewidth=0.8)
        if len(bars) <= LABELLED:
            small = width < 0.5 and len(bars) > 6
            axes.text(
                at,
                float(bar.used) + high * 0.015,
                _number(bar.used, min(series.decimals, 2), say.language),
                ha="center",
                va="bottom",
                fontsize=9.5 if small else 12.5,
                color=INK,
                rotation=90 if small and series.decimals else 0,
            )


def _panel(axes: Axes, series: Series, before: Series | None, grain: Grain, language: Language) -> None:
    say = texts(language)
    known = [bar.used for each in (series, before) if each for bar in each.bars if bar.used is not None]
    high = float(max(known, default=Decimal(0))) or 1.0
    colour = COLOURS.get(series.service, OTHER)
    if before is None:
        _draw_bars(axes, series.bars, 0, 0.78, colour, high, say, series)
    else:
        _draw_bars(axes, before.bars, -0.21, 0.4, BEFORE, high, say, before)
        _draw_bars(axes, series.bars, 0.21, 0.4, colour, high, say, series)
    total = _number(series.total, series.decimals, language)
    name = say(f"consumption-service-{series.service.value.replace('_', '-')}")
    axes.set_title(
        say("consumption-panel", service=name, total=f"{total} {_unit(series.unit)}"),
        loc="left",
        fontsize=16,
        fontweight="bold",
        color=INK,
        pad=10,
    )
    axes.set_ylabel(_unit(series.unit), fontsize=14, color=INK)
    axes.set_xticks(range(len(series.bars)), _axis_labels(series, grain, language), fontsize=12.5)
    axes.set_xlim(-0.6, len(series.bars) - 0.4)
    axes.set_ylim(0, high * 1.16)
    axes.yaxis.set_major_formatter(
        lambda value, _: _number(Decimal(f"{value:.3f}").normalize(), 0 if high > 5 else 1, language)
    )
    axes.tick_params(axis="y", labelsize=12, length=0, colors=INK)
    axes.tick_params(axis="x", length=0, colors=INK)
    axes.grid(axis="y", color=FAINT, linewidth=1)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _legend(view: ConsumptionView, say: Texts) -> list[Patch]:
    bars = [bar for each in [*view.series, *(view.before or [])] for bar in each.bars]
    marks = []
    if view.before is not None:
        first = COLOURS.get(view.series[0].service, OTHER)
        marks = [
            Patch(facecolor=BEFORE, label=say("consumption-year-before")),
            Patch(facecolor=first, label=say("consumption-this-period")),
        ]
    if any(bar.estimated for bar in bars):
        marks.append(Patch(facecolor="#8A939B", edgecolor="white", hatch=ESTIMATE, label=say("consumption-estimate")))
    if any(bar.partial and not bar.estimated for bar in bars):
        marks.append(Patch(facecolor="#8A939B", edgecolor="white", hatch=PARTIAL, label=say("consumption-partial")))
    if any(bar.used is None for bar in bars):
        marks.append(Patch(facecolor="white", edgecolor="#C3C9CF", hatch=MISSING, label=say("consumption-no-data")))
    return marks


def chart(view: ConsumptionView, language: Language) -> bytes:
    """A PNG with a panel for each series, at least one. Not for two threads at once: ``Painter`` sees to that."""
    say = texts(language)
    count = len(view.series)
    height = MARGIN * 2 + PANEL * count
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor="white")
    canvas = FigureCanvasAgg(figure)
    grid = figure.subplots(count, 1, squeeze=False)
    figure.subplots_adjust(left=0.1, right=0.98, top=1 - 1.35 / height, bottom=1.3 / height, hspace=0.5)
    before: Sequence[Series | None] = view.before or [None] * count
    for axes, series, earlier in zip(grid[:, 0], view.series, before, strict=True):
        _panel(axes, series, earlier, view.grain, language)
    start, end = (format_date(day, "LLLL y", locale=language.value) for day in (view.period.start, view.period.end))
    period = start if start == end else f"{start} – {end}"
    figure.text(
        0.03,
        1 - 0.42 / height,
        say("consumption-title", period=period),
        fontsize=19,
        fontweight="bold",
        color=INK,
        va="center",
    )
    marks = _legend(view, say)
    if marks:
        figure.legend(handles=marks, loc="lower center", ncols=len(marks), fontsize=12.5, frameon=False)
    out = BytesIO()
    canvas.print_png(out, pil_kwargs={"compress_level": 1})  # type: ignore[no-untyped-call]
    return out.getvalue()


class Painter:
    """Draws off the event loop, one chart at a time: matplotlib is not safe for threads. Its thread starts when needed."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chart")

    async def paint(self, view: ConsumptionView, language: Language) -> bytes:
        """The chart of ``view``."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, chart, view, language)
