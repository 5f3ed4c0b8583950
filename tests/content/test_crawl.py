"""Every address that a public page links to answers, in HTML and as data, starting from the home page."""

import re
from collections import Counter
from urllib.parse import parse_qs

import pytest
from django.test import Client

from partnership.exports import FORMS
from partnership.models import Entry, Source, Statement
from partnership.vocabulary import PLURALS, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

LOCATION = re.compile(r"<loc>([^<]*)</loc>")
LINK = re.compile(r'(?:href|action)="([^"#]*)')


# Of pages that are many and alike, and of the forms of one family of pages, so many are asked for.
SOME = {"statements": 40, "sources": 60, **dict.fromkeys(PLURALS, 30), **dict.fromkeys(FORMS, 4)}


# What is not for readers, and forms that mean nothing before they are filled in (tests/api/test_docs.py does that).
PASSED_BY = ("/admin/", "/static/", "//", "/api/v1/docs/try/")


def family(path: str) -> tuple:
    """What a path is one of many of; nothing for a page of its own kind, all of which are asked for."""
    address, _, query = path.partition("?")
    first, last = address.strip("/").partition("/")[0], address.rpartition("/")[2]
    suffix = last.partition(".")[2]
    if query:  # filters combine without end
        return "filtered", first, suffix, frozenset(parse_qs(query))
    if suffix in FORMS:
        return suffix, first, address.count("/")
    return (first,) if first in SOME and address.count("/") > 2 else ()


def test_every_public_page_answers():
    client = Client(raise_request_exception=False)
    seen: dict[str, int] = {}
    found: set[str] = {"/"}
    met: Counter[tuple] = Counter()
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        of = family(path)
        if of and met[of] >= SOME.get(of[0], 1):
            continue
        met[of] += 1
        answer = client.get(path, follow=False)
        seen[path] = answer.status_code
        if "?" in path or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for link in LINK.findall(answer.content.decode()):
            link = link.replace("&amp;", "&")
            if link.startswith("/") and not link.startswith(PASSED_BY) and link not in found:
                found.add(link)
                waiting.append(link)
    assert {path: status for path, status in seen.items() if status != 200} == {}
    assert {f"/statements/{key}/" for key in public_statements()} & found
    assert {family(path)[0] for path in seen if family(path)} == {"filtered", *SOME}


def public_statements() -> set[str]:
    return set(Statement.objects.filter(entry__status=Status.PUBLISHED).values_list("key", flat=True))


def located(path: str) -> list[tuple[str, str]]:
    """The host and path of each address that a file of the site map names."""
    found = [each.partition("127.0.0.1:8000") for each in LOCATION.findall(Client().get(path).content.decode())]
    return [(host, path) for host, _, path in found]


def test_every_public_thing_is_in_the_sitemap():
    files = [each for _, each in located("/sitemap.xml")]
    listed = {path for each in files for _, path in located(each)}
    wanted = {entry.get_absolute_url() for entry in Entry.objects.published()}
    wanted |= {source.get_absolute_url() for source in Source.objects.public()}
    assert wanted <= listed
    hidden = {entry.get_absolute_url() for entry in Entry.objects.exclude(status=Status.PUBLISHED)}
    assert hidden
    assert not hidden & listed
