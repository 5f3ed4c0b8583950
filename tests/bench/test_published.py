"""The page of results says what was measured, and whether it reaches what was wanted."""

import sys
from pathlib import Path

import pytest

BIN = Path(__file__).resolve().parent.parent.parent / "bin"
sys.path.insert(0, str(BIN))

from bench import crowd, picture, published  # noqa: E402

pytestmark = pytest.mark.once
MACHINE = dict.fromkeys(
    ("processor", "cores", "memory", "system", "python", "django", "gunicorn", "sqlite", "wrk"), "x"
)


def cold(ms: float, per_second: float) -> dict:
    one = {"p50": ms, "p50_from_to": [ms, ms], "per_second": per_second}
    return {"1": one, "8": one}


def run(size: int, started: str, **lines: dict) -> dict:
    machine = {**MACHINE, "load": 0.1, "loop_ms": 450.0, "commit": "abc"}
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


def sent(tenth: int, most: int) -> dict:
    memory = {"memory_before": {"pss": 200}, "memory_tenth": {"pss": tenth}, "memory_most": {"pss": most}}
    return {"rows": 980_000, "bytes": 1, "seconds": 40, "rows_per_second": 24_500, "first_byte_ms": 100} | memory


@pytest.mark.parametrize(
    ("memory", "told"),
    [
        ((240, 250), "| +50 MB, of these +10 after the first tenth | ✓ |"),
        ((205, 250), "| +50 MB, of these +45 after the first tenth | not reached |"),
    ],
)
def test_memory_that_grows_with_the_rows_is_not_constant(memory, told):
    [row] = [each for each in table(run(1_000_000, "1", csv=sent(*memory))) if "memory while" in each]
    assert row.endswith(told)


def test_a_slow_machine_is_told_from_a_fast_one():
    lists = {"ours": cold(15, 100), "bare": cold(1, 900), "datasette": cold(85, 30)}
    text = published.measured({(1_000, "sqlite"): run(1_000, "1", list=lists)})
    assert "additions in a loop of Python take 450 ms" in text
    assert "here it takes 85." in text


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
