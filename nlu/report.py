"""Evaluation reports as text for a terminal: one interpreter, or two side by side."""

from collections.abc import Iterator, Sequence

from nlu.evaluation import Mistake, Report

_WIDTH = 24


def lines(named: Sequence[tuple[str, Report]], *, mistakes: bool = False) -> Iterator[str]:
    """A table with a column for each interpreter; then what each confused, and its mistakes if asked for."""
    reports = [report for _name, report in named]
    yield _row("", [name for name, _report in named])
    yield _row("sentences", [str(report.count) for report in reports])
    yield _row("intent accuracy", [f"{report.accuracy:.3f}" for report in reports])
    yield _row("intent macro F1", [f"{report.macro_f1:.3f}" for report in reports])
    yield _row("entity exact match", [_figure(report.entities) for report in reports])
    yield _row("wrong reading values", [str(len(report.wrong_readings)) for report in reports])
    yield _row("out of scope caught", [_figure(report.decisions.caught) for report in reports])
    for label, name in (
        ("done right", "right"),
        ("asked, right", "asked"),
        ("fell back", "lost"),
        ("done wrong", "wrong"),
    ):
        yield _row(f"in scope: {label}", [_figure(getattr(report.decisions, name)) for report in reports])
    yield _row("latency median, ms", [f"{report.median_ms:.2f}" for report in reports])
    yield _row("latency p95, ms", [f"{report.p95_ms:.2f}" for report in reports])
    yield ""
    yield _row("intent", ["precision recall F1"] * len(reports), "count")
    for at, score in enumerate(reports[0].scores):
        cells = [f"{r.scores[at].precision:9.2f} {r.scores[at].recall:6.2f} {r.scores[at].f1:.2f}" for r in reports]
        yield _row(score.intent, cells, str(score.count))
    for name, report in named:
        yield from _details(name, report, mistakes=mistakes)


def _row(label: str, cells: Sequence[str], count: str = "") -> str:
    return f"{label:<{_WIDTH}}{count:>6}" + "".join(f"{cell:>22}" for cell in cells)


def _figure(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _details(name: str, report: Report, *, mistakes: bool) -> Iterator[str]:
    yield ""
    yield f"{name} confused (expected -> got)"
    for (expected, got), count in report.confusions.most_common():
        yield f"  {expected} -> {got}: {count}"
    if not report.confusions:
        yield "  nothing"
    listed: list[tuple[str, Sequence[Mistake]]] = [("wrong reading values", report.wrong_readings)]
    if mistakes:
        listed += [("mistaken intents", report.mistaken), ("mistaken entities", report.misread)]
    for title, found in listed:
        if found:
            yield f"{name}: {title}"
        for mistake in found:
            place = f"{mistake.example.file.name}:{mistake.example.line}"
            yield f"  {place}: {mistake.expected} -> {mistake.got}: {mistake.example.text}"
