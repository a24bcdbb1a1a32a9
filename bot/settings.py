"""The bot's configuration, from the environment. Documented in ``docs/configuration.md``."""

from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class BotSettings(BaseSettings):
    """Read once, in the wiring. Every name may also be given as ``<NAME>_FILE`` (``bot.environment`` resolves it)."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, env_ignore_empty=True, hide_input_in_errors=True)

    backend_url: str | None = None
    """Where the backend's contract is served; None: the backend runs in this process."""
    service_token: SecretStr | None = None
    """What admits the bot to the backend; None: generated and kept in ``data_dir`` (one process only)."""
    secret_key: SecretStr | None = None
    """Signs the visitor cookie of the chat page; None: generated and kept in ``data_dir``."""
    database_url: str | None = Field(default=None, repr=False)
    """None: an embedded PostgreSQL in ``data_dir``."""
    data_dir: Path | None = None
    """Where the embedded PostgreSQL, generated keys and the trained interpreter live; None: the user's data folder."""
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    """0: any free one."""
    public_url: str | None = None
    """Where residents reach this server; None: ``http://host:port``."""
    telegram_token: SecretStr | None = None
    """None: no Telegram."""
    telegram_api_base: str = "https://api.telegram.org"
    telegram_webhook_url: str | None = None
    """None: long polling."""
    telegram_webhook_secret: SecretStr | None = None
    telegram_username: str | None = None
    """The bot's name without ``@``, for links that lead to Telegram."""
    telegram_rate: float = Field(default=25.0, ge=0, le=1000)
    """Pushes a second over all chats; 0: not limited."""
    rasa_url: str | None = Field(default=None, repr=False)
    """A Rasa server with our model; None, or while it does not answer well: the embedded interpreter."""
    log_level: str = "INFO"
    log_format: Literal["text", "json"] = "text"
    metrics_token: SecretStr | None = None
    """What ``/metrics`` asks for as a bearer token; None: it answers this machine and private networks alone."""

    @field_validator("backend_url", "public_url", "telegram_api_base", "telegram_webhook_url", "rasa_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not _is_web_address(value):
            raise ValueError("must be an address that begins with http:// or https://")
        return value.rstrip("/")

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.telegram_webhook_url and not self.telegram_token:
            raise ValueError("TELEGRAM_WEBHOOK_URL is set, but TELEGRAM_TOKEN is not")
        if self.telegram_webhook_url and not self.telegram_webhook_secret:
            raise ValueError("TELEGRAM_WEBHOOK_URL needs TELEGRAM_WEBHOOK_SECRET: without it anyone could post updates")
        if self.backend_url and not self.service_token:
            raise ValueError("BACKEND_URL needs SERVICE_TOKEN (or SERVICE_TOKEN_FILE): the backend's own")
        return self

    def address(self, port: int | None = None) -> str:
        """Where residents reach this server, without a slash at the end."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104 - what it means, not a bind
        host = f"[{host}]" if ":" in host and not host.startswith("[") else host
        return self.public_url or f"http://{host}:{port or self.port}"


def _is_web_address(value: str) -> bool:
    """A port that is none raises in ``urlsplit`` with the value in its words."""
    try:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
