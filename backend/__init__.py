"""The shared backend: it owns the data of residents, meters and bills and speaks HTTP under ``/v1``.

Place in the flow: bot (or any other front end) -> ``api.py`` of a noun -> ``service.py`` -> ``models.py`` -> PostgreSQL.
A service flushes and never commits; only the edge (``backend.idempotency``) commits. A service knows no channel.
"""
