"""One short round of wrk."""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("ask.lua")
LONGEST_ANSWER = 120  # seconds; a run of few addresses ends as soon as all have come, and is to leave room for it


class Broken(Exception):
    """The answers were not what was asked for, so that their speed says nothing."""


def ask(
    server: str,
    addresses: Sequence[str],
    *,
    connections: int,
    seconds: int,
    headers: Mapping[str, str] | None = None,
    again: bool = False,
) -> dict[str, Any]:
    """Requests, microseconds, and latencies in ms. Without `again` each address is asked at most once."""
    if not addresses:
        raise Broken("There is nothing left to be asked.")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(addresses) + "\n")
        file.flush()
        variables = {"ADDRESSES": file.name, "HEADERS": _lines(headers or {}), "AGAIN": "1" if again else "0"}
        command = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            f"--timeout={LONGEST_ANSWER}s",
            "-s",
            str(SCRIPT),
        ]
        done = subprocess.run(
            [*command, server], capture_output=True, text=True, check=True, env={**os.environ, **variables}
        )
    line = next((each for each in done.stdout.splitlines() if each.startswith("RESULT ")), "")
    if not line:
        raise Broken(f"wrk said: {done.stdout} {done.stderr}")
    found = json.loads(line.removeprefix("RESULT "))
    if found["wrong"] or found["broken"]:
        raise Broken(
            f"{found['wrong']} were not whole ({found['status']}), {found['broken']} did not come: {addresses[0]}"
        )
    return found


def _lines(headers: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in headers.items())
