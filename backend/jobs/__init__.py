"""Later and periodic work: procrastinate's jobs, in the PostgreSQL schema ``jobs`` (docs/decisions/jobs.md).

``tasks`` what there is to do → ``app`` makes procrastinate's app of it → ``runner`` runs it beside the mail worker, ``sweep``
takes back what a dead worker held → ``state`` tells staff. ``deferring`` adds a job in the caller's transaction. Messages to
people are no jobs: they are rows of ``backend.ledger``.

Only ``app``, ``runner``, ``sweep`` and ``deferring`` import procrastinate, which takes a while; commands without a worker don't.
"""
