"""A process that serves the site and writes to it, told what to do line by line: `python -m tests.serving.worker`."""

import json
import sys
from typing import Any

from partnership.wsgi import application

from partnership.actions import apply_all  # isort: skip  (after the settings)
from tests.serving.asking import get


def read(path: str, headers: dict[str, str]) -> dict[str, Any]:
    status, sent, body = get(application, path, host="127.0.0.1", **headers)
    return {"status": status, "etag": sent.get("ETag"), "body": body.decode()}


def write(records: list[dict[str, Any]]) -> dict[str, Any]:
    apply_all(records, by=None, reason="Test")
    return {}


if __name__ == "__main__":
    told = {"read": read, "write": write}
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        sys.stdout.write(json.dumps(told[name](*arguments)) + "\n")
        sys.stdout.flush()
