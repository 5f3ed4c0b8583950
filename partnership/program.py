"""Which version of the program answers."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

_ROOT = Path(__file__).resolve().parent.parent
# What an answer is made of besides the content: code, templates, what their links to static files are named after,
# and the versions of everything that is installed.
_PARTS = ("partnership/**/*.py", "templates/**/*.*", "static/**/*.*", "requirements.txt")


@cache
def fingerprint() -> str:
    """Another one whenever the same content may be answered with another byte; the same on all machines that run the
    same version with the same settings. Read once: a process stays what it was started as."""
    found = hashlib.sha256(repr((settings.SITE, settings.API_RATE, settings.DEBUG)).encode())
    for pattern in _PARTS:
        for file in sorted(_ROOT.glob(pattern)):
            found.update(file.relative_to(_ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()
