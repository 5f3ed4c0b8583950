"""The repository's own content in BibTeX, RIS and CSL-JSON, whole, read back by readers that others wrote."""

import pytest

from partnership.bibliography.shapes import by_citeproc, references
from partnership.documents.csl import entry_item, source_item
from partnership.models import Entry, Source
from tests.exports.readers import FORMS, READERS, plain
from tests.exports.tables import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


@pytest.mark.parametrize(("path", "size"), [
    ("entries", lambda: Entry.objects.published().count()),
    ("sources", lambda: Source.objects.public().count()),
    ("agreements", lambda: Entry.objects.published().filter(kind="agreement").count()),
    ("sources?language=ur", lambda: Source.objects.public().filter(language="ur").count()),
])  # fmt: skip
def test_the_whole_site_is_read_back_in_all_three_with_equal_counts(client, seeded, path, size):
    base, mark, query = path.partition("?")
    found = {}
    for form in FORMS:
        answer = client.get(f"/{base}.{form}{mark}{query}")
        assert answer["Content-Disposition"] == f'attachment; filename="{base}.{form}"'
        found[form] = READERS[form](text(answer))
    assert found["bib"].keys() == found["ris"].keys() == found["csl.json"].keys()
    assert len(found["bib"]) == size() > 0
    for key, item in found["csl.json"].items():
        assert plain(found["bib"][key]["title"]) == found["ris"][key]["title"] == item["title"]
        assert found["bib"][key].get("url", "") == item.get("URL", "")
        assert found["ris"][key].get("urls", []) == ([item["URL"]] if "URL" in item else [])
        assert [*found["ris"][key].get("authors", [])] == [
            each.get("literal") or ", ".join(filter(None, [each.get("family"), each.get("given")]))
            for each in item.get("author", [])
        ]


def test_turkish_and_urdu_letters_are_in_all_three(client):
    texts = [text(client.get(f"/sources.{form}")) for form in FORMS]
    letters = {
        letter
        for texts_of in Source.objects.public().values_list("title", "publisher")
        for letter in "".join(texts_of)
        if ord(letter) > 127
    }
    assert {*"üğ"} <= letters
    assert {*"پاکستان"} <= letters
    for each in texts:
        assert letters <= {*each}


def test_each_page_can_be_taken_away_alone(client):
    entry = Entry.objects.published().filter(kind="agreement").first()
    source = Source.objects.public().first()
    for path, key in ((entry.get_absolute_url(), entry.key), (source.get_absolute_url(), source.key)):
        for form in FORMS:
            assert [*READERS[form](client.get(f"{path[:-1]}.{form}").content.decode())] == [key]


@pytest.mark.once
def test_the_short_way_to_a_reference_says_what_citeproc_says():
    """Of every source; of entries, whose references differ in their titles alone, of some."""
    items = [source_item(each) for each in Source.objects.prefetch_related("copies", "identifiers")]
    items += [entry_item(each) for each in Entry.objects.all()[:100]]
    for item in items:
        assert references(item) == by_citeproc(item)
