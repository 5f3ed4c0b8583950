"""The contestants as processes: started, waited for, and stopped by their own number."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import urlopen

import postgres
import prepare

BASE_DIR = Path(__file__).resolve().parent.parent.parent
METADATA = Path(__file__).with_name("datasette.json")
_HOST = "127.0.0.1"
_PATIENCE = 600  # seconds for a start: a large corpus may have something to build
_RESTING = 0.1  # seconds in which a server that is at rest uses no more than a tick of the clock
_LONGEST_REST = 120  # seconds that are waited for it


@dataclass(frozen=True)
class Server:
    url: str
    pid: int

    def workers(self) -> list[int]:
        """The processes that answer: those below the one that was started, else that one."""
        below = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [int(each) for each in below] or [self.pid]

    def settle(self) -> None:
        """Waits until it has done what nobody waits for any more: else it were at work in the turn of the next one."""
        end, before = time.monotonic() + _LONGEST_REST, -2
        while (spent := self._spent()) > before + 1 and time.monotonic() < end:
            before = spent
            time.sleep(_RESTING)

    def _spent(self) -> int:
        """Ticks of the clock that its processes have used."""
        ticks = 0
        for pid in {self.pid, *self.workers()}:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])  # utime and stime
        return ticks


Running = AbstractContextManager[Server]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((_HOST, 0))
        return listener.getsockname()[1]


@contextmanager
def _running(command: list[str], port: int, path: str, variables: Mapping[str, str], log: Path) -> Iterator[Server]:
    url = f"http://{_HOST}:{port}"
    with log.open("w") as written:
        process = subprocess.Popen(
            command,
            cwd=BASE_DIR,
            env={**os.environ, **variables},
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
        try:
            _wait(f"{url}{path}", process, log)
            yield Server(url, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait(address: str, process: subprocess.Popen, log: Path) -> None:
    for _ in range(_PATIENCE * 5):
        if process.poll() is not None:
            sys.exit(f"A server did not start; see {log}:\n{log.read_text()[-2000:]}")
        try:
            with urlopen(address, timeout=5):  # noqa: S310 -- on this machine
                return
        except HTTPError:
            return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    sys.exit(f"A server did not answer at {address}; see {log}.")


def environment(data: Path, database: str = "", port: int = 0) -> dict[str, str]:
    found = {"DATA_DIR": str(data), "DATABASE_URL": database, "API_RATE": "1000000/sec"}
    return found | ({"PORT": str(port)} if port else {})


def inherited() -> dict[str, str]:
    return dict(os.environ)


def ours(data: Path, database: str, logs: Path) -> Running:
    """As `make run` serves it, and with no other packages: of those for developing, the site would load some that it
    finds (Django REST framework five megabytes of them)."""
    port = free_port()
    command = [_python_with("requirements.txt"), "manage.py", "serve"]
    return _running(command, port, "/healthz", environment(data, database, port), logs / "ours.log")


def bare(data: Path, logs: Path) -> Running:
    """Under the gunicorn of the site: the same configuration, but for its address."""
    port = free_port()
    python = _python_with("requirements.txt")
    command = [python, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "-b", f"{_HOST}:{port}"]
    command += ["--pythonpath", str(Path(__file__).parent), "bare:application"]
    return _running(command, port, "/1/", environment(data), logs / "bare.log")


def datasette(data: Path, logs: Path) -> Running:
    """On the plain file, opened as one that does not change, with its rows counted beforehand and no limit met."""
    program, port = str(Path(_python_with("requirements-bench.txt")).with_name("datasette")), free_port()
    file, counts = data / "plain.sqlite3", logs / "inspected.json"
    subprocess.run([program, "inspect", str(file), "--inspect-file", str(counts)], check=True)
    limits = {
        "sql_time_limit_ms": 600_000,
        "facet_time_limit_ms": 600_000,
        "suggest_facets": "off",
        "max_returned_rows": 2_000_000,
        "max_csv_mb": 0,
    }
    settings = [word for name, value in limits.items() for word in ("--setting", name, str(value))]
    command = [program, "serve", "-i", str(file), "--inspect-file", str(counts), "-m", str(METADATA), "-h", _HOST]
    return _running([*command, "-p", str(port), *settings], port, "/", {}, logs / "datasette.log")


def _python_with(requirements: str) -> str:
    """Of an environment that has these packages and no others."""
    prepare.VENV = BASE_DIR / ".venv" / ("bench" if requirements == "requirements-bench.txt" else "serving")
    prepare.PYTHON = prepare.VENV / "bin" / "python"
    prepare.install(BASE_DIR / requirements)
    return str(prepare.PYTHON)


@contextmanager
def database_server(folder: Path) -> Iterator[str]:
    """PostgreSQL as one would run it (what was saved is on the disk), in a folder; its address without a name."""
    programs = postgres.programs()
    if programs is None:
        sys.exit(
            "PostgreSQL is missing: install it (on Debian and Ubuntu: apt-get install postgresql), or leave it out."
        )
    folder.mkdir(parents=True, exist_ok=True)
    somebody, data = postgres.unprivileged(folder), folder / "data"
    settings = (
        "-c listen_addresses= -c shared_buffers=512MB -c max_wal_size=4GB -c effective_cache_size=4GB"
        " -c random_page_cost=1.1 -c work_mem=16MB"  # as deploy/ has them
    )

    def run(program: str, *arguments: str) -> None:
        with (folder / f"{program}.log").open("a") as log:
            subprocess.run(
                [str(programs / program), "--pgdata", str(data), *arguments],
                check=True, cwd=folder, stdout=log, stderr=log, **somebody,
            )  # fmt: skip

    if not (data / "PG_VERSION").exists():
        run("initdb", "--username=dost", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    run(
        "pg_ctl",
        "start",
        "--wait",
        "--timeout=300",
        f"--log={folder / 'server.log'}",
        "--options",
        f"-k {folder} {settings}",
    )
    try:
        yield f"postgresql://dost@{quote(str(folder), safe='')}"
    finally:
        run("pg_ctl", "stop", "--wait", "--mode=fast")


def ensure_database(server: str, name: str) -> str:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
    return f"{server}/{name}"


def version(database: str) -> str:
    """Of PostgreSQL."""
    import psycopg

    with psycopg.connect(f"{database}/postgres") as connection:
        [(found,)] = connection.execute("SELECT current_setting('server_version')").fetchall()
    return str(found).split()[0]


def swept(database: str) -> Path:
    """Has PostgreSQL do now what it would do by itself some while after much was written, and be at work with while
    pages are measured; gives the folder of the database's files."""
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        for step in ("VACUUM (ANALYZE)", "CHECKPOINT"):
            connection.execute(step)
        [(folder,)] = connection.execute(
            "SELECT current_setting('data_directory') || '/base/' || oid FROM pg_database"
            " WHERE datname = current_database()"
        ).fetchall()
    return Path(folder)


def manage(*arguments: str, data: Path, database: str = "", text: str | None = None) -> str:
    """A command of the site; what it wrote."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=BASE_DIR, env={**os.environ, **environment(data, database)},
        stdout=subprocess.PIPE, text=True, input=text, check=True,
    )  # fmt: skip
    return done.stdout


def answered(text: str) -> dict:
    return json.loads(text.splitlines()[-1])
