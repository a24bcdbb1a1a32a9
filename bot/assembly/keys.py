"""Settings of both wings, with the keys of this installation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from backend.accounts.codes import start_payload
from backend.embedded_postgres import default_data_dir
from backend.secrets import KeyedHash
from backend.settings import BackendSettings
from bot.environment import kept_key, read_settings
from bot.errors import SettingsError
from bot.settings import BotSettings


@dataclass(frozen=True, slots=True)
class Keyring:
    """What the environment and the command line say; ``environ`` is kept for the backend's settings."""

    bot: BotSettings
    data_dir: Path
    service_token: str = field(repr=False)
    secret_key: str = field(repr=False)
    environ: Mapping[str, str] = field(repr=False)

    def backend(self, database_url: str, public_url: str, smtp_url: str | None) -> BackendSettings:
        """The backend's settings in this process. ``smtp_url`` None: ``SMTP_URL``."""
        return read_settings(
            BackendSettings,
            self.environ,
            database_url=database_url,
            service_token=SecretStr(self.service_token),
            secret_key=SecretStr(self.secret_key),
            public_url=public_url,
            smtp_url=smtp_url,
            data_dir=str(self.data_dir),
        )

    @property
    def keyed(self) -> KeyedHash:
        """Hashes under this installation's key."""
        return KeyedHash(self.secret_key)


def keyring(environ: Mapping[str, str], **given: object) -> Keyring:
    """Settings, and keys that are generated where none are given. Raises ``SettingsError``."""
    settings = read_settings(BotSettings, environ, **given)
    folder = settings.data_dir or default_data_dir()
    token, key = settings.service_token, settings.secret_key
    try:
        return Keyring(
            bot=settings,
            data_dir=folder,
            service_token=token.get_secret_value() if token else kept_key(folder / "keys", "service_token"),
            secret_key=key.get_secret_value() if key else kept_key(folder / "keys", "secret_key"),
            environ=environ,
        )
    except OSError as error:
        raise SettingsError(f"DATA_DIR: nothing can be kept in {folder} ({error.strerror})") from error


def deep_links(keys: Keyring, slug: str, code: str | None) -> list[str]:
    """Links that preset a provider and, signed, a payer code. Raises ``ValueError`` where they would be too long."""
    payload = start_payload(keys.keyed, slug, code) if code else slug
    links = [f"{keys.bot.address()}/chat?start={payload}"]
    if keys.bot.telegram_username:
        links.insert(0, f"https://t.me/{keys.bot.telegram_username}?start={payload}")
    return links
