"""Settings of Fairhand, read from the environment alone.

With an empty environment the product is safe and works on one machine: SQLite, a private Redis on a socket, a secret
key made once and kept in DATA_DIR, DEBUG off, mail into a local mailbox. A bad value stops the start with a sentence.

What no environment changes stands by its subject beside this file: config/signing_in.py (allauth), config/working.py
(Celery), config/browsers.py (what a page may load). Here is Django's own, and all that an operator can set.
"""

import re
import zoneinfo
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

from config.browsers import *  # noqa: F403  # settings, as Django reads them from this module
from config.datadir import made_private, private_redis_socket, secret
from config.signing_in import *  # noqa: F403
from config.values import LEVELS, Values
from config.working import *  # noqa: F403

# The wheel's time zone data, not the system's: they differ by an hour in some zones, and two hosts must agree.
zoneinfo.reset_tzpath(to=[])
zoneinfo.ZoneInfo.clear_cache()

BASE_DIR = Path(__file__).resolve().parent.parent
env = Values()
environ.Env.read_env(BASE_DIR / ".env")

DATA_DIR = made_private(Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).absolute())
DEBUG = env.yes("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or secret(DATA_DIR / "secret-key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# Where it is served -------------------------------------------------------------------------------------------------

HOST = env.str("HOST", default="localhost")
PORT = env.whole("PORT", default=8000, least=1, most=65535)
# How many processes serve pages, and with how many threads each.
WEB_PROCESSES = env.whole("WEB_PROCESSES", default=2, least=1, most=64)
WEB_THREADS = env.whole("WEB_THREADS", default=4, least=1, most=64)
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{PORT}").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in {"http", "https"} or not _site.hostname or _site.path or _site.query:
    raise ImproperlyConfigured(f"SITE_URL must look like https://fairhand.example.org, not {SITE_URL!r}.")
IS_HTTPS = _site.scheme == "https"
IS_LOCAL = not IS_HTTPS and _site.hostname in {"localhost", "127.0.0.1", "::1"}
ALLOWED_HOSTS = [
    _site.hostname,
    *(["localhost", "127.0.0.1", "[::1]"] if IS_LOCAL else []),
    *env.list("ALLOWED_HOSTS", default=[]),
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# How many proxies of ours stand in front: only that many forwarded addresses are believed.
TRUSTED_PROXIES = env.whole("TRUSTED_PROXIES", default=0, least=0, most=9)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "fairhand_sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "fairhand_csrftoken"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "desk.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"

# Parts --------------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "accounts",
    "interviews",
    "letters",
    "reminders",
    "desk",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "timezone_field",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.headers.private_pages",
    "config.headers.straight_pages",
    "config.methods.known_methods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.zones.local_time",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.refusals.RefusalMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "accounts.form_renderer.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# Where it is kept ---------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'fairhand.sqlite3'}")}
_database = DATABASES["default"]
if _database.get("ENGINE") == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif _database.get("ENGINE") == "django.db.backends.postgresql":
    _database["CONN_MAX_AGE"] = env.whole("CONN_MAX_AGE", default=60, least=0, most=86_400)
    _database["CONN_HEALTH_CHECKS"] = True
    # 0 is for migrations alone, which may build an index for minutes.
    _longest_s = env.whole("STATEMENT_TIMEOUT", default=15, least=0, most=86_400)
    _database.setdefault("OPTIONS", {})["options"] = (
        f"-c statement_timeout={_longest_s}s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
    )
else:
    raise ImproperlyConfigured("DATABASE_URL must name PostgreSQL (postgres://…) or SQLite (sqlite:///…).")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in limits count in the database, so that nobody's sign-in depends on Redis.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# The worker ---------------------------------------------------------------------------------------------------------

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL and not re.match(r"(redis|rediss|redis\+socket)://", REDIS_URL):
    raise ImproperlyConfigured("REDIS_URL must look like redis://host:6379/0.")
REDIS_SOCKET = private_redis_socket(DATA_DIR)
CELERY_BROKER_URL = REDIS_URL or f"redis+socket://{REDIS_SOCKET}"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "reminders.sweep",
        "schedule": timedelta(seconds=env.whole("SWEEP_SECONDS", default=60, least=1, most=86_400)),
    },
    "replan": {"task": "reminders.replan_all", "schedule": timedelta(hours=1)},
    "search": {"task": "desk.index_all", "schedule": timedelta(hours=1)},
    "fade": {"task": "desk.fade", "schedule": timedelta(days=1)},
    "errands": {"task": "accounts.sweep_errands", "schedule": timedelta(minutes=1)},
}

# Mail ---------------------------------------------------------------------------------------------------------------

EMAIL_URL = env.str("EMAIL_URL", default="")
MAILBOX_DIR = DATA_DIR / "mailbox"
if EMAIL_URL:
    globals().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "config.mailbox.MaildirBackend"
# How long the mail server may take for one answer, and how long a claimed mail stays its worker's. A batch begins no
# mail after a quarter of the lease and is ended at half of it, so a mail that hangs must give up within a sixth.
EMAIL_TIMEOUT = env.whole("EMAIL_TIMEOUT", default=20, least=1, most=86_400)
OUTBOX_LEASE_SECONDS = env.whole("OUTBOX_LEASE_SECONDS", default=180, least=1, most=86_400)
if not 1 <= EMAIL_TIMEOUT <= OUTBOX_LEASE_SECONDS // 6:
    raise ImproperlyConfigured(
        "EMAIL_TIMEOUT is in seconds, 1 or more, and OUTBOX_LEASE_SECONDS at least six times that."
    )
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", default=f"Fairhand <fairhand@{_site.hostname}>")
if re.search(r"[\r\n]", DEFAULT_FROM_EMAIL) or "@" not in DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured(
        "FROM_EMAIL must be an address, with or without a name: Fairhand <fairhand@example.org>."
    )

# Accounts -----------------------------------------------------------------------------------------------------------

ACCOUNT_DEFAULT_HTTP_PROTOCOL = _site.scheme
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
REGISTRATION_OPEN = env.yes("REGISTRATION_OPEN", default=True)
# They open the second factors' secrets. The first encrypts; further ones still decrypt what an older one encrypted.
MFA_KEYS = env.list("MFA_KEYS", default=[]) or [secret(DATA_DIR / "mfa-key")]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_LOCAL

# Words, times, files ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("en-gb", "English (United Kingdom)"), ("en-us", "English (United States)")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.statics.ManifestStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
# Whole fonts are for the sheets; no browser asks for them.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.logs.Lines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.one_of("LOG_LEVEL", LEVELS, default="WARNING")},
    "loggers": {"fairhand": {"level": "INFO"}},
}
