"""CSV as offices export it: UTF-8 with or without a byte order mark, ``;`` or ``,`` between cells, any column order."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backend.loading.cells import Cell, WrongCell
from backend.loading.report import Fault, LoadingRefused
from backend.loading.rows import KINDS, Data, Pdf, Row, columns

MAX_CELL = 10_000


def _decoded(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = "the text is not UTF-8" + (", it looks like Windows-1250" if _is_cp1250(content) else "")
        raise LoadingRefused([Fault(name, line, "", problem, 'UTF-8 (in Excel: save as "CSV UTF-8")')]) from error
    if "\x00" in text:
        raise LoadingRefused([Fault(name, 0, "", "the file is not text", "a CSV file")])
    return text


def _is_cp1250(content: bytes) -> bool:
    try:
        text = content.decode("cp1250")
    except UnicodeDecodeError:
        return False
    return any(letter in text for letter in "čšžćđČŠŽĆĐ")


def _delimiter(header: str) -> str:
    return ";" if header.count(";") >= header.count(",") else ","


def _header_faults(name: str, header: list[str], wanted: dict[str, Cell]) -> Iterator[Fault]:
    for column in wanted:
        if column not in header:
            yield Fault(name, 1, column, "the column is missing", "the columns " + ", ".join(wanted))
    for column in sorted(set(header)):
        if column not in wanted:
            yield Fault(name, 1, column, "unknown column", "the columns " + ", ".join(wanted))
        elif header.count(column) > 1:
            yield Fault(name, 1, column, "the column occurs twice")


def _row(
    name: str, kind: type[Row], line: int, cells: dict[str, str], wanted: dict[str, Cell], faults: list[Fault]
) -> Row | None:
    values: dict[str, Any] = {}
    before = len(faults)
    for column, cell in wanted.items():
        text = cells[column].strip()
        if not text:
            if not (cell.optional or cell.many):
                faults.append(Fault(name, line, column, "the cell is empty"))
            values[column] = () if cell.many else None
            continue
        try:
            values[column] = cell.parse(text)
        except WrongCell as error:
            # a password or a code is not repeated in a report that may be mailed around
            shown = "the value is wrong" if column == "password" else f"{text[:60]!r} is wrong"
            faults.append(Fault(name, line, column, shown, str(error)))
    return kind(line=line, **values) if len(faults) == before else None


def read_rows(name: str, kind: type[Row], content: bytes, faults: list[Fault]) -> list[Row]:
    """Every row that could be read; what could not is added to ``faults``."""
    try:
        text = _decoded(name, content)
    except LoadingRefused as refused:
        faults += refused.faults
        return []
    wanted = columns(kind)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text.partition("\n")[0]), strict=True)
    rows: list[Row] = []
    try:
        header = [column.strip().lower() for column in next(reader, [])]
        wrong = list(_header_faults(name, header, wanted))
        faults += wrong
        if wrong:
            return []
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                faults.append(Fault(name, reader.line_num, "", f"{len(cells)} cells", f"{len(header)} cells"))
                continue
            row = _row(name, kind, reader.line_num, dict(zip(header, cells, strict=True)), wanted, faults)
            if row is not None:
                rows.append(row)
    except csv.Error as error:
        faults.append(Fault(name, reader.line_num, "", f"not readable as CSV ({error})"))
    return rows


def _pdfs(folder: Path, faults: list[Fault]) -> tuple[Pdf, ...]:
    found: list[Pdf] = []
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        content = path.read_bytes()
        if path.suffix.lower() != ".pdf" or not content.startswith(b"%PDF-"):
            faults.append(Fault(f"pdf/{path.name}", 0, "", "not a PDF", "<invoice number>.pdf"))
        else:
            found.append(Pdf(path.stem, content))
    return tuple(found)


def read_folder(folder: Path) -> tuple[Data, list[Fault]]:
    """All rows of a folder's CSV files and the PDFs of its ``pdf`` folder, with every fault that shows without a database.

    Any of the files may be missing (a provider may load only new readings); a file with a strange name is a fault.
    """
    files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    if not files:
        problem = "no CSV file in this folder" if folder.is_dir() else "no such folder"
        return Data(), [Fault(folder.name, 0, "", problem, ", ".join(f"{name}.csv" for name in KINDS))]
    faults: list[Fault] = []
    read: dict[str, Any] = {}
    for path in files:
        kind = KINDS.get(path.stem)
        if kind is None:
            expected = "one of " + ", ".join(f"{name}.csv" for name in KINDS)
            faults.append(Fault(path.name, 0, "", "unknown file", expected))
        else:
            read[path.stem] = tuple(read_rows(path.name, kind, path.read_bytes(), faults))
    return Data(**read, pdfs=_pdfs(folder / "pdf", faults)), faults
