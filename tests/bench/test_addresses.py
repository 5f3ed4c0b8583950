"""What is asked in a benchmark: each address once."""

import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "bin"))

from bench.addresses import Addresses


def test_no_address_is_asked_twice_however_many_are_taken_at_once(tmp_path, monkeypatch):
    with sqlite3.connect(tmp_path / "plain.sqlite3") as file:
        file.execute("CREATE TABLE entries (id INTEGER)")
    addresses = Addresses(tmp_path / "plain.sqlite3")
    made = [(f"/ours/{number}/", f"/theirs/{number}") for number in range(10)]
    monkeypatch.setattr(addresses, "_list", lambda: iter(made))

    assert addresses.number("list") == 10
    taken = [addresses.take("list", many) for many in (3, 0, 5, 4, 1)]

    assert [len(each) for each in taken] == [3, 0, 5, 2, 0]
    assert sorted(pair for each in taken for pair in each) == sorted(made)
    assert addresses.number("list") == 0
