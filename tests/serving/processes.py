"""Processes of the site that share the test's database."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection


def environment(**variables: str) -> dict[str, str]:
    """Of a process that finds the database of the test where the site has its own."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{known['NAME']}"
    else:
        who = ":".join(quote(part, safe="") for part in (known["USER"], known["PASSWORD"]) if part)
        port = f":{known['PORT']}" if known["PORT"] else ""
        url = f"postgresql://{who}@{quote(known['HOST'], safe='')}{port}/{known['NAME']}"
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": url, **variables}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def gunicorn(log: Path, *arguments: str, **variables: str) -> Iterator[subprocess.Popen]:
    """As the site is served; what it says stands in the log."""
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", *arguments],
            cwd=settings.BASE_DIR,
            env=environment(**variables),
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=30)


class Worker:
    """One that runs `tests.serving.worker`. What was started is answered later, so that others can go on meanwhile."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.serving.worker"]
        self._process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, *told: Any) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the process has died"
        found: dict[str, Any] = json.loads(line)
        return found

    def do(self, *told: Any) -> dict[str, Any]:
        self.start(*told)
        return self.answer()

    def stop(self) -> None:
        self._process.communicate(timeout=20)


@contextmanager
def workers(number: int) -> Iterator[list[Worker]]:
    started = [Worker() for _ in range(number)]
    try:
        yield started
    finally:
        for each in started:
            each.stop()
