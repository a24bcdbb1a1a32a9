"""What loading says: a summary when it went well, every fault when it did not."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One wrong cell or row. ``line`` counts from 1 with the header; 0 is the file as a whole."""

    file: str
    line: int
    column: str
    problem: str
    expected: str = ""

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (self.file, f"line {self.line}" if self.line else "", self.column and f"column {self.column}")
            if part
        )
        return f"{place}: {self.problem}" + (f"; expected {self.expected}" if self.expected else "")


class LoadingRefused(Exception):
    """The data is wrong and nothing was loaded. ``faults`` names every wrong row, ordered by file and line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(sorted(set(faults)))

    def text(self) -> str:
        """For a terminal; a long list is cut and says so."""
        count = len(self.faults)
        shown = [str(fault) for fault in self.faults[:MOST_SHOWN]]
        if count > MOST_SHOWN:
            shown.append(f"… and {count - MOST_SHOWN} more")
        return "\n".join([*shown, f"Nothing was loaded: {count} {'fault' if count == 1 else 'faults'}."])


@dataclass(frozen=True, slots=True)
class Summary:
    """How many rows of each kind were loaded, new and already known ones together."""

    providers: int = 0
    office_hours: int = 0
    office_exceptions: int = 0
    reminder_rules: int = 0
    payers: int = 0
    metering_points: int = 0
    meters: int = 0
    readings: int = 0
    prices: int = 0
    invoices: int = 0
    invoice_lines: int = 0
    invoice_readings: int = 0
    files: int = 0
    """PDFs of invoices."""

    def text(self) -> str:
        """For a terminal."""
        counts = [f"{getattr(self, name)} {name.replace('_', ' ')}" for name in self.__slots__ if getattr(self, name)]
        return "Loaded " + (", ".join(counts) or "nothing") + "."
