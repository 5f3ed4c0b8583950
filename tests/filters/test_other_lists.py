"""The lists of sources and of figures."""

from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from partnership import listings
from partnership.filters import BadParameter
from tests.factories import entry_record, saved, source_record, statement


def test_sources_and_figures_refuse_what_they_do_not_know(study):
    with pytest.raises(BadParameter) as caught:
        listings.of_sources(QueryDict("tier=gold"), "/sources/")
    assert caught.value.parameter == "tier"
    with pytest.raises(BadParameter) as caught:
        listings.of_figures(QueryDict("measure=gold"), "/figures/")
    assert caught.value.parameter == "measure"
    with pytest.raises(BadParameter):
        listings.of_figures(QueryDict("colour=gold"), "/figures/")


def test_sources_by_tier_type_publisher_language_year_and_words(study):
    paper = saved(
        source_record(
            "Ağrı report",
            slug="agri",
            tier="press",
            csl_type="article",
            publisher="P & Q",
            language="tr",
            date="2019-05",
        )
    )
    saved(entry_record(statements=[statement("Said.", study, paper, lead=True)]))

    def found(query: str) -> list[str]:
        return [each["slug"] for each in listings.of_sources(QueryDict(query), "/sources/")["results"]]

    assert set(found("")) == {"study", "agri"}
    asked = ("tier=press", "type=article", "publisher=P+%26+Q", "language=tr", "year=2019", "q=agri", "q=P+%26")
    assert [found(query) for query in asked] == [["agri"]] * len(asked)
    facets = listings.of_sources(QueryDict(""), "/sources/")["facets"]
    for values in facets.values():
        for each in values:
            assert len(found(urlsplit(each["url"]).query)) == each["count"]


def test_figures_by_measure_kind_topic_and_time(study):
    def said(number: str, as_of: str) -> dict:
        given = {"measure": "units-ordered", "value": number, "as_of": as_of}
        return statement(f"There were {number}.", study, values=[given], lead=number == "10")

    saved(
        entry_record("agreement", "Deal", statements=[said("10", "2003"), said("20", "2010/2012")], topics=["weapons"]),
        entry_record("event", "Visit", statements=[said("10", "")]),
    )

    def found(query: str) -> list[str]:
        return [each["display"] for each in listings.of_figures(QueryDict(query), "/figures/")["results"]]

    assert sorted(found("")) == ["10", "10", "20"]
    assert found("from=2011") == ["20"]
    assert found("to=2005&kind=agreement") == ["10"]
    assert sorted(found("topic=defence")) == ["10", "20"]
    assert found("measure=trade-volume") == []
    assert [each["as_of"]["edtf"] for each in listings.of_figures(QueryDict("sort=date"), "/figures/")["results"]] == [
        "",
        "2003",
        "2010/2012",
    ]
