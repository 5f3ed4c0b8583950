"""docs/performance.md: the newest run of each size and database, with the targets beside what was measured."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.addresses import LINES
from bench.picture import drawn

Runs = dict[tuple[int, str], dict[str, Any]]
_SEARCHES = {"filtered": 2.5, "deep": 2.5, "rare": 2.5, "list": 3.0, "common": 3.0}
# How many times as fast as Datasette a line is to be, by size.
FASTER = {
    1_000: _SEARCHES,
    100_000: {"list": 15.0, "deep": 15.0, "common": 15.0},
    1_000_000: {"list": 50.0, "deep": 50.0, "common": 25.0},
}
_THEIR_LIST = 33  # ms, where the targets were set
_CONSTANT = 10  # MB, for what else a process does meanwhile
_PICTURE = "![Latency against size, on logarithmic scales](pictures/performance.svg)"
_BEGIN, _END = "<!-- measured -->", "<!-- end of what was measured -->"


def write(results: Path, docs: Path) -> None:
    """Lines measured in several runs of one size are taken from the newest that has them."""
    runs: Runs = {}
    for path in sorted(results.glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        kept = runs.setdefault((found["size"], found["database"]), {"lines": {}})
        kept["lines"] |= found["lines"]
        kept |= {name: value for name, value in found.items() if name != "lines"}
    if not runs:
        raise SystemExit(f"{results} holds no results: run make bench first.")
    page = docs / "performance.md"
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    page.write_text(f"{before}{_BEGIN}\n\n{measured(runs)}\n{_END}{after}", encoding="utf-8")
    (docs / "pictures" / "performance.svg").write_text(drawn("Latency against size", _lines(runs)), encoding="utf-8")


def measured(runs: Runs) -> str:
    return "\n".join([*_machine(runs), _PICTURE, "", *_targets(runs), *_cold(runs), *_rest(runs)])


def _machine(runs: Runs) -> Iterator[str]:
    last = max(runs.values(), key=lambda run: run["started"])
    about = last["machine"]
    postgresql = max(run["machine"]["postgresql"] for run in runs.values())
    yield (
        f"{about['processor']}, {about['cores']} cores, {about['memory']} of memory; {about['system']};"
        f" Django {about['django']}, gunicorn {about['gunicorn']}, SQLite {about['sqlite']},"
        f" PostgreSQL {postgresql or '(not measured)'}, Datasette {about['datasette']}, {about['wrk']}."
    )
    yield ""
    if theirs := runs.get((1_000, "sqlite"), {}).get("lines", {}).get("list", {}).get("datasette"):
        yield (
            f"Where the targets were set, Datasette's list at 1,000 entries takes {_THEIR_LIST} ms; here it takes"
            f" {theirs['1']['p50']:.0f}. What is wanted in ms, seconds, or rows a second, is wanted there."
        )
        yield ""
    for (size, database), run in sorted(runs.items()):
        yield (
            f"- {size:,} entries on {_name(database)}: {run['started']}, at {run['machine']['commit']}; the load of"
            f" the machine was {run['machine']['load']:.1f} as it began; Python {run['machine']['python']}."
        )
    yield ""


def _name(database: str) -> str:
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[database]


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(each) for each in cells) + " |"


def _targets(runs: Runs) -> Iterator[str]:
    yield "### Targets"
    yield ""
    yield _row("what", "where", "wanted", "measured", "")
    yield _row(*["---"] * 5)
    for (size, database), run in sorted(runs.items()):
        for what, wanted, got, reached in _reached(size, database, run["lines"], runs):
            yield _row(what, f"{size:,}, {_name(database)}", wanted, got, "✓" if reached else "not reached")
    yield ""


def _reached(size: int, database: str, lines: dict[str, Any], runs: Runs) -> Iterator[tuple[str, str, str, bool]]:
    if size == 1_000_000 and (made := runs[size, database].get("made")):
        yield "making the corpus", "< 600 s", f"{made} s", made < 600
    if "warm" in lines:
        warm = lines["warm"]
        for many in ("1", "8"):
            for name, label, least in (("ours", "warm page", 0.75), ("unchanged", "304", 0.85)):
                if name in warm:
                    ratio = warm[name][many]["per_second"] / warm["bare"][many]["per_second"]
                    yield f"{label}, {many} at a time", f"≥ {least} × bare Django", f"{ratio:.2f} ×", ratio >= least
    for line, least in FASTER.get(size, {}).items():
        if database == "sqlite" and line in lines and "datasette" in lines[line]:
            ratio = lines[line]["datasette"]["1"]["p50"] / lines[line]["ours"]["1"]["p50"]
            yield f"{LINES[line]}, cold", f"≥ {least:g} × as fast as Datasette", f"{ratio:.1f} ×", ratio >= least
    small = runs.get((1_000, database), {}).get("lines", {})
    for line in ("list", "filtered", "entry"):
        if size == 1_000_000 and line in lines and line in small:
            ratio = lines[line]["ours"]["1"]["p50"] / small[line]["ours"]["1"]["p50"]
            yield f"{LINES[line]}, cold", "≤ 2 × that at 1,000", f"{ratio:.2f} ×", ratio <= 2
    if "entry" in lines:
        entry = lines["entry"]
        took = entry["ours"]["1"]["p50"]
        own = took - entry["bare"]["1"]["p50"]  # the way there and back, and the server, are in both
        yield f"{LINES['entry']}, cold, median", "≤ 8 ms of the application", f"{own:.1f} of {took:.1f} ms", own <= 8
        ratio = entry["ours"]["8"]["per_second"] / entry["bare"]["8"]["per_second"]
        yield f"{LINES['entry']}, cold, 8 at a time", "≥ 0.1 × bare Django", f"{ratio:.2f} ×", ratio >= 0.1
    if "memory" in lines:
        most = lines["memory"]["largest"]["rss"]
        yield "memory of a worker", "≤ 250 MB at 1,000,000", f"{most:.0f} MB", most <= 250
    if "save" in lines and "save" in small and size == 1_000_000:
        ratio = lines["save"]["admin"]["p50"] / small["save"]["admin"]["p50"]
        yield "saving an entry in the admin", "≤ 2 × that at 1,000", f"{ratio:.2f} ×", ratio <= 2
    if "csv" in lines and size >= 100_000:
        csv = lines["csv"]
        good = csv["rows_per_second"] >= 20_000
        yield "CSV of all entries", "≥ 20,000 rows/s", f"{csv['rows_per_second']:,.0f} rows/s", good
        yield "CSV, first byte", "< 200 ms", f"{csv['first_byte_ms']:.0f} ms", csv["first_byte_ms"] < 200
        # What a process keeps at hand fills within the first tenth of a million rows; else it grows with the rows.
        more, later = csv["memory_growth"], csv["memory_growth_later"]
        wanted, got = f"≤ {_CONSTANT} MB more after the first tenth", f"{later:+.0f} MB, {more:+.0f} in all"
        yield "CSV, memory while it is sent", wanted, got, later <= _CONSTANT
    if "crowd" in lines:
        crowd = lines["crowd"]
        got = f"{crowd['saves']} saves, {len(crowd['failed'])} failed, {len(crowd['lost'])} lost"
        good = not crowd["failed"] and not crowd["lost"]
        yield "8 writers, 32 readers", "none refused, none lost", got, good
        p99 = crowd["reads"]["p99"]
        yield "8 writers, 32 readers: 99 of 100 pages", "< 1 s", f"{p99:.0f} ms", p99 < 1_000


def _cold(runs: Runs) -> Iterator[str]:
    yield "### Cold pages"
    yield ""
    yield "Median latency in ms on one connection (least and most of the rounds), and requests a second on eight."
    yield ""
    yield _row("page", "where", "site", "Datasette", "ratio", "site, 8 at a time", "Datasette, 8 at a time")
    yield _row(*["---"] * 7)
    for line, label in LINES.items():
        for (size, database), run in sorted(runs.items()):
            if line in run["lines"]:
                found = run["lines"][line]
                ours, theirs = found["ours"], found.get("datasette")
                yield _row(
                    label, f"{size:,}, {_name(database)}", _ms(ours["1"]), _ms(theirs["1"]) if theirs else "",
                    f"{theirs['1']['p50'] / ours['1']['p50']:.1f} ×" if theirs else "", _speed(ours["8"]),
                    _speed(theirs["8"]) if theirs else "",
                )  # fmt: skip
    yield ""


def _ms(found: dict[str, Any]) -> str:
    least, most = found["p50_from_to"]
    return f"{found['p50']:.1f} ({least:.1f}–{most:.1f})"


def _speed(found: dict[str, Any]) -> str:
    return f"{found['per_second']:,.0f}/s"


def _rest(runs: Runs) -> Iterator[str]:
    yield "### Everything else"
    yield ""
    shown = {"warm": _warm, "memory": _memory, "save": _save, "csv": _csv, "crowd": _crowd}
    for line, told in shown.items():
        for (size, database), run in sorted(runs.items()):
            if line in run["lines"]:
                yield f"- **{line}**, {size:,}, {_name(database)}: {told(run['lines'][line])}."
    yield ""


def _warm(found: dict[str, Any]) -> str:
    speeds = "; ".join(
        f"{name} {_speed(each['1'])} on one connection, {_speed(each['8'])} on eight"
        for name, each in found.items()
        if name != "bytes"
    )
    return f"{speeds}; {found['bytes']:,} bytes as they are sent"


def _memory(found: dict[str, Any]) -> str:
    return ", ".join(f"{each['rss']:.0f} MB (its own share {each['pss']:.0f})" for each in found["all"])


def _save(found: dict[str, Any]) -> str:
    admin, alone = found["admin"], found["apply"]
    return (
        f"in the admin {admin['p50']:.0f} ms (at most {admin['max']:.0f}), "
        f"`actions.apply` alone {alone['p50']:.0f} ms (at most {alone['max']:.0f})"
    )


def _csv(found: dict[str, Any]) -> str:
    told = f"{found['rows']:,} rows, {found['bytes'] / 1e6:.0f} MB in {found['seconds']:.1f} s"
    if theirs := found.get("datasette"):
        told += f"; Datasette {theirs['rows']:,} rows, {theirs['bytes'] / 1e6:.0f} MB in {theirs['seconds']:.1f} s"
    many = [f"{name} {speed:,.0f} rows/s" for name, speed in found.get("many", {}).items()]
    return f"{told}; eight at once: {', '.join(many)}" if many else told


def _crowd(found: dict[str, Any]) -> str:
    reads = found["reads"]
    return (
        f"{found['saves']} saves (median {found['save_p50_ms'] or 0:.0f} ms), {reads['requests']} pages "
        f"(median {reads['p50']:.0f} ms, 99 of 100 within {reads['p99']:.0f} ms)"
    )


def _lines(runs: Runs) -> dict[str, list[tuple[float, float]]]:
    """Ours on SQLite beside Datasette, of each line of cold pages."""
    found: dict[str, list[tuple[float, float]]] = {}
    for (size, database), run in sorted(runs.items()):
        if database != "sqlite":
            continue
        for line in LINES:
            for who, label in (("ours", "site"), ("datasette", "Datasette")):
                if line in ("list", "common", "entry") and who in run["lines"].get(line, {}):
                    points = found.setdefault(f"{LINES[line].split(',')[0]}: {label}", [])
                    points.append((size, run["lines"][line][who]["1"]["p50"]))
    return found
