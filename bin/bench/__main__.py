"""make bench ARGS='--sizes 1000 --only list': measures, and keeps what it measured; `--publish` writes it down."""

import argparse
import datetime as dt
import json
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

BASE_DIR = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(BASE_DIR), str(BASE_DIR / "bin")]

from bench import machine, published, servers  # noqa: E402
from bench.measuring import ALL, Bench  # noqa: E402

_MADE = "made_in_seconds"


def main() -> None:
    asked = _asked()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # so that all servers are stopped too
    folder = asked.folder.absolute()
    results = folder / "results"
    results.mkdir(parents=True, exist_ok=True)
    if asked.publish:
        published.write(results, BASE_DIR / "docs")
        return
    with ExitStack() as stack:
        postgres = ""
        if "postgresql" in asked.databases:
            postgres = stack.enter_context(servers.database_server(folder / "postgresql"))
        for size in asked.sizes:
            for database in asked.databases:
                data, url = _corpus(folder, size, database, postgres)
                print(f"== {size} entries on {database}", flush=True)
                logs = folder / "logs"
                logs.mkdir(exist_ok=True)
                bench = Bench(
                    data, url, logs, rounds=asked.rounds, seconds=asked.seconds, crowd_seconds=asked.crowd_seconds
                )
                started = dt.datetime.now(dt.UTC)
                lines: dict[str, Any] = {}
                run = {"size": size, "database": database, "started": started.isoformat(timespec="seconds")}
                version = servers.version(postgres) if url else ""
                run |= {
                    "machine": machine.described(version),
                    "made": _made(data),
                    "rounds": asked.rounds,
                    "lines": lines,
                }
                kept = results / f"{started:%Y%m%dT%H%M%S}-{size}-{database}.json"
                for line, found in bench.run(asked.only, against=database == "sqlite"):
                    lines[line] = found
                    kept.write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")
                print(f"  kept in {kept}", flush=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=_numbers, default=[1_000, 100_000], help="entries, as in 1000,100000,1000000")
    parser.add_argument("--databases", type=_words(["sqlite", "postgresql"]), default=["sqlite", "postgresql"])
    parser.add_argument("--only", type=_words(ALL), default=ALL, help=f"some of {','.join(ALL)}")
    parser.add_argument("--rounds", type=int, default=3, help="in which the contestants take turns")
    parser.add_argument("--seconds", type=int, default=4, help="of a warm round; a cold one ends with its addresses")
    parser.add_argument("--crowd-seconds", type=int, default=60)
    parser.add_argument("--folder", type=Path, default=BASE_DIR / "var" / "bench", help="for corpora and results")
    parser.add_argument("--publish", action="store_true", help="only write docs/performance.md from what is there")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(each.replace("_", "")) for each in text.split(",")]


def _words(known: list[str]) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        found = text.split(",")
        if wrong := [each for each in found if each not in known]:
            raise argparse.ArgumentTypeError(f"{', '.join(wrong)}: there are {', '.join(known)}")
        return found

    return read


def _corpus(folder: Path, size: int, database: str, postgres: str) -> tuple[Path, str]:
    """Made where it is missing. Saving is measured on it too, so that it is not quite what it was afterwards."""
    data = folder / f"{size}-{database}"
    url = servers.ensure_database(postgres, f"bench_{size}") if database == "postgresql" else ""
    if not (data / "plain.sqlite3").exists():
        print(f"== Making {size} entries on {database} ...", flush=True)
        started = time.monotonic()
        print(servers.manage("make_corpus", str(size), data=data, database=url), end="", flush=True)
        (data / _MADE).write_text(f"{time.monotonic() - started:.0f}\n")
    return data, url


def _made(data: Path) -> int | None:
    """Seconds that it took to make the corpus; unknown of one that was made by other means."""
    file = data / _MADE
    return int(file.read_text()) if file.exists() else None


main()
