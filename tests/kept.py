"""Content that many tests start from is written once, and stands until a test comes that does not ask for it.

    @kept
    def visit(study):  # a fixture: what it takes are other kept fixtures
        return saved(entry_record("event", "The Visit", study))

Each test runs in a savepoint above what stands, so that nothing a test writes reaches another, and gets a copy of what
the fixture returned. What stands is a stack of savepoints, each of one fixture: before a test, those that it does not
ask for are taken back, and what is missing is written. A test that commits finds nothing standing; its fixtures write.
"""

import copy
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from django.db import transaction

Fill = Callable[..., Any]


@dataclass
class _Level:
    fill: Fill
    savepoint: transaction.Atomic
    value: Any


_standing: list[_Level] = []


def kept(fill: Fill | None = None, *, autouse: bool = False) -> Any:
    """Makes a fixture of a function that writes content and takes no fixtures but kept ones."""
    if fill is None:
        return partial(kept, autouse=autouse)
    names = [*inspect.signature(fill).parameters]

    def fixture(**given: Any) -> Any:
        level = next((level for level in _standing if level.fill is fill), None)
        return copy.deepcopy(level.value) if level else fill(**{name: given[name] for name in names})

    asked = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in ("db", *names)]
    fixture.__signature__ = inspect.Signature(asked)  # type: ignore[attr-defined]
    fixture.__doc__, fixture.__module__ = fill.__doc__, fill.__module__
    fixture.fill = fill  # type: ignore[attr-defined]
    return pytest.fixture(name=fill.__name__, autouse=autouse)(fixture)


def wanted(item: pytest.Item) -> list[Fill]:
    """What a test asks for, each after what it rests on; nothing for one that commits."""
    found: list[Fill] = []

    def add(name: str) -> None:
        definitions = item._fixtureinfo.name2fixturedefs.get(name)  # type: ignore[attr-defined]
        fill = getattr(definitions[-1].func, "fill", None) if definitions else None
        if fill and fill not in found:
            for below in inspect.signature(fill).parameters:
                add(below)
            found.append(fill)

    for name in names_of(item):
        add(name)
    return [] if commits(item) else found


def commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and marker.kwargs.get("transaction", False)
    return asked or bool({"live_server", "transactional_db"} & {*names_of(item)})


def names_of(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


def names_of_wanted(item: pytest.Item) -> list[str]:
    return [f"{fill.__module__}.{fill.__name__}" for fill in wanted(item)]


def stand(item: pytest.Item) -> None:
    """Takes back what the test does not ask for, and writes what is missing; the database is there and open."""
    fills = wanted(item)
    common = 0
    while common < min(len(_standing), len(fills)) and _standing[common].fill is fills[common]:
        common += 1
    take_back(common)
    for fill in fills[common:]:
        savepoint = transaction.atomic()
        savepoint._from_testcase = True  # as those of a test: what has to be outermost counts from here
        savepoint.__enter__()
        _standing.append(_Level(fill, savepoint, None))
        try:
            values = {level.fill.__name__: level.value for level in _standing}
            _standing[-1].value = fill(**{name: values[name] for name in inspect.signature(fill).parameters})
        except BaseException:
            take_back(len(_standing) - 1)
            raise


def take_back(down_to: int = 0) -> None:
    while len(_standing) > down_to:
        transaction.set_rollback(True)
        _standing.pop().savepoint.__exit__(None, None, None)
