"""The panel beside a list: every form of it, and lines of code that work as they stand."""

import html
import re
import subprocess
from io import BytesIO

import pandas
import pytest
from django.http import QueryDict

from partnership.exports import OF_A_LIST, use
from tests.exports.tables import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
SITE = "http://127.0.0.1:8000"
LISTS = (
    "/entries/?kind=agreement&topic=trade",
    "/events/?q=it%27s+%22a%22+%26+b%3B+%24%28x%29+%60y%60",
    "/agreements/tracker/",
    "/topics/trade/?from=2003",
    "/sources/?language=ur",
    "/figures/?measure=units-ordered",
)


def panel(client, path: str) -> str:
    return client.get(path).content.decode().partition('<details class="use">')[2].partition("</details>")[0]


def typed(client, path: str) -> dict[str, str]:
    """The lines of code by their tool, as a browser copies them."""
    found = re.findall(r'<code class="snippet" id="use-(\w+)">(.*?)</code>', panel(client, path))
    return {name: html.unescape(text) for name, text in found}


def local(address: str) -> str:
    assert address.startswith(SITE)
    return address.removeprefix(SITE)


@pytest.mark.parametrize("path", LISTS)
def test_it_leads_to_every_form_with_the_same_filters(client, path):
    page, _, query = path.partition("?")
    found = [html.unescape(each) for each in re.findall(r'<a href="([^"]*)"', panel(client, path))]
    asked = QueryDict(query)
    assert [each.partition("?")[0] for each in found] == [f"{page[:-1]}.{form}" for form in OF_A_LIST]
    for each in found:
        assert QueryDict(each.partition("?")[2]) == asked
        assert client.get(each).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_each_line_of_code_takes_away_what_the_page_shows(client, path):
    lines, count = typed(client, path), client.get(path.replace("/?", ".json?").rstrip("/") + (
        "" if "?" in path else ".json")).json()["count"]  # fmt: skip
    shown = subprocess.run(["sh", "-c", f"printf '%s\n' {lines['curl']}"], capture_output=True, text=True, check=True)
    *options, address = shown.stdout.splitlines()
    assert options == ["curl", "--fail", "--output", address.partition("?")[0].rpartition("/")[2]]
    table = body(client.get(local(address)))

    class Pandas:
        @staticmethod
        def read_csv(url: str, **options: int) -> pandas.DataFrame:
            assert url == address
            return pandas.read_csv(BytesIO(table), **options)

    code = compile(lines["python"].replace("import pandas; ", ""), "panel", "exec")
    names = {"pandas": Pandas}
    exec(code, names)  # noqa: S102 -- the line as the page shows it
    assert len(names["data"]) == count
    assert "url" in names["data"].columns
    quoted = re.fullmatch(r'data <- read\.csv\("([^"\\]*)", skip = (\d), encoding = "UTF-8"\)', lines["r"])
    assert quoted
    assert (quoted[1], quoted[2]) == (address, "7")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/entries/?topic=a&topic=b", "/api/v1/entries/?topic=a&topic=b"),
        ("/events/?from=2003", "/api/v1/events/?from=2003"),
        ("/agreements/tracker/?on=2003", "/api/v1/agreements/tracker/?on=2003"),
        ("/sources/", "/api/v1/sources/"),
        ("/figures/?kind=event", "/api/v1/figures/?kind=event"),
        ("/topics/trade/?from=2003", "/api/v1/entries/?from=2003&topic=trade"),
        ("/topics/trade/", "/api/v1/entries/?topic=trade"),
        ("/topics/trade/?topic=defence", None),
    ],
)
def test_the_api_has_the_same_list_at_an_address_of_its_own(path, address):
    assert use.api_address(path) == address
    assert [each.text for each in use.lines(path) if each.name == "api"] == ([f"{SITE}{address}"] if address else [])


@pytest.mark.parametrize("path", LISTS)
def test_the_feed_of_a_list_is_discovered_in_the_head_of_its_page(client, path):
    head = client.get(path).content.decode().partition("</head>")[0]
    [found] = re.findall(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]*)">', head)
    answer = client.get(html.unescape(found))
    assert answer["Content-Type"].startswith("application/atom+xml")
    page, _, query = path.partition("?")
    assert html.unescape(found).startswith(f"{page[:-1]}.atom")
    assert QueryDict(html.unescape(found).partition("?")[2]) == QueryDict(query)


def test_pages_of_one_thing_name_no_feed(client):
    for path in ("/agreements/deal-0/", "/sources/study/", "/about/data/", "/topics/"):
        head = client.get(path).content.decode().partition("</head>")[0]
        assert "application/atom+xml" not in head
