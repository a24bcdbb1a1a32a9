"""Mail that comes in: listener (LMTP or SMTP) -> letter (text and files of a MIME message) -> ``backend.tickets.inbound``.

``listener`` is the edge, the only module that knows the library; ``letters``, ``quotes``, ``plain``, ``charsets`` and ``loops`` are
pure. Who may write is decided by the tickets; that the sender is who it says is the mail server's matter, which stands in front
(SPF, DKIM, DMARC: docs/operators.md).
"""
