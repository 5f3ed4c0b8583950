"""The project's settings for the tests: of the environment, only DATABASE_URL counts.

A file as SQLite database, not memory: a server thread then has a connection of its own, with the
same locks as in production.
"""

import atexit
import os
import shutil
import tempfile

VARIABLES = (
    "ALLOWED_HOSTS",
    "BIND",
    "CACHE_URL",
    "DATABASE_REPLICA_URLS",
    "CONTACT_EMAIL",
    "DEBUG",
    "PAGE_STORE",
    "PORT",
    "SECRET_KEY",
)
for name in (*VARIABLES, "API_RATE", "FORWARDED_ALLOW_IPS", "SITE_NAME", "SITE_SUBJECT", "SITE_TAGLINE", "SITE_URL"):
    os.environ.pop(name, None)
if "PYTEST_XDIST_WORKER" not in os.environ:  # a worker inherits the folder of the process that started it
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="dost-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from partnership.settings import *  # noqa: E402, F403
from partnership.settings import DATA_DIR, DATABASES, STATIC_ROOT  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
    # Nothing here has to survive a power cut.
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"]["OPTIONS"],
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA recursive_triggers = ON",
    }

API_RATE = "1000000/sec"  # how many tests one process runs in a minute is no matter of the limit

# Names without a fingerprint, so that no collectstatic is needed; passwords that cost nothing.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
