"""Tests mirror the code: ``tests/<package>/<noun>``. Real PostgreSQL under everything that stores."""
