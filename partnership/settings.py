"""Settings: read from the environment, typed, and refused in one sentence when wrong.

docs/operations.md lists the variables; a test holds that list and this file together.
"""

import json
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from partnership import database, environment
from partnership.environment import LOOPBACK, WrongSetting, read

BASE_DIR = Path(__file__).resolve().parent.parent

# --- From the environment -------------------------------------------------------------------------

DATA_DIR = environment.data_dir(default=BASE_DIR / "var")
DEBUG = read("DEBUG", environment.flag, default=False)  # for developers: shows code to whoever meets an error
PORT = read("PORT", environment.port, default=8000)
BIND = read("BIND", environment.address, default=environment.address(LOOPBACK))
SITE_URL = read("SITE_URL", environment.site_url, default=f"http://{LOOPBACK}:{PORT}")
HTTPS = SITE_URL.startswith("https://")
SECRET_KEY = read("SECRET_KEY", environment.secret, default="") or environment.kept_secret(DATA_DIR / "secret_key")
# The loopback names and the address listened at are always answered: health checks ask there.
ALLOWED_HOSTS = [
    *read("ALLOWED_HOSTS", environment.hosts, default=[environment.host_of(SITE_URL)]),
    *environment.LOOPBACK_NAMES,
    *([] if BIND.is_unspecified else [environment.in_url(BIND)]),
]
DATABASES = {
    "default": read("DATABASE_URL", database.from_url, default=database.sqlite(DATA_DIR / "dost.sqlite3")),
}
REPLICAS: dict[str, dict[str, Any]] = read("DATABASE_REPLICA_URLS", database.replicas, default=database.NO_REPLICAS)
if REPLICAS and DATABASES["default"]["ENGINE"] != REPLICAS["replica-1"]["ENGINE"]:
    raise WrongSetting(
        "DATABASE_REPLICA_URLS needs DATABASE_URL to name the PostgreSQL server that is replicated there."
    )
DATABASES |= REPLICAS
CACHES = {"default": read("CACHE_URL", environment.cache, default=environment.cache("locmem://"))}

# Room in each process for pages as they are sent; 0: each is rendered anew, as templates under development have to be.
PAGE_STORE = 0 if DEBUG else read("PAGE_STORE", environment.megabytes, default=environment.megabytes("24"))

# Whom the server believes when it says for whom it asks: what gunicorn reads under the same name.
FORWARDED_ALLOW_IPS = read("FORWARDED_ALLOW_IPS", environment.networks, default=environment.networks("127.0.0.1,::1"))
API_RATE = read("API_RATE", environment.rate, default="600/min")

# What the site says of itself: a file, so that another corpus is another set of fixtures.
SITE: dict[str, Any] = json.loads((BASE_DIR / "fixtures" / "site.json").read_text(encoding="utf-8"))
SITE["name"] = read("SITE_NAME", str, default=SITE["name"])
SITE["headline"] = read("SITE_TAGLINE", str, default=SITE["headline"])
SITE["subject"] = read("SITE_SUBJECT", str, default=SITE["subject"])
SITE["contact"] = read("CONTACT_EMAIL", environment.email, default=SITE["contact"])  # "": none is set
SITE["url"] = SITE_URL

# --- The application ------------------------------------------------------------------------------

INSTALLED_APPS = [
    "partnership.apps.PartnershipConfig",
    "nested_admin",
    "django_filters",
    "corsheaders",
    "django_htmx",
    "csp",
    "django.contrib.admin.apps.SimpleAdminConfig",  # the site is partnership.admin.site, nothing is discovered
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",  # first, so that a redirect may be followed from elsewhere too
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
if REPLICAS:
    DATABASE_ROUTERS = ["partnership.serving.replicas.Router"]
    MIDDLEWARE.append("partnership.serving.replicas.Replicas")  # last: nothing but the view runs within it
ROOT_URLCONF = "partnership.urls"
WSGI_APPLICATION = "partnership.wsgi.application"
TEMPLATES = [
    {  # the public pages; the others are the admin's
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "public"],
        "OPTIONS": {
            "environment": "partnership.templating.environment",
            "context_processors": ["partnership.views.context.site"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "partnership.views.context.site",
            ],
        },
    },
]
FORM_RENDERER = "partnership.templating.forms.Widgets"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

AUTH_USER_MODEL = "partnership.User"
LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

# --- Files ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # the plain names are never linked
MEDIA_ROOT = DATA_DIR / "media"
STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
if not DEBUG:
    STATIC_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}

# --- Safety ---------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
        *("encrypted-media", "fullscreen", "geolocation", "gyroscope", "magnetometer", "microphone", "midi"),
        *("payment", "picture-in-picture", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
    )
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "partnership.admin.recovery.csrf_failure"
# One entry with many statements and citations is one form of thousands of small fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# The one switch between the two ways of being reached. The server believes a proxy that says
# "X-Forwarded-Proto: https" only when it runs on the same machine (gunicorn's forwarded_allow_ips).
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked on the loopback address, without the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if not HTTPS:
    # Over plain http these would leave the site dead: a browser would be sent to an https address
    # that nobody serves and would keep its cookies back. W004 is HSTS, W008 the redirect, W012 and
    # W016 the secure cookies. With an https SITE_URL all four are on, and checked.
    SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

# --- The API --------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_AUTHENTICATION_CLASSES": [],  # nobody logs in there, so no cookie is looked at
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_METADATA_CLASS": None,
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "FORMAT_SUFFIX_KWARG": None,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "OAS_VERSION": "3.1.1",
    "TITLE": f"{SITE['name']} API",
    "DESCRIPTION": f"{SITE['subject']} {SITE['description']}",
    "VERSION": "1.0.0",
    "CONTACT": {"url": f"{SITE_URL}/about/"},
    "LICENSE": SITE["content_licence"],
    "SERVERS": [{"url": SITE_URL}],
    "EXTERNAL_DOCS": {"url": f"{SITE_URL}/api/v1/docs/", "description": "The same for readers"},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,
    "POSTPROCESSING_HOOKS": [],
}
# Any page may read the API, without cookies.
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "if-modified-since", "if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After"]

# --- Logs -----------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "partnership.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django's own set-up mails errors to administrators and is quiet without DEBUG.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Whoever asks for a foreign host name gets status 400; that is their mistake, not an error here.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # It warns at each HEAD request that it left the body out, which is what HEAD means.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
