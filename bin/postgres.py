"""A PostgreSQL server for one run of the tests: its own folder, its own socket, no port, gone at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

# Nothing here outlives the run, so nothing waits for the disk. The tables are so small that
# compiling a query costs more than running it, and what the tests write is never committed for long enough to be swept.
FAST = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
    *("jit=off", "autovacuum=off"),
)


def programs() -> Path | None:
    """The folder of the newest initdb and pg_ctl; Debian keeps them off the PATH."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name.zfill(4), reverse=True
    )
    for folder in (*folders, *map(Path, os.get_exec_path())):
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    return None


@contextmanager
def server(folder_of_programs: Path) -> Iterator[str]:
    """The DATABASE_URL of a server that runs inside the with block; it listens on a socket in its folder only."""
    # Not TMPDIR: another account has to get in, and the name of a socket has to be short.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    somebody = unprivileged(folder)
    data = folder / "data"
    settings = "".join(f" -c {setting}" for setting in ("listen_addresses=", "max_connections=50", *FAST))

    def run(program: str, *arguments: str) -> None:
        command = [str(folder_of_programs / program), "--pgdata", str(data), *arguments]
        with (folder / f"{program}.log").open("a") as log:
            subprocess.run(command, check=True, cwd=folder, stdout=log, stderr=log, **somebody)

    try:
        run("initdb", "--username=dost", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "start", "--wait", f"--log={folder / 'server.log'}", "--options", f"-k {folder}{settings}")
        try:
            yield f"postgresql://dost@{quote(str(folder), safe='')}/dost"
        finally:
            run("pg_ctl", "stop", "--mode=immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as its own account, or as nobody, which gets the folder."""
    if os.geteuid() != 0:
        return {}
    names = {account.pw_name: account for account in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
