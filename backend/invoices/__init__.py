"""Invoices and cost splits: lists, open items, payment, and the PDF with its payment slip.

Place in the flow: ``service`` (rows -> ``document``, frozen data) -> ``pdf`` and ``payment_slip`` (pure: data -> bytes) -> ``api``.
"""
