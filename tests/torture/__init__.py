"""The torture test: every part a process of its own, killed at random, while Telegram's stand-in fails and delivers twice.

``python -m tests.torture`` and ``make torture`` run it whole, ``test_torture.py`` in a short form. ``run`` joins the pieces:
``parts`` (processes, born in the ``nursery``), ``postgres``, ``balancer`` (between Telegram and the bots), ``trouble`` (what
Telegram does wrong), ``killer``, ``residents`` (what is sent), ``verdict`` (what has become of it).

``python -m tests.torture --support``: residents write to support and staff answer in their groups; ``support`` is its run,
``support_people`` who speaks, ``support_verdict`` what has become of every message and answer; ``test_support.py`` the short form.
"""
