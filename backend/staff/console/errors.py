"""What the console's gate refuses."""

from backend.errors import BackendError, Forbidden


class LoginNeeded(BackendError):
    """No login, or one that has ended. Rendered as the way to the login page."""

    status = 303
    code = "login_needed"


class Forged(Forbidden):
    """A form that this page didn't give out to this login: sent by another site, or left open over a login."""

    code = "forged"
