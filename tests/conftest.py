"""What every test may count on: hypothesis' pace, and the system's Chromium for tests marked `browser`."""

import os
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings

from tests.chromium import ARGUMENTS, CHROMIUM

# Two cores and a database: how long one example takes says nothing. CI looks at the same examples each time.
settings.register_profile("dost", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dost"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "1" else "dost")

# Playwright's synchronous interface runs an event loop in the test's thread, in which Django would refuse queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


SHARING = ("tests/content/", "tests/deploy/test_many_machines.py")


@pytest.fixture(scope="session", autouse=True)
def no_contexts_kept() -> Iterator[None]:
    """Django's client keeps a copy of every context that is rendered: minutes and gigabytes for an admin form of a
    hundred widgets, and no test here looks at them."""
    with patch("django.test.client.store_rendered_templates", lambda *_, **__: None):
        yield


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """The tests of the content share one loading of it, and those of the many machines the machines, so they share a
    process; all others go wherever one is free."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((each for each in SHARING if nodeid.startswith(each)), nodeid)

    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium the browser tests are left out; with CI=1 they are not, and fail."""
    if CHROMIUM or os.environ.get("CI") == "1":
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="Chromium is missing"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium instead of one that Playwright would fetch."""
    assert CHROMIUM, "Chromium is missing"
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGUMENTS}
