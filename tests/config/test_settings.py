"""Settings are read from the environment alone: safe when it is empty, loud when a value cannot be."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = (ROOT / "config" / "settings.py").read_text()

# In a process of its own, for settings are read once in each; without the .env that may lie here.
READ = """\
import json, sys
import environ
environ.Env.read_env = lambda *args, **kwargs: None
from config import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}, default=str))
"""


def run(folder: Path, *names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", READ, *names],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def read(folder: Path, *names: str, **environment: str) -> dict[str, object]:
    """Return the settings of these names."""
    done = run(folder, *names, **environment)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_an_empty_environment_is_safe_and_works_on_this_machine(tmp_path: Path) -> None:
    found = read(
        tmp_path, "DEBUG", "HOST", "PORT", "SITE_URL", "ALLOWED_HOSTS", "EMAIL_BACKEND", "MAILBOX_DIR",
        "CELERY_BROKER_URL", "SESSION_COOKIE_SECURE", "TRUSTED_PROXIES", "DEFAULT_FROM_EMAIL",
    )  # fmt: skip
    assert found == {
        "DEBUG": False,
        "HOST": "localhost",
        "PORT": 8000,
        "SITE_URL": "http://localhost:8000",
        "ALLOWED_HOSTS": ["localhost", "localhost", "127.0.0.1", "[::1]"],
        "EMAIL_BACKEND": "config.mailbox.MaildirBackend",
        "MAILBOX_DIR": str(tmp_path / "mailbox"),
        "CELERY_BROKER_URL": f"redis+socket://{tmp_path / 'redis.sock'}",
        "SESSION_COOKIE_SECURE": False,
        "TRUSTED_PROXIES": 0,
        "DEFAULT_FROM_EMAIL": "Fairhand <fairhand@localhost>",
    }


def test_the_secret_key_is_made_once_and_kept_in_the_data_dir(tmp_path: Path) -> None:
    first = read(tmp_path, "SECRET_KEY")
    assert first == read(tmp_path, "SECRET_KEY") == {"SECRET_KEY": (tmp_path / "secret-key").read_text()}
    assert read(tmp_path, "SECRET_KEY", SECRET_KEY="of my own") == {"SECRET_KEY": "of my own"}


def test_sqlite_writes_ahead_and_takes_its_lock_at_once(tmp_path: Path) -> None:
    database = read(tmp_path, "DATABASES")["DATABASES"]
    assert isinstance(database, dict)
    assert database["default"]["NAME"] == str(tmp_path / "fairhand.sqlite3")
    assert database["default"]["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }


def test_a_site_on_https_keeps_its_cookies_and_its_pages_there(tmp_path: Path) -> None:
    found = read(
        tmp_path, "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "CSRF_TRUSTED_ORIGINS", "IS_LOCAL",
        SITE_URL="https://letters.example.org/", PORT="8080",
    )  # fmt: skip
    assert found == {
        "ALLOWED_HOSTS": ["letters.example.org"],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "CSRF_TRUSTED_ORIGINS": ["https://letters.example.org"],
        "IS_LOCAL": False,
    }


def test_the_word_of_a_proxy_counts_only_where_one_is_named(tmp_path: Path) -> None:
    assert read(tmp_path, "SECURE_PROXY_SSL_HEADER") == {"SECURE_PROXY_SSL_HEADER": None}
    behind_one = read(tmp_path, "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT", TRUSTED_PROXIES="1")
    assert behind_one == {
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    }


def test_postgres_redis_and_a_mail_server_are_taken_from_their_addresses(tmp_path: Path) -> None:
    found = read(
        tmp_path, "DATABASES", "CELERY_BROKER_URL", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_TIMEOUT",
        DATABASE_URL="postgres://ada:secret@db.example.org:5433/letters",
        REDIS_URL="redis://cache.example.org:6379/3",
        EMAIL_URL="smtp+tls://ada:secret@mail.example.org:587",
    )  # fmt: skip
    databases = found.pop("DATABASES")
    assert isinstance(databases, dict)
    database = databases["default"]
    assert (database["ENGINE"], database["HOST"], database["PORT"], database["NAME"]) == (
        "django.db.backends.postgresql", "db.example.org", 5433, "letters",
    )  # fmt: skip
    assert found == {
        "CELERY_BROKER_URL": "redis://cache.example.org:6379/3",
        "EMAIL_HOST": "mail.example.org",
        "EMAIL_PORT": 587,
        "EMAIL_USE_TLS": True,
        "EMAIL_TIMEOUT": 20,
    }


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SITE_URL", "letters.example.org", "SITE_URL must look like https://fairhand.example.org"),
        ("SITE_URL", "https://example.org/letters", "SITE_URL must look like https://fairhand.example.org"),
        ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES must be a whole number from 0 to 9, not '-1'."),
        ("PORT", "abc", "PORT must be a whole number from 1 to 65535, not 'abc'."),
        ("DEBUG", "maybe", "DEBUG must be true or false, not 'maybe'."),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL, not 'LOUD'."),
        ("DATABASE_URL", "nonsense", "DATABASE_URL must name PostgreSQL"),
        ("DATABASE_URL", "mysql://db/letters", "DATABASE_URL must name PostgreSQL"),
        ("REDIS_URL", "localhost:6379", "REDIS_URL must look like redis://host:6379/0."),
        ("EMAIL_TIMEOUT", "31", "EMAIL_TIMEOUT is in seconds, 1 or more, and OUTBOX_LEASE_SECONDS at least six times"),
        ("OUTBOX_LEASE_SECONDS", "60", "EMAIL_TIMEOUT is in seconds, 1 or more, and OUTBOX_LEASE_SECONDS at least"),
        ("FROM_EMAIL", "nobody", "FROM_EMAIL must be an address"),
        ("FROM_EMAIL", "a@example.org\nBcc: b@example.org", "FROM_EMAIL must be an address"),
    ],
)
def test_a_value_that_cannot_be_stops_the_start_with_a_sentence(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    done = run(tmp_path, "PORT", **{name: value})
    assert done.returncode == 1
    assert f"ImproperlyConfigured: {sentence}" in done.stderr


def test_the_example_of_a_dotenv_names_every_setting_and_sets_none() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    named = {line[1:].split("=")[0] for line in lines if re.match(r"#[A-Z_]+=", line)}
    assert named == set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", SOURCE))
    assert [line for line in lines if line and not line.startswith("#")] == []
