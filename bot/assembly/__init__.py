"""The composition root: alone in joining backend and bot into one process. Used by the console command (``bot.cli``).

``keys`` settings and generated keys → ``databases`` where the data lie → ``house`` the parts, joined → ``servers`` and ``chat``
what runs.
"""
