"""What it was measured on."""

import os
import platform
import sqlite3
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import django

from bench.servers import BASE_DIR


def described(postgresql: str = "") -> dict[str, str | int | float]:
    found: dict[str, str | int | float] = {
        "processor": _line(Path("/proc/cpuinfo"), "model name"),
        "cores": os.cpu_count() or 0,
        "memory": _line(Path("/proc/meminfo"), "MemTotal"),
        "system": platform.platform(),
        "python": f"{platform.python_version()} ({_origin()})",
        "django": django.get_version(),
        "gunicorn": version("gunicorn"),
        "sqlite": sqlite3.sqlite_version,
        "postgresql": postgresql,
        "datasette": _line(BASE_DIR / "requirements-bench.txt", "datasette", "=="),
        "load": os.getloadavg()[0],
        "commit": _said("git", "rev-parse", "--short", "HEAD"),
        "wrk": _said("wrk", "-v").split(" [")[0],
    }
    return found


def _origin() -> str:
    """A distribution builds its Python with what was learnt by running it. One that was compiled without that, as pyenv
    does unless told, took an eighth to a quarter longer for the same pages."""
    return "the distribution's" if sys.base_prefix == "/usr" else "not the distribution's"


def _line(path: Path, name: str, mark: str = ":") -> str:
    listed = path.read_text().splitlines()
    return next((line.partition(mark)[2].strip() for line in listed if line.startswith(name) and mark in line), "")


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout or done.stderr).strip().splitlines()[0]
