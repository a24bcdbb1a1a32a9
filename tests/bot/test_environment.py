"""Settings: from the environment or from files, with errors that name the variable and never show its value."""

import os
from pathlib import Path

import pytest

from bot.environment import kept_key, read_settings, resolve_files
from bot.errors import SettingsError
from bot.settings import BotSettings


def test_a_file_stands_for_the_variable(tmp_path: Path) -> None:
    secret = tmp_path / "token"
    secret.write_text("abc\n")
    assert resolve_files({"TELEGRAM_TOKEN_FILE": str(secret)}, ["TELEGRAM_TOKEN"]) == {"TELEGRAM_TOKEN": "abc"}


def test_an_empty_file_counts_as_not_set(tmp_path: Path) -> None:
    (tmp_path / "token").touch()
    assert resolve_files({"TELEGRAM_TOKEN_FILE": str(tmp_path / "token")}, ["TELEGRAM_TOKEN"]) == {}


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"SECRET_KEY": "x", "SECRET_KEY_FILE": "/y"}, "SECRET_KEY_FILE"),
        ({"SECRET_KEY_FILE": "/there/is/none"}, "SECRET_KEY_FILE"),
        ({"PORT": "many-geheim"}, "PORT"),
        ({"TELEGRAM_WEBHOOK_URL": "https://x.example/t"}, "TELEGRAM_TOKEN"),
        ({"TELEGRAM_WEBHOOK_URL": "https://x.example/t", "TELEGRAM_TOKEN": "geheim"}, "TELEGRAM_WEBHOOK_SECRET"),
        ({"BACKEND_URL": "http://b"}, "SERVICE_TOKEN"),
        ({"PUBLIC_URL": "geheim"}, "PUBLIC_URL"),
        ({"RASA_URL": "rasa:5005"}, "RASA_URL"),
        ({"RASA_URL": "http://rasa:geheim"}, "RASA_URL"),
        ({"RASA_URL": "http://rasa:99999"}, "RASA_URL"),
        ({"RASA_URL": "http://[geheim"}, "RASA_URL"),
    ],
)
def test_wrong_settings_are_named_without_their_value(environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named) as caught:
        read_settings(BotSettings, environ)
    assert "geheim" not in str(caught.value)


def test_a_generated_key_is_kept_for_the_user_alone(tmp_path: Path) -> None:
    key = kept_key(tmp_path / "keys", "secret_key")
    assert kept_key(tmp_path / "keys", "secret_key") == key
    assert len(key) >= 40
    assert os.stat(tmp_path / "keys" / "secret_key").st_mode & 0o777 == 0o600
