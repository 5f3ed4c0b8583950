"""A source read back, and how sources are named."""

import pytest

from partnership.documents import source_document
from partnership.documents.references import full, part_label, short
from partnership.models import Source
from partnership.queries import sources
from tests.factories import citation, entry_record, saved, source_record, statement, vocabulary


def test_a_source_read_back_follows_its_own_order_and_shows_gaps(study):
    late = statement("Late.", citations=[citation(study, part="P2", locator="line 9")])
    early = statement("Early.", citations=[citation(study, part="P2", locator="line 1")], lead=True)
    loose = statement("Somewhere.", citations=[citation(study, part=None)])
    saved(entry_record(statements=[late, early, loose]))
    source = Source.objects.get(slug="study")
    found = source_document(source, sources.taken(source), None, [])
    texts = [[each["statement"]["text"] for each in part["citations"]] for part in found["parts"]]
    assert texts == [[], ["Early.", "Late."]]
    assert [each["statement"]["text"] for each in found["elsewhere"]] == ["Somewhere."]
    assert (found["gaps"], found["taken"], found["entries"]) == (["¶ 1"], 3, 1)


def test_a_sentence_cited_twice_is_anchored_once(study):
    said = statement("Said twice.", lead=True, citations=[citation(study), citation(study, part="P2")])
    saved(entry_record(statements=[said]))
    source = Source.objects.get(slug="study")
    parts = source_document(source, sources.taken(source), None, [])["parts"]
    assert [each["first"] for part in parts for each in part["citations"]] == [True, False]


@pytest.mark.parametrize(
    ("columns", "named", "whole"),
    [
        ({}, "Author, 2021", "Author, Ada (2021). A study. The Press."),
        ({"authors": []}, "The Press, 2021", "The Press (2021). A study."),
        ({"authors": [], "publisher": ""}, "A study, 2021", "(2021). A study."),
        ({"date": ""}, "Author, undated", "Author, Ada (undated). A study. The Press."),
        ({"authors": [{"family": "A"}, {"family": "B"}]}, "A & B, 2021", "A; B (2021). A study. The Press."),
        ({"authors": [{"family": "A"}, {"family": "B"}, {"literal": "C"}]}, "A et al., 2021", None),
        ({"title": "Why?"}, "Author, 2021", "Author, Ada (2021). Why? The Press."),
    ],
)
def test_how_a_source_is_named(db, columns, named, whole):
    vocabulary()
    source = saved(source_record(**({"publisher": "The Press"} | columns)))
    assert short(source) == named
    assert whole is None or full(source) == whole


def test_only_paragraphs_are_written_as_signs():
    assert [part_label(each) for each in ("P12", "byline", "Part 3")] == ["¶ 12", "byline", "Part 3"]
