"""What stands around a list: counts, chips, years, the form."""

from urllib.parse import parse_qs, urlsplit

from tests.factories import entry_record, relation, saved, statement
from tests.filters.asking import ask, counts


def test_a_facet_counts_with_all_other_filters_but_not_its_own(study):
    saved(
        entry_record("event", "One", study, topics=["trade"]),
        entry_record("event", "Two", study, topics=["education"]),
        entry_record("agreement", "Three", study, topics=["trade"]),
    )
    assert counts("kind=event&topic=trade", "kind") == {"event": 1, "agreement": 1}
    assert counts("kind=event&topic=trade", "topic") == {"trade": 1, "education": 1}


def test_what_a_facet_counts_is_what_its_link_finds(study):
    said = [statement(f"Said {each}.", study, lead=True) for each in range(3)]
    firm = entry_record("institution", "Firm", slug="firm", statements=[said[0]], country="XA", places=["XA-CAP"])
    saved(
        firm,
        entry_record(
            "event",
            "Session",
            statements=[said[1]],
            type="session",
            topics=["weapons", "defence"],
            places=["XA-CAP", "XA"],
            relations=[relation("host", firm, said[1])],
        ),
        entry_record(
            "system",
            "Ship",
            statements=[said[2]],
            category="ship",
            topics=["weapons"],
            relations=[relation("supplier", firm, said[2]), relation("concerns", firm, said[2])],
        ),
    )
    facets = ask()["facets"]
    assert set(facets) == {
        *("kind", "type", "category", "topic", "decade", "institution", "place", "country", "source", "evidence"),
    }
    for name, values in facets.items():
        for each in values:
            found = ask(urlsplit(each["url"]).query)
            assert found["count"] == each["count"], (name, each["value"])
            assert not each["active"]


def test_an_entry_that_cites_a_source_twice_counts_once(study):
    saved(entry_record("event", "One", statements=[statement("A.", study, study, lead=True), statement("B.", study)]))
    assert counts("", "source") == {study.slug: 1}


def test_an_empty_facet_is_left_out_and_a_chosen_value_stays(study):
    saved(entry_record(source=study))
    assert "category" not in ask()["facets"]
    (chosen,) = ask("q=nothing&topic=trade")["facets"]["topic"]
    assert (chosen["value"], chosen["count"], chosen["active"]) == ("trade", 0, True)


def test_every_chip_takes_away_its_own_filter_and_no_other(study):
    query = "q=peace&kind=event&topic=trade&topic=education&from=2003&evidence=conflict&utm_source=mail&page=1"
    chips = ask(query)["filters"]
    assert [each["label"] for each in chips] == [
        "Words: “peace”",
        "Event",
        "Topic: Trade",
        "Topic: Education",
        "Evidence: Sources differ",
        "From 2003",
    ]
    removed = parse_qs(urlsplit(chips[2]["remove_url"]).query)
    assert removed == {
        "q": ["peace"],
        "kind": ["event"],
        "topic": ["education"],
        "from": ["2003"],
        "evidence": ["conflict"],
    }


def test_years_count_what_their_bar_would_find(study):
    for date in ("2001", "2003/2005", "2004/..", "../2002", "2007", ""):
        saved(entry_record(title=f"In {date or 'no year'}", source=study, date=date))
    bars = ask()["years"]["bars"]
    assert [each["from"] for each in bars] == list(range(2001, 2008))
    for bar in bars:
        assert ask(urlsplit(bar["url"]).query)["count"] == bar["count"], bar


def test_a_long_time_is_drawn_in_decades_that_count_right(study):
    for date in ("1801", "1803/1804", "1950/1975", "2001"):
        saved(entry_record(title=f"In {date}", source=study, date=date))
    years = ask()["years"]
    assert [(each["from"], each["to"], each["count"]) for each in years["bars"]] == [
        (1800, 1809, 2),
        (1950, 1959, 1),
        (1960, 1969, 1),
        (1970, 1979, 1),
        (2000, 2009, 1),
    ]
    assert [each["year"] for each in years["labels"]] == [1800, 1850, 1900, 1950, 2000]
    for bar in years["bars"]:
        assert ask(urlsplit(bar["url"]).query)["count"] == bar["count"], bar


def test_nothing_but_open_beginnings_and_ends_draws_nothing(study):
    saved(entry_record(source=study, date="2003"))
    assert ask()["years"] is None
    assert ask("q=nothing")["years"] is None


def test_bars_outside_the_period_are_shown_as_such(study):
    for date in ("2001", "2003", "2005"):
        saved(entry_record(title=f"In {date}", source=study, date=date))
    bars = ask("from=2002&to=2004")["years"]["bars"]
    assert [(each["from"], each["inside"]) for each in bars] == [(2001, False), (2003, True), (2005, False)]


def test_the_form_carries_on_what_it_does_not_hold(study):
    assert ask("q=a&topic=trade&topic=education&from=2003&page=1")["form"] == {
        "action": "/entries/",
        "typed": {"q": "a", "from": "2003", "to": ""},
        "kept": [["topic", "education"], ["topic", "trade"]],
    }
