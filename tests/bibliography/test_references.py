"""References in three styles: as the handbooks write them, safe to show, and by the short way what citeproc says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.bibliography.shapes import ADDRESS, PART, SITE, Extensible, Marked, by_citeproc, references
from partnership.vocabulary import SourceType
from tests.strategies import FEW

pytestmark = pytest.mark.once
DAY = {"date-parts": [[2017, 1, 26]]}
AAMIR = {"family": "Latif", "given": "Aamir"}


def item(kind: str = "webpage", title: str = "A title of the page", **more) -> dict:
    return {"id": "x", "type": kind, "title": title, "language": "en"} | {
        name.replace("_", "-"): value for name, value in more.items()
    }


ARTICLE = item(
    "article-newspaper",
    "Generals look to boost ties",
    author=[AAMIR],
    container_title="Daily News",
    issued=DAY,
    URL="https://a.example/x?y=1&z=2",
)
REPORT = item(
    "report", "Trends in transfers, 2019", author=[{"literal": "Research Institute"}], publisher="The Institute",
    issued={"date-parts": [[2020, 3]]},
)  # fmt: skip
BOOK = item(
    "book", "A long history", publisher="Press", issued={"date-parts": [[1954]], "circa": True},
    author=[{"family": "Khan", "given": "Ayesha B."}, {"family": "Öztürk", "given": "Işık"}],
)  # fmt: skip
PAGE = item(container_title="Record", issued=DAY, URL="https://r.example/a/")
UNDATED = item(container_title="Record", URL="https://r.example/a/")

SHOWN = "https://a.example/x?y=1&amp;z=2"
EXPECTED = [
    (ARTICLE, "apa", f"Latif, A. (2017, January 26). Generals look to boost ties. <i>Daily News</i>. {SHOWN}"),
    (ARTICLE, "chicago", f"Latif, Aamir. 2017. “Generals Look to Boost Ties.” <i>Daily News</i>, January 26. {SHOWN}."),
    (ARTICLE, "mla", f"Latif, Aamir. “Generals Look to Boost Ties.” <i>Daily News</i>, 26 Jan. 2017, {SHOWN}."),
    (REPORT, "apa", "Research Institute. (2020). <i>Trends in transfers, 2019</i>. The Institute."),
    (REPORT, "chicago", "Research Institute. 2020. <i>Trends in Transfers, 2019</i>. The Institute."),
    (REPORT, "mla", "Research Institute. <i>Trends in Transfers, 2019</i>. The Institute, Mar. 2020."),
    (BOOK, "apa", "Khan, A. B., &amp; Öztürk, I. (ca. 1954). <i>A long history</i>. Press."),
    (BOOK, "chicago", "Khan, Ayesha B., and Işık Öztürk. [1954?]. <i>A Long History</i>. Press."),
    (BOOK, "mla", "Khan, Ayesha B., and Işık Öztürk. <i>A Long History</i>. Press, [1954?]."),
    (PAGE, "apa", "<i>A title of the page</i>. (2017, January 26). Record. https://r.example/a/"),
    (PAGE, "chicago", "Record. 2017. “A Title of the Page.” January 26. https://r.example/a/."),
    (PAGE, "mla", "“A Title of the Page.” <i>Record</i>, 26 Jan. 2017, https://r.example/a/."),
    (UNDATED, "apa", "<i>A title of the page</i>. (n.d.). Record. https://r.example/a/"),
    (UNDATED, "chicago", "Record. n.d. “A Title of the Page.” https://r.example/a/."),
]  # fmt: skip


@pytest.mark.parametrize(("cited", "style", "text"), EXPECTED)
def test_references_are_as_the_handbooks_write_them(cited, style, text):
    assert references(cited)[style] == text


def test_what_stands_in_for_the_author_is_said_once():
    for text in references(PAGE).values():
        assert text.lower().count("a title of the page") == text.count("Record") == 1


def test_only_titles_in_english_get_capitals():
    turkish = references(PAGE | {"title": "bir sayfa ve başlığı", "language": "tr"})
    unknown = references({name: value for name, value in PAGE.items() if name != "language"})
    assert "“bir sayfa ve başlığı.”" in turkish["mla"]
    assert "“A title of the page.”" in unknown["mla"]


def test_urdu_letters_stay_as_they_are():
    title = "پاکستان اور ترکی کا معاہدہ"
    assert all(title in text for text in references(PAGE | {"title": title, "language": "ur"}).values())


@pytest.mark.parametrize("end", ["?", "!", "."])
def test_a_title_that_ends_with_a_mark_gets_no_second_one(end):
    texts = references(PAGE | {"title": f"Who won{end}"})
    assert texts["apa"].startswith(f"<i>Who won{end}</i> (2017")
    assert f"“Who Won{end}” January" in texts["chicago"]
    assert f"“Who Won{end}” <i>" in texts["mla"]


@pytest.mark.parametrize(
    ("issued", "shown"),
    [
        ({"date-parts": [[2016], [2019]]}, "2016–2019"),
        ({"date-parts": [[2019, 2, 1], [2019, 2, 4]]}, "1–4 February 2019"),
        ({"literal": "since 2010"}, "since 2010"),
        ({"literal": "1960s"}, "1960s"),
        ({"date-parts": [[2003]], "season": 2}, "2003"),
        ({"date-parts": [[987, 5]]}, "May 987"),
    ],
)
def test_dates_that_are_more_than_a_day_are_written_out(issued, shown):
    assert all(shown in text for text in references(PAGE | {"issued": issued}).values())


@pytest.mark.parametrize("kind", SourceType.values)
def test_every_type_of_source_has_its_reference_even_where_nothing_else_is_known(kind):
    for text in references(item(kind, "Only this")).values():
        assert "only this" in text.lower()


HOSTILE = '<script>alert(1)</script> & <i>x</i> "q" <x-address> \ue000\ue100\ue001'


@pytest.mark.parametrize("name", ["title", "container-title", "publisher", "URL"])
def test_words_are_never_tags(name):
    for text in [*references(PAGE | {name: HOSTILE}).values(), *by_citeproc(PAGE | {name: HOSTILE}).values()]:
        assert set(re.findall(r"<[^>]*>", text)) <= {"<i>", "</i>"}
        assert not re.search("[\ue000-\uf8ff]", text)


def test_marks_are_left_for_the_address_the_site_and_the_part():
    page = PAGE | {"title": Extensible("Who won?"), "URL": Marked(ADDRESS), "container-title": Marked(SITE)}
    assert references(page) == {
        "apa": f"<i>Who won?{PART}</i> (2017, January 26). {SITE}. {ADDRESS}",
        "chicago": f"{SITE}. 2017. “Who Won?{PART}” January 26. {ADDRESS}.",
        "mla": f"“Who Won?{PART}” <i>{SITE}</i>, 26 Jan. 2017, {ADDRESS}.",
    }
    page["title"] = Extensible("The visit")
    assert f"“The Visit{PART}.”" in references(page)["chicago"]


WORDS = st.lists(st.text("aBéıİß پ&<>-’“”:,.?", min_size=1, max_size=6), min_size=1, max_size=4).map(
    lambda words: " ".join(" ".join(words).split())
).filter(bool)  # fmt: skip
NUMBERS = st.tuples(st.integers(1000, 2100), st.integers(1, 12), st.integers(1, 28))
DATES = st.one_of(
    st.builds(lambda parts, size: {"date-parts": [list(parts[:size])]}, NUMBERS, st.integers(1, 3)),
    st.builds(lambda parts: {"date-parts": [list(parts[:1])], "circa": True}, NUMBERS),
    st.builds(lambda text: {"literal": text}, WORDS),
)
NAMES = st.one_of(
    st.fixed_dictionaries({"literal": WORDS}),
    st.fixed_dictionaries({"family": st.sampled_from(["Öztürk", "van Dam", "Şık-Er"])}, optional={
        "given": st.sampled_from(["Işık", "Ayesha B.", "Jean-Paul", "محمد", "de la Cruz"])
    }),
)  # fmt: skip
ITEMS = st.fixed_dictionaries(
    {"type": st.sampled_from(SourceType.values), "title": st.text("abc dEf ığ&<", min_size=1).map(str.split).filter(
        bool
    ).map(" ".join)},
    optional={
        "author": st.lists(NAMES, max_size=3), "issued": DATES, "accessed": DATES,
        "container-title": st.just("The daily & news"), "publisher": st.just("Press <i>"),
        "URL": st.just("https://a.example/?a=1&b=2"), "language": st.sampled_from(["en", "en-GB", "tr", "ur"]),
    },
)  # fmt: skip


@FEW
@given(cited=ITEMS)
def test_the_short_way_says_what_citeproc_says(cited):
    assert references(cited) == by_citeproc(cited)
