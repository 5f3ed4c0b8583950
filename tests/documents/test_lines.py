"""Lines of lists are read without models: they are what models would say."""

import pytest

from partnership.documents import line, lines_of
from partnership.models import Entry
from partnership.queries import facets
from partnership.queries.entries import for_lines
from tests.factories import entry_record, relation, saved, source_record, statement, term_record
from tests.kept import kept
from tests.world import full_agreement, records

pytestmark = pytest.mark.django_db


@kept
def world():
    saved(*records(), full_agreement())


def read(numbers: list[int]) -> list[dict]:
    return lines_of(facets.of_entries().snapshot)(numbers)


def test_a_line_is_what_is_made_of_the_entry_and_what_it_is_joined_to(world):
    source = saved(source_record())
    hosts = [saved(entry_record("institution", f"Host {each}", source)) for each in "ab"]
    draft = saved(entry_record("institution", "Draft host", source, status="draft"))
    said = statement("They met.", source, lead=True)
    joined = [relation("host", each, said) for each in (hosts[1], draft, hosts[0], hosts[1])]
    many = {"topics": ["trade", "defence"], "places": ["XA-CAP", "XA"], "country": "XA", "type": "visit"}
    saved(entry_record("event", "A visit", statements=[said], relations=joined[:3], date="2003-05~", **many))
    saved(entry_record("event", "Not public", source, status="draft", **many))
    public = list(for_lines(Entry.objects.published()))
    expected = {each.pk: line(each) for each in public}
    numbers = [*Entry.objects.order_by("title").values_list("pk", flat=True), 10**6]
    found = read(numbers)
    assert found == [expected[number] for number in numbers if number in expected]
    assert [each.number for each in found] == [number for number in numbers if number in expected]
    [visit] = [each for each in found if each["title"] == "A visit"]
    assert visit["parties"] == ["Host b", "Host a"]
    assert [each["code"] for each in visit["topics"]] == ["defence", "trade"]
    assert (len(visit["places"]), visit["country"]["code"], visit["type"]["code"]) == (2, "XA", "visit")


def test_a_term_that_came_or_was_renamed_is_named_as_it_is_now(world):
    [first, *_] = Entry.objects.published().values_list("pk", flat=True)
    read([first])
    saved(term_record("topic", "harbours", label="Harbours"))
    entry = saved(entry_record("event", "A visit", saved(source_record()), topics=["harbours"]))
    assert [each["label"] for each in read([entry.pk])[0]["topics"]] == ["Harbours"]
    saved(term_record("topic", "harbours", label="Ports"))
    assert [each["label"] for each in read([entry.pk])[0]["topics"]] == ["Ports"]
