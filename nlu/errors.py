"""What goes wrong in understanding; one root. Never raised for what a resident wrote, only for files and set-up."""

from dataclasses import dataclass
from pathlib import Path


class NluError(Exception):
    """Something is wrong with the understanding's own parts."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing wrong in one place of a data file; ``line`` counts from 1."""

    file: Path
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


class TrainingDataError(NluError):
    """Training data that cannot be used; ``complaints`` name file, line and what is wrong."""

    def __init__(self, *complaints: Complaint) -> None:
        self.complaints = complaints
        super().__init__("\n".join(str(complaint) for complaint in complaints))


class RasaError(NluError):
    """Rasa gave no answer that can be used; the message says why and never holds a resident's words."""


class RasaUnreachable(RasaError):
    """No connection, an answer of 5xx, or none in time: it may pass."""


class RasaAnswerError(RasaError):
    """An answer that is none of ``/model/parse``: it stays until somebody looks at the server."""


class RasaDomainError(RasaAnswerError):
    """The model knows other intents than ``nlu/domain.yml``: it was trained from something else."""
