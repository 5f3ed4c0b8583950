"""The page of results says what was measured, and whether it reaches what was wanted."""

import sys
from pathlib import Path

import pytest

BIN = Path(__file__).resolve().parent.parent.parent / "bin"
sys.path.insert(0, str(BIN))

from bench import crowd, memory, picture, published  # noqa: E402

pytestmark = pytest.mark.once
MACHINE = dict.fromkeys(
    "processor cores memory system python django gunicorn sqlite postgresql datasette wrk".split(), "x"
)


def cold(ms: float, per_second: float) -> dict:
    one = {"p50": ms, "p50_from_to": [ms, ms], "per_second": per_second}
    return {"1": one, "8": one}


def run(size: int, started: str, **lines: dict) -> dict:
    machine = {**MACHINE, "load": 0.1, "commit": "abc"}
    return {"size": size, "database": "sqlite", "started": started, "machine": machine, "lines": lines}


def table(*runs: dict) -> list[str]:
    text = published.measured({(each["size"], each["database"]): each for each in runs})
    return [line for line in text.splitlines() if line.startswith("| ")]


def test_a_target_that_is_missed_is_said_to_be_missed():
    faster = {"ours": cold(10, 100), "bare": cold(1, 900), "datasette": cold(31, 30)}
    slower = {"ours": cold(10, 100), "bare": cold(1, 900), "datasette": cold(29, 30)}
    [row] = [each for each in table(run(1_000, "1", list=faster)) if "times" in each or "as fast" in each]
    assert row.endswith("| 3.1 × | ✓ |")
    [row] = [each for each in table(run(1_000, "1", list=slower)) if "as fast" in each]
    assert row.endswith("| 2.9 × | not reached |")


def test_a_million_is_held_against_a_thousand():
    small = run(1_000, "1", entry={"ours": cold(4, 100), "bare": cold(1, 900)})
    large = run(1_000_000, "2", entry={"ours": cold(9, 100), "bare": cold(1, 900)})
    found = [each for each in table(small, large) if "≤ 2 × that at 1,000" in each]
    assert [each.split(" | ")[-2:] for each in found] == [["2.25 ×", "not reached |"]]


@pytest.mark.parametrize(("ms", "told"), [(8.9, "| 7.9 of 8.9 ms | ✓ |"), (9.2, "| 8.2 of 9.2 ms | not reached |")])
def test_an_entry_takes_what_a_bare_view_does_not(ms, told):
    [row] = [
        each
        for each in table(run(1_000, "1", entry={"ours": cold(ms, 100), "bare": cold(1, 900)}))
        if "of the application" in each
    ]
    assert row.endswith(told)


@pytest.mark.parametrize(
    ("later", "told"), [(10, "| +10 MB, +50 in all | ✓ |"), (11, "| +11 MB, +50 in all | not reached |")]
)
def test_memory_that_grows_with_the_rows_is_not_constant(later, told):
    sent = {"rows": 980_000, "bytes": 1, "seconds": 40, "rows_per_second": 24_500, "first_byte_ms": 100}
    sent |= {"memory_growth": 50, "memory_growth_later": later}
    [row] = [each for each in table(run(1_000_000, "1", csv=sent)) if "memory while" in each]
    assert row.endswith(told)


def test_memory_is_that_of_the_process_that_grows_whatever_the_others_hold(monkeypatch):
    held = {1: iter([300.0] * 20), 2: iter([200.0, *range(220, 239)])}
    monkeypatch.setattr(memory, "of", lambda pid: {"pss": next(held[pid])})
    watched = memory.Watched([1, 2])
    monkeypatch.setattr(memory.time, "sleep", lambda _: len(watched._seen[2]) < 20 or watched._done.set())
    watched._look()
    assert (watched.growth(), watched.growth(0.1)) == (38, 18)


def test_the_speed_of_the_machine_is_told_beside_that_of_the_targets():
    lists = {"ours": cold(15, 100), "bare": cold(1, 900), "datasette": cold(85, 30)}
    text = published.measured({(1_000, "sqlite"): run(1_000, "1", list=lists)})
    assert "takes 33 ms; here it takes 85." in text


class OfLines:
    """Addresses that say of which line they are."""

    def take(self, line: str, many: int) -> list[tuple[str, str]]:
        return [(line, "")] * many


def test_a_crowd_reads_all_kinds_of_pages_at_any_time():
    pages = crowd._pages(OfLines())
    assert all(len({*pages[start : start + 60]}) == 6 for start in range(0, len(pages), 60))


def test_the_picture_has_a_line_for_each_and_names_it():
    svg = picture.drawn("Cost", {"site": [(1_000, 4.0), (100_000, 6.0)], "other": [(1_000, 30.0), (100_000, 350.0)]})
    assert svg.count('fill="none"') == 2
    assert ">site</text>" in svg
    assert ">other</text>" in svg
