"""What every test may count on: hypothesis' pace, and the system's Chromium for tests marked `browser`."""

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings

from tests import kept
from tests.chromium import ARGUMENTS, CHROMIUM

# Two cores and a database: how long one example takes says nothing. What is kept stands for all examples; they undo
# what they write. CI looks at the same examples each time.
UNASKED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("dost", deadline=None, max_examples=50, suppress_health_check=UNASKED)
settings.register_profile("ci", settings.get_profile("dost"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "1" else "dost")

OF_THE_DATABASE = {"_django_db_helper", "django_db_blocker", "django_db_setup"}  # the fixtures that open it

# Playwright's synchronous interface runs an event loop in the test's thread, in which Django would refuse queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


SHARING = ("tests/content/", "tests/deploy/test_many_machines.py", "tests/commands/test_make_corpus.py")


@pytest.fixture(scope="session", autouse=True)
def no_contexts_kept() -> Iterator[None]:
    """Django's client keeps a copy of every context that is rendered: minutes and gigabytes for an admin form of a
    hundred widgets, and no test here looks at them."""
    with patch("django.test.client.store_rendered_templates", lambda *_, **__: None):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test starts from stands before the transaction of the test is begun: see tests/kept.py."""
    if fixturedef.argname == "_django_db_helper":
        with request.getfixturevalue("django_db_blocker").unblock(), suppress(Exception):
            # What cannot be written fails in the test that asks for it: an error here would fail all that follow.
            kept.stand(request.node)
    return (yield)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        kept.take_back()


@pytest.fixture(scope="session")
def nothing_stands(django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        kept.take_back()


@pytest.fixture(scope="session")
def playwright(nothing_stands: None, playwright: Any) -> Any:
    """Its event loop gives this thread another connection, which could not take back what stands on the old one."""
    return playwright


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """The tests of the content share one loading of it, those of the many machines the machines, those of a made-up
    corpus one of these, so they share a process; all others go wherever one is free."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((each for each in SHARING if nodeid.startswith(each)), nodeid)

    return Together(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Which tests run, and in which order: the longest first, those of a file by what they start from, what commits,
    and last what drives a browser: nothing can be kept any more once it has begun.

    What asks for no database cannot reach one, so that it runs on the first database only. Without Chromium the browser
    tests are left out; with CI=1 they are not, and fail.
    """
    for item in items:
        if not item.get_closest_marker("django_db") and not OF_THE_DATABASE & {*kept.names_of(item)}:
            item.add_marker(pytest.mark.once)
        if item.get_closest_marker("browser") and not CHROMIUM and os.environ.get("CI") != "1":
            item.add_marker(pytest.mark.skip(reason="Chromium is missing"))
    yield
    of_files = [list(group) for _, group in groupby(items, key=lambda item: (item.path, kept.commits(item)))]
    ordered = [item for group in of_files for item in sorted(group, key=kept.names_of_wanted)]
    items[:] = sorted(ordered, key=_turn)


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("browser"):
        return 3
    return 0 if item.get_closest_marker("long") else 2 if kept.commits(item) else 1


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium instead of one that Playwright would fetch."""
    assert CHROMIUM, "Chromium is missing"
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}
