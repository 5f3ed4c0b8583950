"""What a server process holds in memory before anybody asks it anything."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.serving.processes import environment

# Each of some megabytes, and used by few processes: what reads dates that are not plain, and what writes calendars,
# references, workbooks and triples.
SELDOM = ("edtf", "icalendar", "pybtex", "rdflib", "rispy", "xlsxwriter")


@pytest.mark.parametrize("database", ["", "postgresql://nobody@127.0.0.1:9/none"])
def test_it_loads_what_every_process_needs_and_no_more(database):
    ask = f"import sys, partnership.wsgi; print(*[each for each in {(*SELDOM, 'psycopg')} if each in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=settings.BASE_DIR,
        env=environment(DATABASE_URL=database),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == (["psycopg"] if database else [])
