"""BibTeX, RIS and CSL-JSON, read back by readers that others wrote."""

import re
from pathlib import Path
from typing import Any

import citeproc
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from partnership.documents.csl import entry_item, issued, source_item, statement_item
from partnership.exports import About
from partnership.exports.citing import bibtex, csl_json, ris, written
from partnership.models import Revision, Statement
from partnership.vocabulary import SourceType, Status
from tests.exports.readers import FORMS, READERS, SCHEMA, plain, read_bib, read_csl, read_ris
from tests.factories import entry_record, saved, source_record, statement, vocabulary
from tests.kept import kept
from tests.strategies import FEW, MANY


@pytest.mark.once
def test_the_schema_knows_no_type_and_no_variable_that_csl_does_not():
    """Against the lists of CSL's own schema, which citeproc carries."""
    folder = Path(citeproc.SCHEMA_PATH).parent
    known = {
        word
        for name in ("types", "variables")
        for word in re.findall(r'"(.+?)"', (folder / f"csl-{name}.rnc").read_text())
    }
    properties = SCHEMA["items"]["properties"]
    assert set(properties["type"]["enum"]) == {"document", *SourceType.values} <= known
    assert {*properties} - {"id", "type"} <= known


HOSTILE = 'An {odd} % & \\ $ # _ ^ ~ "title\n}\nER  - \n@article{x, title={y}}\nTY  - JOUR'
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
TEXTS = st.text(LETTERS, min_size=1).map(str.split).filter(bool).map(" ".join)


def item(title: str, **more: Any) -> dict[str, Any]:
    return {"id": "k3y", "type": "webpage", "title": title, "abstract": title, "author": [{"literal": title}]} | more


def test_no_title_breaks_the_file_or_starts_a_record_of_its_own():
    one_line = " ".join(HOSTILE.split())
    items = [item(HOSTILE), item(HOSTILE, id="other", type="book", publisher=HOSTILE)]
    bib, found = read_bib(bibtex(items)), read_ris(ris(items))
    assert bib.keys() == found.keys() == {"k3y", "other"}
    for key in bib:
        assert plain(bib[key]["title"]) == found[key]["title"] == one_line
        assert found[key]["authors"] == [one_line]
    assert READERS["csl.json"](csl_json(items))["k3y"]["title"] == HOSTILE


ODD = 'It\'s {odd} @article{x, title={y}} % "a" \\ # \n@misc{z,\n}'


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_head_of_bibtex_is_passed_over_whatever_was_asked_for(count):
    about = About("x", ODD, "/x/?q=%40misc%7Bz%2C%7D", (ODD,), "By title", revision=Revision(number=7))
    text = "".join(written("bib", about, ([item("A", id=f"k{each}")] for each in range(count))))
    assert [*read_bib(text)] == [f"k{each}" for each in range(count)]
    lines = text.splitlines()[: len(about.lines)]
    assert [line.partition(":")[0] for line in lines] == [f"% {label}" for label, _ in about.lines]
    assert lines[1] == f"% Address: {about.address}"
    assert "Words" not in lines[2]
    assert "(odd) (at)article(x" in lines[2]
    assert "from revision 7" in lines[4]


def test_a_list_as_bibtex_names_its_filters_order_time_revision_and_licence(client, paper, settings):
    saved(entry_record("event", "The visit", paper, topics=["trade"]))
    text = client.get("/entries.bib?topic=trade&sort=title").content.decode()
    head, _, rest = text.partition("\n\n")
    assert rest.startswith("@misc{")
    said = dict(line.removeprefix("% ").split(": ", 1) for line in head.splitlines())
    assert (said["What"], said["Filters"], said["Order"]) == ("Dost: All entries", "Topic: Trade", "By title")
    assert said["Address"] == f"{settings.SITE['url']}/entries/?sort=title&topic=trade"
    assert f"from revision {Revision.objects.get().number} of " in said["Taken"]
    assert settings.SITE["content_licence"]["url"] in said["Licence"]


@pytest.mark.parametrize("title", ["İğdır'da ışık, çığ ve öğüş", "پاکستان اور ترکی کے درمیان معاہدہ"])
def test_turkish_and_urdu_titles_stand_in_all_three_as_they_are(title):
    for write in (bibtex, ris, csl_json):
        assert title in write([item(title)])


@MANY
@given(title=TEXTS)
def test_any_title_comes_back_from_bibtex_and_ris(title):
    """But for a run of dashes or quotation marks, which LaTeX reads as one longer mark."""
    found = read_ris(ris([item(title)]))["k3y"]
    assert (found["title"], found["authors"], found["abstract"]) == (title, [title], title)
    [entry] = read_bib(bibtex([item(title)])).values()
    if not re.search(r"--|``|''|[!?]`|[\u0300-\u036f]", title):
        assert plain(entry["title"]) == title


@FEW
@given(address=st.text(min_size=1))
def test_no_address_breaks_the_file(address):
    items = [item("A", URL=f"https://a.example/{address}"), item("B", id="other")]
    assert [*read_bib(bibtex(items))] == [*read_ris(ris(items))] == ["k3y", "other"]


def test_names_are_split_only_where_they_are_names_of_people():
    authors = [{"literal": "Ministry of Trade and Industry, Ankara"}, {"family": "Öztürk", "given": "Işık"}]
    authors += [{"family": "Sand and Sons"}, {"given": "Aamir"}, {"family": "Beek", "non-dropping-particle": "van"}]
    found = read_bib(bibtex([item("A", author=authors)]))["k3y"]["author"]
    parts = "{Ministry of Trade and Industry, Ankara} and Öztürk, Işık and {Sand and Sons} and Aamir and van Beek"
    assert found == parts
    assert read_ris(ris([item("A", author=authors)]))["k3y"]["authors"] == [
        "Ministry of Trade and Industry, Ankara", "Öztürk, Işık", "Sand and Sons", "Aamir", "van Beek",
    ]  # fmt: skip


DATES = [
    # EDTF, CSL, BibTeX's date and year, RIS' DA and PY
    ("2017-01-26", {"date-parts": [[2017, 1, 26]]}, "2017-01-26", "2017", "2017/01/26/", "2017"),
    ("2017-01", {"date-parts": [[2017, 1]]}, "2017-01", "2017", "2017/01//", "2017"),
    ("2017", {"date-parts": [[2017]]}, "2017", "2017", "2017///", "2017"),
    ("2017~", {"date-parts": [[2017]], "circa": True}, "2017~", "2017", "2017///circa", "2017"),
    ("2017-22", {"date-parts": [[2017]], "season": 2}, "2017-22", "2017", "2017///summer", "2017"),
    ("2016/2019", {"date-parts": [[2016], [2019]]}, "2016/2019", "2016", "2016///2016/2019", "2016"),
    ("2010/..", {"literal": "since 2010"}, None, "since 2010", "///since 2010", None),
    ("196X", {"literal": "1960s"}, None, "1960s", "///1960s", None),
    ("2016-21/2016-22", {"literal": "spring – summer 2016"}, None, "spring – summer 2016",
     "///spring – summer 2016", None),
]  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(("edtf", "csl", "date", "year", "da", "py"), DATES)
def test_a_date_is_never_more_precise_than_the_source(edtf, csl, date, year, da, py):
    found = [item("A", issued=issued(edtf))]
    assert found[0]["issued"] == csl
    assert [*read_csl(csl_json(found))] == ["k3y"]
    [bib] = read_bib(bibtex(found)).values()
    assert (bib.get("date"), bib["year"]) == (date, year)
    [read] = read_ris(ris(found)).values()
    assert (read["date"], read.get("year")) == (da, py)


@pytest.mark.once
def test_no_date_is_none():
    assert issued("") is None


@kept
def paper():
    vocabulary()
    return saved(
        source_record(
            "A paper", csl_type="article-newspaper", publisher="Daily", date="2021-05", accessed="2022-01-02",
            address="https://a.example/p", language="ur", authors=[{"family": "Khan", "given": "", "literal": ""}],
            identifiers=[{"scheme": "doi", "value": "10.1/x"}, {"scheme": "own", "value": "1"}],
            copies=[{"address": "https://web.archive.org/web/1/https://a.example/p", "kind": "archive"}],
        )
    )  # fmt: skip


def test_a_source_is_an_item_of_its_own_type_with_what_is_known(paper):
    assert source_item(paper) == {
        "id": paper.key, "type": "article-newspaper", "title": "A paper", "author": [{"family": "Khan"}],
        "container-title": "Daily", "issued": {"date-parts": [[2021, 5]]}, "accessed": {"date-parts": [[2022, 1, 2]]},
        "URL": "https://a.example/p", "language": "ur", "DOI": "10.1/x", "archive": "web.archive.org",
        "archive_location": "https://web.archive.org/web/1/https://a.example/p",
    }  # fmt: skip
    read_csl(csl_json([source_item(paper)]))


def test_a_publisher_is_a_container_only_where_the_type_has_one(db):
    vocabulary()
    report, bare = saved(
        source_record("A report", publisher="Institute", address=""),
        source_record("Bare", publisher="", authors=[], date="", language="", csl_type="webpage", address=""),
    )
    assert source_item(report)["publisher"] == "Institute"
    assert "container-title" not in source_item(report)
    assert source_item(bare) == {"id": bare.key, "type": "webpage", "title": "Bare"}


def test_pages_are_items_of_the_day_of_their_edition(paper, settings):
    said = statement("They met.", paper, lead=True)
    entry = saved(entry_record("event", "The visit", slug="visit", statements=[said]))
    day = [entry.changed_at.year, entry.changed_at.month, entry.changed_at.day]
    page = entry_item(entry)
    assert page == {
        "id": entry.key, "type": "webpage", "title": "The visit", "container-title": settings.SITE["name"],
        "issued": {"date-parts": [day]}, "URL": f"{settings.SITE['url']}/events/visit/", "language": "en",
        "abstract": "They met.",
    }  # fmt: skip
    sentence = Statement.objects.get(key=said["key"])
    assert statement_item(sentence) == page | {
        "id": said["key"], "title": f"The visit, sentence {said['key']}", "abstract": "They met.",
        "URL": f"{settings.SITE['url']}/statements/{said['key']}/",
    }  # fmt: skip


def test_drafts_are_in_none_of_them(client, paper):
    hidden = saved(source_record("Hidden paper"))
    saved(entry_record("event", "Public", paper), entry_record("event", "Secret", hidden, status=Status.DRAFT))
    for form in FORMS:
        for path in ("entries", "events", "sources"):
            text = client.get(f"/{path}.{form}").content.decode()
            assert "Secret" not in text
            assert "Hidden" not in text
            assert len(READERS[form](text)) == 1


def test_a_list_is_taken_away_at_a_constant_number_of_queries(client, paper):
    def count(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    saved(entry_record("event", "First", paper))
    before = [count("/sources.bib"), count("/entries.ris")]
    more = [saved(source_record(f"Paper {number}")) for number in range(3)]
    saved(*(entry_record("event", f"Event {number}", each) for number, each in enumerate(more)))
    assert [count("/sources.bib"), count("/entries.ris")] == before
