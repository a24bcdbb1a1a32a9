"""The console at ``/staff``: pages for a provider's people, made by the server; they work without scripts.

``route`` opens the session and renders errors, ``gate`` says who asks (``MemberDep``), ``pages`` renders, ``*_pages`` are the
pages. A new page: a module with a router of ``console_router()``, its line in ``app``, a template that extends ``frame.html``.
"""
