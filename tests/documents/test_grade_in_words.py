"""Why a statement has its grade, said by the rule that gave it."""

import pytest

from partnership.documents.grades import why
from partnership.models import Statement
from tests.factories import citation, entry_record, saved, source_record, statement, vocabulary


def said_of(*sources: dict, **of_citation: str) -> tuple[str, str]:
    vocabulary()
    cited = [citation(saved(source_record(**each)), **of_citation) for each in sources]
    record = statement("It is.", lead=True, citations=cited)
    saved(entry_record(status="draft", statements=[record]))
    row = Statement.objects.get(key=record["key"])
    return row.grade, why(row.citations.all())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sources", "grade", "words"),
    [
        ([], "unsourced", "Nothing supports it."),
        ([{"publisher": "P", "tier": "primary"}], "well-sourced", "P is a source of the tier “Primary”"),
        (
            [{"publisher": "P"}, {"publisher": "Q"}],
            "well-sourced",
            "2 voices that do not depend on each other",
        ),
        ([{"publisher": "P"}], "single-source", "Only P says so"),
        ([{"publisher": "P"}, {"publisher": " p "}], "single-source", "Its 2 sources count as one voice."),
        ([{"publisher": "P"}, {"publisher": "Q", "weak": True}], "single-source", "Only P says so"),
        ([{"weak": True, "tier": "primary"}], "weak", "The one source that says so"),
        ([{"weak": True}, {"weak": True}], "weak", "None of the sources that say so"),
    ],
)
def test_the_sentence_says_what_the_grade_was_worked_out_from(sources, grade, words):
    found, sentence = said_of(*sources)
    assert found == grade
    assert words in sentence


@pytest.mark.django_db
def test_what_disputes_it_is_no_reason():
    assert said_of({"tier": "primary"}, stance="disputes") == ("unsourced", "Nothing supports it.")


@pytest.mark.django_db
def test_an_origin_that_is_not_public_is_not_named():
    vocabulary()
    wire = saved(source_record("Hidden", publisher="Hidden wire"))
    grade, sentence = said_of({"publisher": "P", "origin": wire.key}, {"publisher": "Q", "origin": wire.key})
    assert grade == "single-source"
    assert "one voice" in sentence
    assert "Hidden" not in sentence
