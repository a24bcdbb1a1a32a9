"""Rasa: a stand-in over real HTTP for every run, and the real server's turn in ``make test-rasa``."""
