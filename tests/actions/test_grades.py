"""A grade follows from the supporting citations and their sources, and is brought up to date whenever one changes."""

import pytest

from partnership.actions import apply
from partnership.models import Edition, Entry, Source, Statement
from partnership.records import record
from tests.factories import citation, entry_record, saved, source_record, statement, term_record
from tests.snapshot import snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


def a_source(**columns):
    return saved(source_record(**columns))


def graded(*citations: dict, **columns) -> str:
    """The grade of a statement with these citations, which is also that of its entry."""
    said = statement("It is.", lead=True, citations=list(citations), **columns)
    row = saved(entry_record(statements=[said], status="draft"))
    assert Statement.objects.get(key=said["key"]).grade == row.grade
    return row.grade


@pytest.mark.parametrize(
    ("sources", "grade"),
    [
        ([], "unsourced"),
        ([{}], "single-source"),
        ([{"tier": "press"}], "single-source"),
        ([{"tier": "primary"}], "well-sourced"),
        ([{"tier": "scholarly"}], "well-sourced"),
        ([{"publisher": "One"}, {"publisher": "Two"}], "well-sourced"),
        ([{"publisher": "One"}, {"publisher": "One"}], "single-source"),
        ([{"publisher": "Işık"}, {"publisher": "  ISIK "}], "single-source"),
        ([{"publisher": ""}, {"publisher": ""}], "well-sourced"),
        ([{"weak": True}], "weak"),
        ([{"weak": True, "tier": "primary"}], "weak"),
        ([{"weak": True}, {"weak": True}], "weak"),
        ([{"weak": True}, {}], "single-source"),
        ([{"weak": True}, {"publisher": "One"}, {"publisher": "Two"}], "well-sourced"),
    ],
)
def test_the_grade_of_a_statement_by_its_supporting_sources(sources, grade):
    assert graded(*(citation(a_source(**columns)) for columns in sources)) == grade


def test_two_citations_of_one_source_are_one_voice():
    source = a_source()
    assert graded(citation(source), citation(source, part="P2")) == "single-source"


def test_what_disputes_supports_nothing():
    assert graded(citation(a_source(tier="primary"), stance="disputes")) == "unsourced"
    assert graded(citation(a_source()), citation(a_source(), stance="disputes")) == "single-source"


def test_two_reprints_of_one_report_are_one_voice_at_however_many_hands():
    wire = a_source(publisher="Wire")
    first, second = a_source(publisher="Daily", origin=wire.key), a_source(publisher="Evening", origin=wire.key)
    third = a_source(publisher="Weekly", origin=second.key)
    assert graded(citation(first), citation(second)) == "single-source"
    assert graded(citation(first), citation(third)) == "single-source"
    assert graded(citation(third), citation(wire)) == "single-source"
    assert graded(citation(third), citation(a_source())) == "well-sourced"


def test_sources_that_relay_each_other_in_a_circle_are_graded_all_the_same():
    one = a_source()
    other = a_source(origin=one.key)
    Source.objects.filter(pk=one.pk).update(origin=other)  # past the writes, which refuse it
    assert graded(citation(one)) == "single-source"


def test_an_entry_has_the_lowest_grade_of_its_believed_facts():
    strong, single, weak = a_source(tier="primary"), a_source(), a_source(weak=True)

    def grade(*statements: dict) -> str:
        return saved(entry_record(statements=list(statements), status="draft")).grade

    assert grade(statement("A", strong), statement("B", single)) == "single-source"
    assert grade(statement("A", strong), statement("B", single), statement("C", weak)) == "weak"
    assert grade(statement("A", strong), statement("B")) == "unsourced"
    assert grade(statement("A", strong), statement("B", weak, voice="assessment")) == "well-sourced"
    assert grade(statement("A", strong), statement("B", weak, rank="deprecated", rank_reason="No.")) == "well-sourced"
    assert grade(statement("A", single, voice="forecast"), statement("B", weak, voice="framing")) == "weak"
    assert grade() == "unsourced"


class TestWhenASourceChanges:
    def entry_on(self, *sources) -> str:
        return saved(entry_record(statements=[statement("It is.", *sources, lead=True)])).pk

    def grades(self, pk: int) -> tuple[str, str]:
        return Entry.objects.get(pk=pk).grade, Statement.objects.get(entry=pk).grade

    @pytest.mark.parametrize(
        ("change", "grade"),
        [({"weak": True}, "weak"), ({"tier": "primary"}, "well-sourced"), ({"title": "Other"}, "single-source")],
    )
    def test_what_cites_it_is_graded_anew(self, change, grade):
        source = a_source()
        pk, other = self.entry_on(source), self.entry_on(a_source())
        apply(record(source) | change, by=None, reason="")
        assert self.grades(pk) == (grade, grade)
        assert self.grades(other) == ("single-source", "single-source")

    def test_two_that_turn_out_to_have_one_publisher_count_once(self):
        one, other = a_source(publisher="One"), a_source(publisher="Two")
        pk = self.entry_on(one, other)
        assert self.grades(pk)[0] == "well-sourced"
        apply(record(other) | {"publisher": "One"}, by=None, reason="")
        assert self.grades(pk) == ("single-source", "single-source")

    def test_what_cites_a_reprint_of_a_reprint_of_it_is_graded_anew(self):
        wire = a_source(publisher="Wire")
        reprint = a_source(publisher="Daily", origin=a_source(publisher="Evening", origin=wire.key).key)
        pk = self.entry_on(reprint, a_source(publisher="Institute"))
        assert self.grades(pk)[0] == "well-sourced"
        apply(record(wire) | {"publisher": "Institute"}, by=None, reason="")
        assert self.grades(pk) == ("single-source", "single-source")

    def test_nothing_else_of_the_entry_changes_and_it_gets_no_edition(self):
        source = a_source()
        pk = self.entry_on(source)
        before = snapshot()
        apply(record(source) | {"weak": True}, by=None, reason="")
        for model in (Entry, Statement):
            assert model.objects.update(grade="single-source") == 1  # as they were
        changed = {table for table, rows in snapshot().items() if rows != before[table]}
        # What is held by grades was written as well.
        assert changed == {f"partnership_{name}" for name in ("source", "edition", "revision", "holding")}
        assert Edition.objects.filter(entry=pk).count() == 1

    def test_an_unrelated_term_regrades_nothing(self):
        self.entry_on(a_source())
        Statement.objects.update(grade="weak")
        saved(term_record("topic", "another"))
        assert Statement.objects.get().grade == "weak"
