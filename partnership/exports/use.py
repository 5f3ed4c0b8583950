"""How a list can be used outside this site: its forms, its address in the API, and a line of code for each tool."""

import json
import re
import shlex
from dataclasses import dataclass

from django.http import QueryDict

from partnership.documents.brief import absolute, as_form
from partnership.exports.delimited import HEAD
from partnership.exports.forms import FORMS

API = "/api/v1"  # behind it lists have the address of their pages, and the same parameters
_TOPIC = re.compile(r"/topics/([-\w]+)/")


@dataclass(frozen=True)
class Offer:
    label: str
    purpose: str
    url: str
    content_type: str


@dataclass(frozen=True)
class Line:
    """What is typed or pasted somewhere; `name` tells it from the others on the page."""

    name: str
    label: str
    text: str


def offers(path: str, suffixes: tuple[str, ...]) -> list[Offer]:
    """`path` is the page of the list, with its filters."""
    known = [FORMS[suffix] for suffix in suffixes]
    return [Offer(each.label, each.purpose, as_form(path, each.suffix), each.content_type) for each in known]


def lines(path: str) -> list[Line]:
    """Each works as it is: addresses are percent-encoded, and quoted as the language at hand quotes."""
    table = absolute(as_form(path, "csv"))
    file = table.partition("?")[0].rpartition("/")[2]
    quoted = json.dumps(table)  # a string of Python and of R alike
    found = [
        Line("curl", "curl", f"curl --fail --output {file} {shlex.quote(table)}"),
        Line("python", "Python", f"import pandas; data = pandas.read_csv({quoted}, skiprows={HEAD})"),
        Line("r", "R", f'data <- read.csv({quoted}, skip = {HEAD}, encoding = "UTF-8")'),
    ]
    address = api_address(path)
    return [Line("api", "API", absolute(address)), *found] if address else found


def api_address(path: str) -> str | None:
    """The same list in the API. A topic's own page is the list of all entries on it; none where that page is narrowed
    by a topic again, for the API would widen."""
    page, mark, query = path.partition("?")
    if page == "/search/":
        page = "/entries/"
    topic = _TOPIC.fullmatch(page)
    if topic is None:
        return f"{API}{page}{mark}{query}"
    asked = QueryDict(query, mutable=True)
    if "topic" in asked:
        return None
    asked["topic"] = topic[1]
    return f"{API}/entries/?{asked.urlencode(safe='/')}"
