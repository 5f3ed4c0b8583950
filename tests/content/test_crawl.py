"""Every address that a public page links to answers, in HTML and as data, starting from the home page."""

import re
from urllib.parse import parse_qs

import pytest
from django.test import Client

from partnership.models import Entry, Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded"), pytest.mark.xdist_group("content")]

LINK = re.compile(r'(?:href|action)="([^"#]*)')


def test_every_public_page_answers():
    client = Client(raise_request_exception=False)
    seen: dict[str, int] = {}
    shapes: set[tuple] = set()
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        answer = client.get(path, follow=False)
        seen[path] = answer.status_code
        if "?" in path or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for link in LINK.findall(answer.content.decode()):
            link = link.replace("&amp;", "&")
            if not link.startswith("/") or link.startswith(("/admin/", "/static/", "//")):
                continue
            # Filters combine without end: of each family of pages, one link for each parameter is followed.
            address, _, query = link.partition("?")
            shape = (address.split("/")[1], frozenset(parse_qs(query)))
            if not query or shape not in shapes:
                shapes.add(shape)
                waiting.append(link)
    assert {path: status for path, status in seen.items() if status != 200} == {}
    wanted = {entry.get_absolute_url() for entry in Entry.objects.all()}
    wanted |= {source.get_absolute_url() for source in Source.objects.public()}
    assert wanted - set(seen) == set()
    assert {path[:-1] + ".json" for path in wanted} - set(seen) == set()
