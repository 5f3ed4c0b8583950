"""One corpus on one database: every line, in rounds in which the contestants take turns."""

import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from bench import crowd, export, memory, servers
from bench.addresses import LINES, Addresses
from bench.desk import ACCOUNT, Editor
from bench.servers import Server
from bench.wrk import LONGEST_ANSWER, Broken, ask

BROWSER = {"Accept-Encoding": "br, gzip"}
BEFORE = 120  # addresses of a line that are asked before any is measured
FEW = 12  # addresses of a round: of fewer, the first ones, which find everything cold, would be too large a part
EACH = 25  # addresses of a round on one connection; eight connections take as many each
WARM = "/entries/"
APPLY = Path(__file__).with_name("apply_alone.py")
OTHERS = {
    "warm": "Warm page",
    "304": "Warm page, not changed",
    "csv": "CSV of the whole list",
    "memory": "Memory of a worker",
    "save": "Saving an entry",
    "crowd": "Eight writers and thirty-two readers",
}
ALL = [*LINES, *OTHERS]


class Bench:
    def __init__(self, data: Path, database: str, logs: Path, *, rounds: int, seconds: int, crowd_seconds: int) -> None:
        self.data, self.database, self.logs = data, database, logs
        self.rounds, self.seconds, self.crowd_seconds = rounds, seconds, crowd_seconds
        self.addresses = Addresses(data / "plain.sqlite3")

    def run(self, lines: list[str], *, against: bool = True) -> Iterator[tuple[str, Any]]:
        """Each line with what was found, as soon as it is: what follows may take hours, or fail.

        `against`: whether Datasette takes part; it always reads the plain file, whatever we read.
        """
        with ExitStack() as stack:
            ours: Server = stack.enter_context(servers.ours(self.data, self.database, self.logs))
            bare = stack.enter_context(servers.bare(self.data, self.logs))
            rival = (
                stack.enter_context(servers.datasette(self.data, self.logs))
                if against and set(lines) & {*LINES, "csv"}
                else None
            )
            self._read_ahead()
            self._touch(ours)
            if {"warm", "304"} & {*lines}:
                yield "warm", self._warm(ours, bare)
            for line in LINES:
                if line in lines:
                    found = self._cold(line, ours, bare, rival)
                    print(f"  {line}: {_told(found)}", flush=True)
                    yield line, found
            if "memory" in lines:
                workers = ours.workers()
                yield "memory", {"largest": memory.largest(workers), "all": [memory.of(each) for each in workers]}
            if "csv" in lines:
                found = export.csv(ours, rival, self.addresses.entries)
                print(f"  csv: {found['rows_per_second']:,.0f} rows/s", flush=True)
                yield "csv", found
            if {"save", "crowd"} & {*lines}:
                servers.manage("shell", "--no-imports", data=self.data, database=self.database, text=ACCOUNT)
            if "save" in lines:
                yield "save", self._save(ours)
            if "crowd" in lines:
                found = crowd.meet(ours, Addresses(self.data / "plain.sqlite3"), self.crowd_seconds)
                print(f"  crowd: {found}", flush=True)
                yield "crowd", found

    def _read_ahead(self) -> None:
        """The files lie in the memory of the machine, if there is room: a first reading from the disk is no page."""
        files = servers.swept(self.database).iterdir() if self.database else self.data.glob("*.sqlite3")
        for path in files:
            # PostgreSQL may take a small one away meanwhile.
            with suppress(FileNotFoundError), path.open("rb", buffering=0) as file:
                while file.read(1 << 22):
                    pass

    def _touch(self, ours: Server) -> None:
        """Each process has answered a list and a search: it has imported and read what it keeps."""
        for _ in range(12):
            for path in (WARM, "/agreements/", "/search/?q=zzzz"):
                with urllib.request.urlopen(f"{ours.url}{path}") as answer:  # noqa: S310
                    answer.read()

    def _warm(self, ours: Server, bare: Server) -> dict[str, Any]:
        with urllib.request.urlopen(urllib.request.Request(f"{ours.url}{WARM}", headers=BROWSER)) as answer:  # noqa: S310
            length, etag = len(answer.read()), answer.headers.get("ETag")
        turns = {"ours": (ours.url, WARM, BROWSER), "bare": (bare.url, f"/{length}/", BROWSER)}
        if etag:
            turns["unchanged"] = (ours.url, WARM, BROWSER | {"If-None-Match": etag})
        taken: dict[str, dict[str, list]] = {name: {} for name in turns}
        for _ in range(self.rounds):
            for connections in (1, 8):
                for name, (server, path, headers) in turns.items():
                    found = ask(
                        server, [path], connections=connections, seconds=self.seconds, headers=headers, again=True
                    )
                    taken[name].setdefault(str(connections), []).append(found)
        found = {name: {many: _summed(each) for many, each in listed.items()} for name, listed in taken.items()}
        for name in found:
            print(f"  warm, {name}: {found[name]['8']['per_second']:,.0f}/s", flush=True)
        return {**found, "bytes": length}

    def _cold(self, line: str, ours: Server, bare: Server, rival: Server | None) -> dict[str, Any]:
        """Never the same address twice. Where there are few, the rounds are the fewer for it, or the shorter."""
        taken: dict[str, dict[str, list]] = {"ours": {}, "bare": {}, **({"datasette": {}} if rival else {})}
        limit = max(self.seconds, LONGEST_ANSWER)
        # Each process of each of them has answered some such before: what is asked first of all is no cold page.
        before = self.addresses.take(line, min(BEFORE, self.addresses.number(line) // 5))
        for server, place in ((ours, 0), (rival, 1)):
            if server:
                try:
                    ask(server.url, [pair[place] for pair in before], connections=8, seconds=limit)
                except Broken as broken:
                    if server is ours:
                        raise
                    # It may close a connection that rests. What is measured after that is looked at as ever.
                    print(f"  {line}: before it was measured, of Datasette {broken}", flush=True)
                server.settle()
        left = self.addresses.number(line)
        rounds = max(1, min(self.rounds, left // (FEW * 9)))
        each = min(max(3, min(EACH, left // (rounds * 9))), max(1, left // 2))
        for _ in range(rounds):
            for connections in (1, 8):
                pairs = self.addresses.take(line, each * connections)
                if not pairs and "8" in taken["ours"]:
                    break
                turns = [("ours", ours, [pair[0] for pair in pairs])]
                turns += [("bare", bare, ["/60000/"] * len(pairs))]
                turns += [("datasette", rival, [pair[1] for pair in pairs])] if rival else []
                for name, server, asked in turns:
                    got = ask(server.url, asked, connections=connections, seconds=limit)
                    server.settle()
                    taken[name].setdefault(str(connections), []).append(got)
        return {name: {many: _summed(got) for many, got in listed.items()} for name, listed in taken.items()}

    def _save(self, ours: Server) -> dict[str, Any]:
        editor, took = Editor(ours.url), []
        chosen = self.addresses.events(24)
        for number, _ in chosen[:12]:
            took.append(editor.save("event", number, f"Saved at {time.time():.3f}."))
        done = subprocess.run(
            [sys.executable, str(APPLY), *(str(number) for number, _ in chosen[12:])],
            env={**servers.inherited(), **servers.environment(self.data, self.database),
                 "DJANGO_SETTINGS_MODULE": "partnership.settings"},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        found = {"admin": {"p50": statistics.median(took[2:]), "max": max(took[2:]), "many": len(took) - 2}}
        found["apply"] = servers.answered(done.stdout)
        print(f"  save: {found}", flush=True)
        return found


def _summed(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """The median of the rounds, and how far they lie apart."""
    speeds = [each["requests"] * 1e6 / each["microseconds"] for each in rounds]
    found = {
        "per_second": statistics.median(speeds),
        "per_second_from_to": [min(speeds), max(speeds)],
        "requests": sum(each["requests"] for each in rounds),
        "p50_from_to": [min(each["p50"] for each in rounds), max(each["p50"] for each in rounds)],
    }
    return found | {name: statistics.median(each[name] for each in rounds) for name in ("p50", "p90", "p99", "max")}


def _told(found: dict[str, Any]) -> str:
    return ", ".join(f"{name} {each['1']['p50']:.1f} ms" for name, each in found.items())
