"""``docs/operators.md`` describes the files as they are read: its columns are the loader's, and its example loads."""

import re
from pathlib import Path

import pytest

from backend.database import Sessions
from backend.loading.load import load_folder
from backend.loading.rows import KINDS, columns
from backend.secrets import KeyedHash

GUIDE = (Path(__file__).parents[3] / "docs" / "operators.md").read_text()


def section(name: str) -> str:
    """What the guide says of one file."""
    found = re.search(rf"^### {name}\.csv\n(.*?)^##", GUIDE, re.MULTILINE | re.DOTALL)
    assert found is not None, f"{name}.csv is not in the guide"
    return found.group(1)


@pytest.mark.parametrize("name", KINDS)
def test_the_columns_are_the_loaders(name: str) -> None:
    wanted = columns(KINDS[name])
    described = re.findall(r"^\| `([a-z_]+)` \| (.*?) \|", section(name), re.MULTILINE)
    assert [column for column, _ in described] == list(wanted)
    for column, what in described:
        assert what.startswith("○") == (wanted[column].optional or wanted[column].many), column


async def test_the_example_loads(sessions: Sessions, keyed: KeyedHash, tmp_path: Path) -> None:
    for name in KINDS:
        example = re.search(r"```csv\n(.*?)```", section(name), re.DOTALL)
        assert example is not None, name
        (tmp_path / f"{name}.csv").write_text(example.group(1), "utf-8")
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "202600077.pdf").write_bytes(b"%PDF-1.7\n")
    summary = await load_folder(sessions, tmp_path, keyed=keyed)
    assert {getattr(summary, name) for name in [*KINDS, "files"]} == {1}
