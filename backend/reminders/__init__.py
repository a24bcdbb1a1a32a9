"""Reminders (opomniki) before the deadline of readings.

``calendar`` and ``steps`` are pure: when something may be sent, and when each step begins. ``planning`` writes everything
that is due into the ledger by one statement (``due``); the ledger sends it. ``service`` keeps residents' settings.
"""
