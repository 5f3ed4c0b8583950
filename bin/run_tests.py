"""The whole suite: on SQLite with the browser tests, then on PostgreSQL without them.

A machine without Chromium, PostgreSQL, nginx or Redis is told so in one line, and those tests are left out; with
CI=1 that is a failure. TEST_POSTGRES_URL names a server to use instead of a throw-away one. Arguments
go to pytest.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import postgres

BASE_DIR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE_DIR))

from tests.chromium import CHROMIUM  # noqa: E402

NO_TESTS = 5  # pytest's exit code when a selection leaves nothing over
RESULTS = {0: "passed", NO_TESTS: "nothing selected"}
COVERAGE = "--cov=partnership", "--cov-report=term:skip-covered"


def run(engine: str, database_url: str, *arguments: str) -> int:
    started = time.monotonic()
    print(f"== The suite on {engine}", flush=True)
    environment = {**os.environ, "DATABASE_URL": database_url}
    code = subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=BASE_DIR, env=environment).returncode
    print(f"== {engine}: {RESULTS.get(code, 'FAILED')} in {time.monotonic() - started:.0f} s", flush=True)
    return code


def postgres_server() -> AbstractContextManager[str] | None:
    if url := os.environ.get("TEST_POSTGRES_URL"):
        return nullcontext(url)
    folder = postgres.programs()
    return postgres.server(folder) if folder else None


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # so that the server is stopped too
    server = postgres_server()
    missing = [
        *([] if CHROMIUM else ["Chromium is missing: the browser tests are left out."]),
        *([] if server else ["PostgreSQL is missing: the suite runs on SQLite only."]),
        *(
            f"{name} is missing: the tests of many machines are left out."
            for name in ("nginx", "redis-server")
            if not shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
        ),
    ]
    print("".join(f"== {line}\n" for line in missing), end="", flush=True)
    if missing and os.environ.get("CI") == "1":
        print("With CI=1 nothing may be left out.", file=sys.stderr)
        return 1
    # Tracing every line doubles the time, and nothing is refused for what it finds: it is left to whoever asks.
    traced = COVERAGE if os.environ.get("COVERAGE") == "1" else ()
    # What the tests on the first database keep there is compared with what they find on the second one.
    with tempfile.TemporaryDirectory(prefix="dost-compared-") as folder:
        os.environ["COMPARED"] = folder
        codes = [run("SQLite", "", *traced, *arguments)]
        if server:
            try:
                with server as url:
                    codes.append(run("PostgreSQL", url, "-m", "not browser and not once", *arguments))
            except subprocess.CalledProcessError as error:
                print(f"The PostgreSQL server for the tests could not be started: {error}", file=sys.stderr)
                return 1
    return max(0 if code == NO_TESTS and arguments else code for code in codes)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
