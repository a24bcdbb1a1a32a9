"""A white sheet to draw on: rectangles, lines and texts in pixels, from the upper left corner.

Matplotlib's artists are drawn straight by its Agg renderer. Its axes, ticks and legend would lay themselves out anew for every
chart and took four fifths of the time (docs/decisions/chart-without-axes.md).
"""

from contextlib import AbstractContextManager
from functools import cache, lru_cache
from io import BytesIO
from typing import Any, Literal

from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import IdentityTransform
from PIL import Image

Across = Literal["left", "center", "right"]
Along = Literal["bottom", "center", "top"]
DPI = 100
COLOURS = 128
PIXEL = 72 / DPI
"""Points a pixel: matplotlib measures fonts and lines in points."""


@cache
def _font(size: float, bold: bool) -> FontProperties:
    """DejaVu Sans, which comes with matplotlib; ``size`` in pixels."""
    return FontProperties(family="DejaVu Sans", size=size * PIXEL, weight="bold" if bold else "normal")


@cache
def _ruler() -> RendererAgg:
    return RendererAgg(1, 1, DPI)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=1024)
def _measure(words: str, size: float, bold: bool) -> tuple[float, float, float]:
    """Width, height and descent in pixels; months and small numbers come again and again."""
    width, height, descent = _ruler().get_text_width_height_descent(words, _font(size, bold), False)  # type: ignore[no-untyped-call]
    return float(width), float(height), float(descent)


def unhinted() -> AbstractContextManager[None]:
    """Letters this big need no hinting, and it takes a tenth of a chart's time."""
    return rc_context({"text.hinting": "none"})


class Sheet:
    """``width`` × ``height`` pixels. Sizes of letters are in pixels, too."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI)
        self._canvas = FigureCanvasAgg(self._figure)
        self._renderer = self._canvas.get_renderer()  # type: ignore[no-untyped-call]
        self._at: Any = IdentityTransform()
        self.box(0, 0, width, height, "white")

    def box(
        self, left: float, top: float, width: float, height: float, fill: str, *, edge: str = "none", hatch: str = ""
    ) -> None:
        """A rectangle; a hatch is drawn in the colour of the edge."""
        corner = (left, self.height - top - height)
        artist = Rectangle(
            corner, width, height, facecolor=fill, edgecolor=edge, hatch=hatch or None, linewidth=1, transform=self._at
        )
        artist.draw(self._renderer)

    def line(self, left: float, right: float, top: float, colour: str) -> None:
        """A level line, one pixel and a half thick."""
        at = self.height - top
        Line2D([left, right], [at, at], color=colour, linewidth=1.5 * PIXEL, transform=self._at).draw(self._renderer)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        across: Across = "left",
        along: Along = "center",
        turned: bool = False,
    ) -> float:
        """Words with their ``across`` edge at ``x`` and their ``along`` edge at ``y``; gives their width in pixels."""
        font = _font(size, bold)
        width, height, descent = _measure(words, size, bold)
        # as high as any line of this font, so that words side by side share a base line
        _, tallest, deepest = _measure("lp", size, bold)
        height, descent = max(height, tallest), max(descent, deepest)
        shift = {"left": 0.0, "center": width / 2, "right": width}[across]
        sink = {"bottom": -descent, "center": height / 2 - descent, "top": height - descent}[along]
        pen = self._renderer.new_gc()
        pen.set_foreground(colour)
        if turned:
            rise = {"bottom": 0.0, "center": width / 2, "top": width}[along]
            self._renderer.draw_text(pen, x + height / 2 - descent, y + rise, words, font, 90)
        else:
            self._renderer.draw_text(pen, x - shift, y + sink, words, font, 0)
        return float(width)

    def png(self) -> bytes:
        """The sheet as PNG, packed fast rather than small."""
        image = Image.frombuffer("RGBA", (self.width, self.height), self._renderer.buffer_rgba(), "raw", "RGBA", 0, 1)
        out = BytesIO()
        # a drawing has few colours: a palette is packed faster and weighs half as much
        image = image.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        image.save(out, "png", compress_level=1)
        return out.getvalue()
