"""The backend's configuration, from the environment. Documented in ``docs/configuration.md``."""

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class BackendSettings(BaseSettings):
    """Read once, in the wiring. Every name may also be given as ``<NAME>_FILE`` (the console command resolves it)."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    database_url: str | None = None
    """None: an embedded PostgreSQL in ``data_dir``."""
    data_dir: str | None = None
    """Where the embedded PostgreSQL and generated keys live; None: the user's data folder."""
    files_url: SecretStr | None = None
    """Where attachments lie: a folder or S3 (``attachments.store.make_store``); None: ``files`` in ``data_dir``."""
    service_token: SecretStr
    """What admits the bot."""
    secret_key: SecretStr
    """Keys the hashes of passwords, codes and deep links. Changing it ends open confirmations and linked passwords."""
    public_url: str = "http://127.0.0.1:8080"
    """Where residents reach this server: for links in mails."""
    chat_url: str | None = None
    """Where a confirmed resident is led back to, when the chat is on the web; None: ``public_url``."""
    telegram_username: str | None = None
    """For links that lead back to the bot in Telegram."""
    smtp_url: str | None = None
    """``smtp://user:password@host:587`` or ``smtps://``; None: the demo's own mailbox."""
    mail_from: str = "hišnik <hisnik@hisnik.example>"
    mail_in_domain: str | None = None
    """Mail to ``podpora+…@`` this domain comes to ``mail_in_listen``: answers may be mailed back. None: they may not."""
    mail_in_listen: str | None = None
    """``lmtp://host:port`` or ``smtp://host:port``, where this process takes such mail; None: ``hisnik mail-in`` does."""
