"""A site of many machines on one: each server a process of its own, stopped by its pid whatever happens.

What the servers are told is what deploy/ tells them, filled in by the program that an installation uses.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import redis
import requests
from django.conf import settings

from bin import postgres

BASE_DIR = Path(settings.BASE_DIR)
FOLDER_OF_PROGRAMS = postgres.programs()
SERVERS = {
    "nginx": shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin"),
    "Redis": shutil.which("redis-server"),
    "PostgreSQL": str(FOLDER_OF_PROGRAMS) if FOLDER_OF_PROGRAMS else None,
}
MISSING = [name for name, found in SERVERS.items() if not found]
FAST = [f"-c{setting}" for setting in (*postgres.FAST, "listen_addresses=", "shared_buffers=32MB", "log_statement=all")]
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/deploy/nginx.conf;
}}
"""


class Site:
    """Started by `started()`. `edge` is nginx; `instances` are asked directly only to see that each tells the same."""

    def __init__(self, folder: Path, closing: ExitStack) -> None:
        self.folder = folder
        self._closing = closing
        self.account = postgres.unprivileged(folder)
        self.nginx_port, self.redis_port, *ports = free_ports(4)
        self.edge = f"http://127.0.0.1:{self.nginx_port}"
        self.instances = [f"http://127.0.0.1:{port}" for port in ports]
        self.primary, self.replica = folder / "primary", folder / "replica"
        self.environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(folder / "data"),
            "SITE_URL": self.edge,
            "SECRET_KEY": "of a test and of nothing else, and as long as it has to be",
            "DATABASE_URL": address_of(self.primary),
            "DATABASE_REPLICA_URLS": address_of(self.replica),
            "CACHE_URL": f"redis://:secret@127.0.0.1:{self.redis_port}/0",
            "API_RATE": "1000/sec",
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        self._fill_in()
        self._start_redis()
        self._start_primary()
        self._start_replica()
        self._set_up()
        for number in range(len(self.instances)):
            self.start_instance(number)
        self._start_nginx()
        wait_for(lambda: all(answers(f"{each}/readyz") for each in self.instances), "the instances")
        wait_for(lambda: answers(f"{self.edge}/healthz"), "nginx")

    def start_instance(self, number: int) -> None:
        environment = self.environment | {"PORT": self.instances[number].rpartition(":")[2]}
        self._run(f"instance-{number}", sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py",
                  cwd=BASE_DIR, env=environment)  # fmt: skip

    def end(self, name: str) -> None:
        """The process with its children, at once and in the middle of whatever they do."""
        process = self.processes.pop(name)
        # PostgreSQL's children are in groups of their own, so it ends them itself; it saves nothing either.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGQUIT if name in ("primary", "replica") else signal.SIGKILL)
        process.wait(timeout=10)

    @contextmanager
    def hanging(self, name: str) -> Iterator[None]:
        """The process and its children neither work nor go."""
        parent = self.processes[name].pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        everybody = [parent, *map(int, children)]
        for each in everybody:
            os.kill(each, signal.SIGSTOP)
        try:
            yield
        finally:
            for each in everybody:
                with suppress(ProcessLookupError):
                    os.kill(each, signal.SIGCONT)

    def asked(self, server: Path, sql: str) -> Any:
        with psycopg.connect(address_of(server), autocommit=True) as connection:
            return connection.execute(sql).fetchone()

    def statements(self, name: str) -> list[str]:
        """All that the server was ever asked."""
        return [line for line in (self.folder / f"{name}.log").read_text().splitlines() if "LOG:  " in line]

    def logs(self) -> str:
        return "\n".join(f"== {log.name}\n{log.read_text()[-3000:]}" for log in sorted(self.folder.glob("*.log")))

    # --- Each server ------------------------------------------------------------------------------

    def _fill_in(self) -> None:
        instances = [f"--instance={each.removeprefix('http://')}" for each in self.instances]
        command = [sys.executable, "bin/deployment.py", f"--site-url={self.edge}", *instances,
                   f"--listen=127.0.0.1:{self.nginx_port}", f"--socket={self.folder / 'asked.sock'}",
                   f"--cache={self.folder / 'cache'}", "--redis-password=secret",
                   f"--output={self.folder / 'deploy'}"]  # fmt: skip
        subprocess.run(command, check=True, cwd=BASE_DIR)

    def _start_redis(self) -> None:
        (self.folder / "redis").mkdir()
        self._run("redis", str(SERVERS["Redis"]), str(self.folder / "deploy/redis.conf"), "--port",
                  str(self.redis_port), "--dir", str(self.folder / "redis"))  # fmt: skip
        client = redis.Redis.from_url(self.environment["CACHE_URL"])
        wait_for(client.ping, "Redis")
        client.close()

    def _start_primary(self) -> None:
        assert FOLDER_OF_PROGRAMS
        self._make(self.primary)
        initdb = [FOLDER_OF_PROGRAMS / "initdb", "--username=dost", "--auth=trust", "--encoding=UTF8",
                  "--locale=C.UTF-8", "--no-sync", "--pgdata", self.primary / "data"]  # fmt: skip
        subprocess.run(initdb, check=True, cwd=self.primary, stdout=subprocess.DEVNULL, **self.account)
        self._start_postgres(self.primary)
        with psycopg.connect(address_of(self.primary, "postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE dost")
            connection.execute("CREATE ROLE replicator LOGIN REPLICATION")

    def _start_replica(self) -> None:
        self._make(self.replica)
        command = ["sh", self.folder / "deploy/make_replica.sh", self.replica / "data", "replica_1",
                   f"host={self.primary} user=replicator"]  # fmt: skip
        path = f"{FOLDER_OF_PROGRAMS}:{os.environ['PATH']}"
        subprocess.run(command, check=True, cwd=self.replica, env={"PATH": path}, **self.account)
        self._start_postgres(self.replica)

    def _start_postgres(self, server: Path) -> None:
        """The file of deploy/ stands where a packaged server has its conf.d/."""
        wanted = f"include '{self.folder}/deploy/postgresql.{server.name}.conf'\n"
        kept = (server / "data/postgresql.conf").read_text().replace("max_connections", "#max_connections")
        (server / "data/postgresql.conf").write_text(f"{kept.partition('include ')[0]}{wanted}")
        self._run(server.name, f"{FOLDER_OF_PROGRAMS}/postgres", "-D", str(server / "data"), "-k", str(server), *FAST,
                  cwd=server, **self.account)  # fmt: skip
        wait_for(lambda: psycopg.connect(address_of(server, "postgres")).close() is None, server.name)

    def _set_up(self) -> None:
        done = subprocess.run([sys.executable, "-m", "tests.deploy.content"], cwd=BASE_DIR, capture_output=True,
                              text=True, env=self.environment | {"DJANGO_SETTINGS_MODULE": "partnership.settings"},
                              )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def _start_nginx(self) -> None:
        configuration = self.folder / "nginx.conf"
        configuration.write_text(NGINX.format(folder=self.folder))
        command = [str(SERVERS["nginx"]), "-e", str(self.folder / "nginx.log"), "-c", str(configuration)]
        subprocess.run([*command, "-t", "-q"], check=True)
        self._run("nginx", *command)

    def _make(self, folder: Path) -> None:
        folder.mkdir()
        if self.account:
            shutil.chown(folder, self.account["user"], self.account["group"])

    def _run(self, name: str, *command: str, **options: Any) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **options)
        self._closing.callback(lambda: self.processes.get(name) and self.end(name))


@contextmanager
def started() -> Iterator[Site]:
    # Not TMPDIR: other accounts have to get in, and the name of a socket has to be short. Memory, where there is room:
    # nothing here has to survive, and pg_basebackup waits for the disk.
    memory = Path("/dev/shm")  # noqa: S108
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1_000_000_000
    folder = Path(tempfile.mkdtemp(prefix="dost-", dir=memory if roomy else "/tmp"))  # noqa: S108
    folder.chmod(0o755)
    with ExitStack() as closing:
        closing.callback(shutil.rmtree, folder, ignore_errors=True)
        site = Site(folder, closing)
        try:
            site.start()
            yield site
        except BaseException:
            print(site.logs())  # noqa: T201 -- for whoever reads why it failed
            raise


def address_of(server: Path, name: str = "dost") -> str:
    return f"postgresql://dost@{quote(str(server), safe='')}/{name}"


def free_ports(number: int) -> list[int]:
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [each.getsockname()[1] for each in listeners]
    for each in listeners:
        each.close()
    return ports


def answers(address: str) -> bool:
    return requests.get(address, timeout=5).status_code == 200


def wait_for(there: Callable[[], Any], what: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            if there():
                return
        except (OSError, psycopg.OperationalError, redis.ConnectionError):
            pass
        assert time.monotonic() < end, f"{what}: not there after {seconds} s"
        time.sleep(0.05)
