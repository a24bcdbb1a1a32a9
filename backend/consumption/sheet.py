"""A white sheet to draw on: rectangles, lines and texts in pixels, from the upper left corner.

Matplotlib's artists are drawn straight by its Agg renderer. Its axes, ticks and legend would lay themselves out anew for every
chart and took four fifths of the time (docs/decisions/chart-without-axes.md).
"""

from io import BytesIO
from typing import Any, Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform
from PIL import Image

Across = Literal["left", "center", "right"]
Along = Literal["bottom", "center", "top"]
DPI = 100
PIXEL = 72 / DPI
"""Points a pixel: matplotlib measures fonts and lines in points."""


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
    ) -> Text:
        """Words with their ``across`` edge at ``x`` and their ``along`` edge at ``y``."""
        artist = Text(
            x, self.height - y, words, color=colour, fontsize=size * PIXEL, fontweight="bold" if bold else "normal",
            horizontalalignment=across, verticalalignment=along, rotation=90 if turned else 0, transform=self._at,
            parse_math=False,
        )  # fmt: skip
        artist.set_figure(self._figure)
        artist.draw(self._renderer)
        return artist

    def width_of(self, artist: Text) -> float:
        """How wide a text came out, in pixels."""
        return float(artist.get_window_extent(self._renderer).width)

    def png(self) -> bytes:
        """The sheet as PNG, packed fast rather than small."""
        image = Image.frombuffer("RGBA", (self.width, self.height), self._renderer.buffer_rgba(), "raw", "RGBA", 0, 1)
        out = BytesIO()
        image.convert("RGB").save(out, "png", compress_level=1)
        return out.getvalue()
