"""Conversations with support: a resident writes, staff answer in their group, their console or by mail. One ticket, one thread."""
