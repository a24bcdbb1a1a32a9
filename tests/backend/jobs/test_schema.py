"""Migration 0004 is of the library that is installed."""

from importlib.resources import files

from procrastinate.schema import SchemaManager


def test_the_schema_is_the_installed_librarys() -> None:
    """Where this fails after an upgrade: add a migration with the library's changes, and a new file for this comparison."""
    ours = (files("backend") / "migrations" / "procrastinate_3_10_0.sql").read_text("utf-8")
    assert ours == SchemaManager.get_schema()
