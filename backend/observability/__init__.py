"""Seen from outside: the request id that follows a turn, counts of requests and mails, and what the tables say of queues.

``middleware`` stands in front of the application; ``state`` reads for ``/metrics`` and ``hisnik status``. Nothing here holds
personal data: labels are route templates, kinds and states.
"""
