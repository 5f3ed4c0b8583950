"""Every operation of the schema with right and wrong requests, under all checks that schemathesis has.

What a schema cannot say is done here: which values the database holds (the schema says where they are listed), and what
two parameters mean to each other.
"""

import os
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, connections
from django.http import QueryDict
from hypothesis import strategies as st
from schemathesis import engine
from schemathesis.engine import events
from schemathesis.specs.openapi.formats import STRING_FORMATS

from partnership import dates
from partnership.api.openapi import schema
from tests.test_queries_constant import KEY, grow

pytestmark = [pytest.mark.once, pytest.mark.long, pytest.mark.django_db]

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "10"))  # of each operation and mode, beside the systematic ones
DAYS = st.dates(min_value=dates.dt.date(1900, 1, 1)).map(str)


def filter_case(context: Any, case: Any) -> bool:
    """Not kept: `to` before `from`, and `sort` beside a cursor, which belongs to one order. Both are refused, and
    neither can be said in a schema; tests/api/test_lists.py holds both."""
    query = case.query or {}
    if query.get("cursor") and query.get("sort"):
        return False
    start, end = query.get("from"), query.get("to")
    return not (isinstance(start, str) and isinstance(end, str) and start > end)


@pytest.fixture
def api(client, settings):
    settings.API_RATE = "1000000/sec"
    cache.clear()
    grow(3)
    schemathesis.openapi.format("edtf", st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4])))
    config = {"seed": 1, "workers": 1, "generation": {"mode": "all", "max-examples": EXAMPLES, "database": "none"}}
    found = schemathesis.openapi.from_dict(with_values(client, schema()), config=schemathesis.Config.from_dict(config))
    found.app = served()
    found.hook(filter_case)
    connection.inc_thread_sharing()
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield found
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)
    connection.dec_thread_sharing()
    STRING_FORMATS.pop("edtf")


def served() -> Any:
    """The site, for the engine's threads: they see what this test has written and not yet committed."""
    application, ours = get_wsgi_application(), connections["default"]

    def answering(environ: Any, start_response: Any) -> Any:
        connections["default"] = ours
        return application(environ, start_response)

    return answering


def with_values(client, node: Any, path: str = "") -> Any:
    """The schema with the values that each parameter has in this database, as the API itself lists them."""
    if isinstance(node, list):
        return [with_values(client, each, path) for each in node]
    if not isinstance(node, dict):
        return node
    found = {name: with_values(client, each, name if name.startswith("/") else path) for name, each in node.items()}
    if listed := found.get("x-values"):
        results = client.get(f"{listed['address']}{'&' if '?' in listed['address'] else '?'}limit=100").json()[
            "results"
        ]
        found["schema"]["items"]["enum"] = sorted({each[listed["field"]] for each in results})
        assert found["schema"]["items"]["enum"]
    if found.get("name") == "fields":  # each of 300 names would be tried by itself: test_fields.py does
        found["schema"]["items"]["enum"] = found["schema"]["items"]["enum"][::15]
        del found["example"]
    if found.get("name") == "cursor":
        following = client.get(f"{path.replace('{plural}', 'institutions')}?limit=1").json()["next"]
        found["schema"]["enum"] = [QueryDict(following.partition("?")[2])["cursor"]]
    if found.get("in") == "path" and "enum" not in found["schema"]:
        found["schema"]["enum"] = {
            "/api/v1/entries/{key}/": [client.get("/api/v1/entries/?limit=1").json()["results"][0]["id"]],
            "/api/v1/statements/{key}/": [KEY],
            "/api/v1/sources/{slug}/": ["paper-0"],
            "/api/v1/{plural}/{slug}/": ["deal", "firm-0"],
        }[path]
    return found


def _said(event: Any, check: Any) -> str:
    failure = check.failure_info
    return f"{event.phase.value}: {check.name}: {failure.failure.message}\n{failure.code_sample}"


def test_every_operation_keeps_what_the_schema_promises(api):
    """Examples, systematic cases, random ones and walks from lists to what they list; right and wrong requests."""
    operations, failures = set(), []
    for event in engine.from_schema(api).execute():
        if isinstance(event, events.ScenarioFinished):
            operations.add(event.label)
            for each in event.recorder.checks.values():
                failures += [
                    f"{event.label}: {check.name}: {check.failure_info}" for check in each if check.failure_info
                ]
        elif isinstance(event, (events.NonFatalError, events.FatalError)):
            failures.append(str(event))
    assert not failures, "\n".join(dict.fromkeys(failures))
    assert {f"GET {path}" for path in schema()["paths"]} <= operations
