"""All settings of Kompas. What varies comes from the environment; `.env.example` explains each variable."""

import os
import tomllib
from datetime import time
from importlib.util import find_spec
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from kompas.environment import Environment
from kompas.secret_files import read_secret_files
from monitoring.log_settings import logging_of

BASE_DIR = Path(__file__).resolve().parent.parent
read_secret_files(os.environ)
env = Environment()
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

DEBUG = env.bool("KOMPAS_DEBUG", default=False)
KOMPAS_DEMO = env.bool("KOMPAS_DEMO", default=False)
SECRET_KEY = env.str("KOMPAS_SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("KOMPAS_SECRET_KEY_FORMER", default=[])
KOMPAS_NAAM = env.str("KOMPAS_NAAM", default="Kompas")
NEXT_YEAR_FROM = env.day("KOMPAS_NEXT_YEAR_FROM", default="10-01")  # from when the next zelfevaluatie can be begun
KOMPAS_HOST = env.str("KOMPAS_HOST", default="kompas.localhost")
KOMPAS_PORT = env.int("KOMPAS_PORT", default=8000)
KOMPAS_HTTPS = env.bool("KOMPAS_HTTPS", default=not KOMPAS_HOST.endswith("localhost"))
PUBLIEK_URL = env.str(
    "KOMPAS_URL",
    default=f"https://{KOMPAS_HOST}" if KOMPAS_HTTPS else f"http://{KOMPAS_HOST}:{KOMPAS_PORT}",
)
SECURITY_CONTACT = env.str("KOMPAS_SECURITY_CONTACT", default=f"mailto:security@{KOMPAS_HOST}")

# Apps. `SHARED_APPS` live in the public schema, `TENANT_APPS` in the schema of each gemeente; no app is in both.
SHARED_APPS = [
    "schema_replay",  # migrates the schemas of all gemeenten; knows nothing of Kompas
    "tenants",  # before django_tenants: our `migrate` replaces theirs
    "django_tenants",
    "monitoring",
    "accounts",
    "jobs",
    "berichten",
    "logins",
    "inlogdiensten",
    "kader",
    *("redactie", "sjablonen", "openbaar", "samenwerking"),
    "metingen",
    "beheer",
    "herindeling",
    "django.contrib.auth",  # password validators and hashers; its User and Permission are not used
    "django.contrib.contenttypes",  # asked for by auth
    *("django.contrib.messages", "django.contrib.staticfiles"),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",  # OpenID Connect; see inlogdiensten/provider.py
    "csp",
    "django_htmx",
    "template_partials",
]
TENANT_APPS = ["logboek", "voorgangers", "aanpak", "zelfevaluatie", "reports", "wissing", "indienen"]
# `saving` first: it puts our sentences in place before any other app, getting ready, imports a form.
INSTALLED_APPS = ["saving", *SHARED_APPS, *TENANT_APPS, "dashboards", "mensen", "overzicht"]
if find_spec("demo"):  # not in the image; where it is, demo/guard.py decides whether it may do anything
    INSTALLED_APPS.append("demo")
TENANT_MODEL = "tenants.Gemeente"
TENANT_DOMAIN_MODEL = "tenants.Domein"

MIDDLEWARE = [
    "rendering.stack.roomy",  # room for the calls of all that follows, taken once
    "monitoring.middleware.RequestLogMiddleware",  # outermost: a reference for each request, a line for each answer
    "accounts.middleware.read_out",
    "csp.middleware.CSPMiddleware",  # this and the next three: on every answer, whatever failed further in
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.HeadersMiddleware",
    "monitoring.middleware.MachineMiddleware",  # who sends traffic or measures names no host of ours
    "accounts.entrance.HostMiddleware",  # an unknown host is answered before anything looks at it
    "django.middleware.security.SecurityMiddleware",  # goes over to https
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accounts.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionAgeMiddleware",
    "accounts.limits.AnonymousMiddleware",  # what costs us something is counted before anything is done
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "logins.middleware.FailureMiddleware",  # around the view: what failed is written also when that is undone
    "accounts.middleware.LoginRequiredMiddleware",
    "accounts.middleware.ToegangMiddleware",
    "saving.middleware.WhoseMiddleware",  # what one person typed is not saved under the name of another
    "tenants.middleware.TenantRoleMiddleware",  # only what follows runs as the gemeente
    "accounts.ended.EndedMiddleware",  # what is no more is read and not changed
    "logboek.middleware.LogboekMiddleware",  # innermost: calls the view, and writes down who did what
    "beheer.middleware.HandelingMiddleware",  # the same, for who works for the country, a regio or the platform
]
ROOT_URLCONF = "kompas.urls_tenant"
PUBLIC_SCHEMA_URLCONF = "kompas.urls_public"
WSGI_APPLICATION = "kompas.wsgi.application"

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
                "tenants.context.kompas",
                "kompas.nav.menus",
            ],
            "builtins": ["template_partials.templatetags.partials", "rendering.tags", "printing.fields"],
        },
    },
]
FORM_RENDERER = "rendering.widgets.FormRenderer"

# Database. DATABASE_URL is a NOINHERIT login that can only SET ROLE; the owner is for operators' commands alone.
DATABASE_AS_OWNER = env.bool("KOMPAS_AS_OWNER", default=False)
DATABASE_WEB_LOGIN = env.db("DATABASE_URL")["USER"]
database = env.db("DATABASE_OWNER_URL" if DATABASE_AS_OWNER else "DATABASE_URL")
DATABASES = {
    "default": {
        **database,
        # psycopg would wait two minutes for a server that does not answer, and hold a thread for as long.
        "OPTIONS": {"connect_timeout": 5, **database.get("OPTIONS", {})},
        "ENGINE": "tenants.backend",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
# A connection that met more gemeenten than this is closed after the request: it remembers the tables of each.
DATABASE_GEMEENTEN = env.int("KOMPAS_CONNECTION_GEMEENTEN", default=100)
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# One Valkey: the broker's database is the one in the address, the caches take the two after it.
REDIS_URL = env.str("REDIS_URL")
redis_server, _, redis_number = REDIS_URL.rpartition("/")
if not redis_number.isdigit():
    raise ImproperlyConfigured("REDIS_URL moet eindigen op een databasenummer, zoals redis://127.0.0.1:6379/0")
# Of rediss:// the certificate is always checked: with the authorities of the system, or those in this file.
REDIS_CA = env.str("REDIS_CA", default="")
REDIS_TLS = {"ssl_cert_reqs": "required"} | ({"ssl_ca_certs": REDIS_CA} if REDIS_CA else {})
REDIS_OPTIONS = REDIS_TLS if REDIS_URL.startswith("rediss://") else {}
CACHE_OPTIONS = {**REDIS_OPTIONS, "socket_timeout": 3, "socket_connect_timeout": 3}
CACHE = {"BACKEND": "tenants.cache.JsonCache", "OPTIONS": CACHE_OPTIONS}
CACHES = {
    # Security counters (login limits, TOTP replay) count over all hosts together, so without a tenant in the key.
    "default": {**CACHE, "LOCATION": f"{redis_server}/{int(redis_number) + 1}"},
    "gemeente": {
        **CACHE,
        "LOCATION": f"{redis_server}/{int(redis_number) + 2}",
        "KEY_FUNCTION": "django_tenants.cache.make_key",
    },
}

# Who may enter.
AUTH_USER_MODEL = "accounts.Gebruiker"
AUTHENTICATION_BACKENDS = ["accounts.backends.GebruikerBackend"]
PASSWORD_HASHERS = ["accounts.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.passwords.NotCommon"},
    {"NAME": "accounts.passwords.NotLikeYou"},
]
LOGIN_URL = f"{PUBLIEK_URL}/account/login/"
LOGIN_REDIRECT_URL = "/start/?verder"
ACCOUNT_ADAPTER = "inlogdiensten.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.LoginForm", "reset_password": "logins.forms.ResetPasswordForm"}
# A whole gemeente, or a room with a training, comes from one address: what is counted closely is each account.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/5m/key",  # of a password: the key is account and network; of a code: the account
    "login_failed_everywhere": "50/h/key",  # of an account, from all networks together; see accounts/adapter.py
    "reset_password": "100/m/ip,5/m/key",
    "reset_password_from_key": "100/m/ip",
}
# What somebody without a session may ask of us, in a minute and from one network, beside these (accounts/limits.py).
ANONYMOUS_LIMITS = {"post": 600, "page": 600, "session": 300}
UITNODIGINGEN_PER_DAY = env.int("KOMPAS_UITNODIGINGEN_PER_DAY", default=50)  # of one gemeente, regio or organisatie
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # invitation only: the address was proved by accepting
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # anybody may type the address of anybody
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of another password or second step, to whom it is of
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("KOMPAS_PROXIES", default=0)
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = KOMPAS_NAAM
MFA_TOTP_TOLERANCE = 1  # the code before and after: phones are some seconds off
MFA_FORMS = {
    "activate_totp": "accounts.forms.ActivateTOTPForm",
    "authenticate": "accounts.forms.AuthenticateForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "authenticate_webauthn": "logins.forms.AuthenticateWebAuthnForm",
    "login_webauthn": "logins.forms.LoginWebAuthnForm",
    "reauthenticate_webauthn": "logins.forms.ReauthenticateWebAuthnForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG

# Identity providers (docs/inlogdiensten.md); which ones there are is in the database.
SOCIALACCOUNT_ADAPTER = "inlogdiensten.provider.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_AUTO_SIGNUP = False  # an account is never found by address
INLOG_NETWERKEN = env.networks("KOMPAS_INLOG_NETWERKEN")  # beside the internet, where a provider may stand
INLOG_CA = env.str("KOMPAS_INLOG_CA", default="")  # a file with authorities that such a provider's certificate is of

# Cookies: one login for all hosts, a CSRF secret per host. Chromium and Firefox take Secure cookies on localhost.
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = "__Secure-kompas"
SESSION_COOKIE_DOMAIN = KOMPAS_HOST
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # from login, whatever happens
SESSION_VISITOR_SECONDS = 30 * 60  # of who is not logged in yet: on the way to it, or choosing a password
SESSION_IDLE_SECONDS = 4 * 60 * 60  # without a request; what was typed survives, see LoginRequiredMiddleware
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.errors.csrf_failure"
MESSAGE_STORAGE = "accounts.messages.HostCookieStorage"
ALLOWED_HOSTS = [KOMPAS_HOST, f".{KOMPAS_HOST}"]

# Headers.
SECURE_SSL_REDIRECT = KOMPAS_HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("KOMPAS_BEHIND_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = 63_072_000 if KOMPAS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
# Nothing of the device is ours, but passkeys.
DENIED_FEATURES = """
    accelerometer autoplay browsing-topics camera clipboard-read compute-pressure display-capture encrypted-media
    fullscreen gamepad geolocation gyroscope hid identity-credentials-get idle-detection local-fonts magnetometer
    microphone midi otp-credentials payment picture-in-picture screen-wake-lock serial storage-access usb
    window-management xr-spatial-tracking
"""
PERMISSIONS_POLICY: dict[str, list[str]] = {
    **{name: [] for name in DENIED_FEATURES.split()},
    "publickey-credentials-create": ["self"],
    "publickey-credentials-get": ["self"],
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # pages of others have no need of our styles
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # typed text; the longest answer is 5,000 characters. Files: see the forms
BESTANDEN_MAX_MB = env.int("KOMPAS_BESTANDEN_MB", default=1000)  # all files of one gemeente together
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Static files: built CSS and fonts are committed; WhiteNoise serves them under hashed names.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "var" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # files are rows; nothing is stored here
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

# Mail goes to files in var/mail unless EMAIL_URL says otherwise.
DEFAULT_FROM_EMAIL = env.str("KOMPAS_MAIL_FROM", default=f"{KOMPAS_NAAM} <kompas@{KOMPAS_HOST}>")
EMAIL_FILE_PATH = str(BASE_DIR / "var" / "mail")
vars().update(env.email("EMAIL_URL", default=f"filemail:///{EMAIL_FILE_PATH}"))
EMAIL_TIMEOUT = 10  # seconds that a mail server may be silent; only the worker waits for it
# Who composes a mail at the moment of sending, by Bericht.Soort. What is not here was written with its row.
BERICHTEN = {
    "herinnering": "indienen.letters.compose",
    "uitnodiging": "metingen.mailing.compose",
    "verlenging": "metingen.mailing.compose",
    "wachtwoord": "berichten.compose.wachtwoord",
    "toegang": "berichten.compose.toegang",
    "herstel": "berichten.compose.herstel",
    "uitgenodigd": "berichten.uitnodiging_letters.compose",
    "wissing": "wissing.letters.compose",
    "verzoek": "metingen.verzoek_letters.compose",
    "kaderverzoek": "kader.letters.compose",
    "leesverzoek": "redactie.letters.compose",
    "antwoordlink": "metingen.antwoord_letters.compose_link",
    "antwoord": "metingen.antwoord_letters.compose_used",
}

# A file, on a disk that lasts, where what was wiped for good is also written, encrypted, before it counts (ADR 0010).
# Not needed: the table tenants_wisjournaal is the journal, and `backup` brings it to the copies each minute.
WISSINGEN_FILE = env.str("KOMPAS_WISSINGEN", default="")

# Copies of everything (docs/backup.md). The key is public: what it encrypts, this server cannot read.
BACKUP_PUBLIC_KEYS = env.str("KOMPAS_BACKUP_PUBLIC_KEY", default="").replace(",", " ").split()
BACKUP_HOOK = env.str("KOMPAS_BACKUP_HOOK", default="")  # a program that brings the file, its argument, elsewhere
BACKUP_MAX_AGE_HOURS = env.int("KOMPAS_BACKUP_MAX_AGE", default=0 if KOMPAS_DEMO else 26)  # 0: others see to it
try:
    BACKUP_AT = time.fromisoformat(env.str("KOMPAS_BACKUP_AT", default="04:00"))  # of the clock in the Netherlands
    # How many days, weeks and months keep their last copy. What was wiped for good is in older copies: so not for ever.
    BACKUP_KEEP = tuple(map(int, env.str("KOMPAS_BACKUP_KEEP", default="7 5 3").split()))
    _days, _weeks, _months = BACKUP_KEEP
except ValueError:
    raise ImproperlyConfigured(
        "KOMPAS_BACKUP_AT is een tijd zoals 04:00; KOMPAS_BACKUP_KEEP is drie getallen, zoals 7 5 3."
    ) from None

# Celery. The row in `jobs` is the truth, the broker a hint; see jobs/models.py for the times below.
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_USE_SSL = REDIS_OPTIONS or None
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 300, "socket_timeout": 30, "socket_keepalive": True}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 75, 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD, CELERY_WORKER_MAX_MEMORY_PER_CHILD = 50, 600_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
AHEAD_LOAD = env.float("KOMPAS_AHEAD_LOAD", default=0.7)  # per processor, 0: never; see reports/files/ahead.py
CELERY_BEAT_SCHEDULER = "monitoring.pulse:Scheduler"
# What no worker took up in time is not done beside the next: one that was away for a day has one sweep to do.
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "jobs.tasks.sweep", "schedule": 15.0, "options": {"expires": 60}},
    "enforce-retention": {
        "task": "jobs.tasks.enforce_retention",
        "schedule": crontab(hour=3, minute=15),
        "options": {"expires": 12 * 60 * 60},
    },
}

# What picks up rows for the worker that were left behind, every 15 seconds and with `manage.py sweep_jobs`.
SWEEPERS = [
    "jobs.actions.sweep",
    *("metingen.verzoek_actions.sweep", "berichten.actions.sweep", "metingen.correction_actions.sweep"),
]
# What is measured when somebody asks /metrics, with this token; without one there is no such address.
METRICS_TOKEN = env.str("KOMPAS_METRICS_TOKEN", default="")
if 0 < len(METRICS_TOKEN) < 32:
    raise ImproperlyConfigured("KOMPAS_METRICS_TOKEN moet ten minste 32 tekens hebben: openssl rand -hex 24")
# Where errors and traces go, when anywhere: docs/toezicht.md. What leaves is a list of ours, without typed text.
SENTRY_DSN = env.str("KOMPAS_SENTRY_DSN", default="")
OTLP = env.str("KOMPAS_OTLP", default="")
MEASURES = [
    "monitoring.measures.measure_heartbeats",
    "monitoring.measures.measure_gemeenten",
    "monitoring.measures.measure_backup",
    "jobs.measures.measure",
    "berichten.measures.measure",
]
# What removes what is past its term (docs/privacy.md), and counts, each night and with `manage.py enforce_retention`.
RETENTION = [
    "accounts.retention.enforce_retention",
    "logboek.retention.enforce_retention",
    "wissing.retention.enforce_retention",
    "jobs.retention.enforce_retention",
    "monitoring.retention.enforce_retention",
    "berichten.retention.enforce_retention",
    "logins.retention.enforce_retention",
    "zelfevaluatie.onderbouwing_actions.enforce_retention",
    "reports.files.retention.enforce_retention",
    "metingen.retention.enforce_retention",
    "beheer.retention.enforce_retention",
    "herindeling.actions.enforce_retention",
    "redactie.actions.publish_planned",
    "reports.passages.nieuw.gebruik.count_gebruik",  # last: it removes nothing
]

# Who puts under the newest key what is kept encrypted (tenants/secrets.py), with `manage.py renew_keys`.
SECRETS = ("accounts.secrets.renew_factors", "inlogdiensten.secrets.renew_credentials")
ENCRYPTED = [*SECRETS, "wissing.renewal.renew_words"]

# Says what a row of the logboek is about, by the app of its action; see logboek/subjects.py.
LOGBOEK_APPS = ("zelfevaluatie", "aanpak", "reports", "indienen", "wissing", "mensen")
LOGBOEK = {app: f"{app}.subjects.subjects_of" for app in LOGBOEK_APPS}

LANGUAGE_CODE = "nl"
TIME_ZONE = CELERY_TIMEZONE = "Europe/Amsterdam"
USE_I18N = True  # only for what Django and allauth say themselves; our own texts are Dutch
USE_THOUSAND_SEPARATOR = False  # a year is a number too; figures say it themselves

LOGGING = logging_of(env.choice("KOMPAS_LOG", ("line", "json")))  # `line` for people
