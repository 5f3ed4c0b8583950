"""The page of results says what was measured, and whether it reaches what was wanted."""

import sys
from pathlib import Path

import pytest

BIN = Path(__file__).resolve().parent.parent.parent / "bin"
sys.path.insert(0, str(BIN))

from bench import picture, published  # noqa: E402

pytestmark = pytest.mark.once
MACHINE = dict.fromkeys(
    ("processor", "cores", "memory", "system", "python", "django", "gunicorn", "sqlite", "wrk"), "x"
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


def test_the_picture_has_a_line_for_each_and_names_it():
    svg = picture.drawn("Cost", {"site": [(1_000, 4.0), (100_000, 6.0)], "other": [(1_000, 30.0), (100_000, 350.0)]})
    assert svg.count('fill="none"') == 2
    assert ">site</text>" in svg
    assert ">other</text>" in svg
