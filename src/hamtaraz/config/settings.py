"""Every setting of the application, read once from the environment.

HAMTARAZ_HOME         the state folder (default: `var/` in the checkout)
HAMTARAZ_PRODUCTION   1: no demo mode, no debug pages, secure cookies; needs HAMTARAZ_HOSTS
HAMTARAZ_HOSTS        the host names the site answers to, separated by commas
HAMTARAZ_DEMO         1: people sign in from a page of role cards; ignored in production
HAMTARAZ_DEMO_DAY     the day the demonstration's story has reached, so that its year stays half done
HAMTARAZ_REQUIRE_SECOND_FACTOR  1: whoever decides about money must set up a second factor first
HAMTARAZ_PROXIES      networks of the proxies whose X-Forwarded-For is believed; this machine always is
DATABASE_URL          a PostgreSQL server of one's own, as the application's role
DATABASE_OWNER_URL    the same database as the role that owns it; only `migrate`, `backup` and `restore` use it
"""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from hamtaraz.config import connection, home

CHECKOUT = home.CHECKOUT
HAMTARAZ_HOME = home.home()

PRODUCTION = os.environ.get("HAMTARAZ_PRODUCTION") == "1"
DEMO = not PRODUCTION and os.environ.get("HAMTARAZ_DEMO") == "1"
DEBUG = not PRODUCTION and os.environ.get("HAMTARAZ_DEBUG") == "1"

ALLOWED_HOSTS = [host.strip() for host in os.environ.get("HAMTARAZ_HOSTS", "").split(",") if host.strip()]
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set HAMTARAZ_HOSTS to the host names this site answers to.")
if not PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]

SECRET_KEY = home.secret(HAMTARAZ_HOME, "secret-key")
SEAL_KEY = home.secret(HAMTARAZ_HOME, "seal-key")

# --- rooms -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "hamtaraz.people",
    "hamtaraz.places",
    "hamtaraz.budget",
    "hamtaraz.trail",
    "hamtaraz.ledger",
    "hamtaraz.workflow",
    "hamtaraz.letters",
    "hamtaraz.documents",
    "hamtaraz.web",
    "hamtaraz.projects",
    "hamtaraz.directives",
    "hamtaraz.distribution",
    "hamtaraz.councils",
    "hamtaraz.notices",
    "hamtaraz.agreements",
    "hamtaraz.allotments",
    "hamtaraz.grants",
    "hamtaraz.intake",
    "hamtaraz.monitoring",
    "hamtaraz.config",
]
AUTH_USER_MODEL = "people.Person"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "hamtaraz.web.acting.ActingMiddleware",
    "hamtaraz.web.limits.LimitsMiddleware",
    "hamtaraz.web.refusing.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "hamtaraz.config.urls"
WSGI_APPLICATION = "hamtaraz.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "hamtaraz.web.frame.frame",
            ],
        },
    }
]

# --- the database ------------------------------------------------------------------------------
# Pages and commands connect as a role that owns nothing; `migrate`, `backup` and `restore` alone connect as the owner.

DATABASE_OWNER = connection.of_the_owner(HAMTARAZ_HOME)
DATABASES = {
    "default": DATABASE_OWNER
    if os.environ.get("HAMTARAZ_AS_OWNER") == "1"
    else connection.of_the_application(HAMTARAZ_HOME)
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people ------------------------------------------------------------------------------------

PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "web:sign_in"
LOGIN_REDIRECT_URL = "web:inbox"
REQUIRE_SECOND_FACTOR = os.environ.get("HAMTARAZ_REQUIRE_SECOND_FACTOR") == "1"
PROXIES = [proxy.strip() for proxy in os.environ.get("HAMTARAZ_PROXIES", "").split(",") if proxy.strip()]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- language, day -----------------------------------------------------------------------------

LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", _("Persian")), ("en", _("English"))]
USE_I18N = True
LOCALE_PATHS = [CHECKOUT / "src" / "hamtaraz" / room / "locale" for room in ("kernel", "law")]
DEMO_DAY = os.environ.get("HAMTARAZ_DEMO_DAY", "") if DEMO else ""
USE_TZ = True
TIME_ZONE = "Asia/Tehran"

# --- files -------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = HAMTARAZ_HOME / "static" if PRODUCTION else None  # else read from where they lie
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = HAMTARAZ_HOME / "uploads"
MEDIA_URL = "/uploads/"  # never served directly: every file goes through a page that asks who may read it
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- safety ------------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION

# --- what the server says ----------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
