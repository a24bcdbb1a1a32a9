"""Conversations as data: ``<feature>.yml``, run on every channel by ``test_conversations``."""
