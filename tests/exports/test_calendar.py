"""Lists as calendars, read by icalendar: nothing is dated more precisely than it is known, and nothing is left out."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from partnership import dates
from partnership.exports import About, calendar
from partnership.models import Entry, Revision, Source, Statement
from tests import strategies
from tests.exports.shelf import DATES, TURKISH, URDU
from tests.exports.tables import body, read_ics
from tests.strategies import MANY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]
SITE = "http://127.0.0.1:8000"
ABOUT = About("x", "X", "/x/", revision=Revision(number=1))
DAY = dt.timedelta(days=1)
# First day, last day, and what the description must say.
SHOWN = {
    "Day": ("2003-06-14", "2003-06-14", "Date: 14 June 2003."),
    "Month": ("2003-06-01", "2003-06-30", "The source gives only the month"),
    "Year": ("2003-01-01", "2003-12-31", "The source gives only the year"),
    "Season": ("2003-03-01", "2003-05-31", "The source gives only the season"),
    "Decade": ("1960-01-01", "1969-12-31", "The source gives only the decade"),
    "About": ("2020-01-01", "2020-12-31", "The date is approximate."),
    "Unsure": ("2025-02-01", "2025-02-28", "The date is uncertain."),
    "Span": ("2016-01-01", "2019-12-31", "The source gives only the year"),
    "Days": ("2020-09-27", "2020-11-10", "Date: 27 September – 10 November 2020."),
    "Since": ("2010-01-01", "2010-12-31", "Its end is open, so that it stands here only at its beginning."),
    "Until": ("1960-01-01", "1960-12-31", "Its beginning is open, so that it stands here only at its end."),
    "Unknown end": ("2010-01-01", "2010-12-31", "Its end is not known"),
}


def by_title(client, path: str) -> dict:
    return {str(each["SUMMARY"]): each for each in read_ics(body(client.get(path)))}


@pytest.mark.parametrize("title", SHOWN)
def test_a_date_stands_on_the_days_that_it_can_mean_and_says_how_much_is_known(client, title):
    found = by_title(client, "/events.ics")[title]
    first, last, said = SHOWN[title]
    assert found.name == "VEVENT"
    assert (found.decoded("DTSTART"), found.decoded("DTEND") - DAY) == (
        dt.date.fromisoformat(first), dt.date.fromisoformat(last),
    )  # fmt: skip
    assert found["DTSTART"].params["VALUE"] == "DATE"
    assert said in str(found["DESCRIPTION"])
    assert ("only the" in str(found["DESCRIPTION"])) == (title not in ("Day", "Days"))


def test_what_has_no_date_is_a_journal_entry_that_says_so(client):
    found = by_title(client, "/events.ics")
    assert found["None"].name == "VJOURNAL"
    assert "DTSTART" not in found["None"]
    assert "no date is recorded" in str(found["None"]["DESCRIPTION"])
    assert {*found} == {*DATES}


def test_the_last_of_all_days_has_no_day_after_it(client):
    found = by_title(client, "/events.ics")["Last"]
    assert found.decoded("DTSTART") == dt.date(9999, 1, 1)
    assert "DTEND" not in found


def test_a_component_names_its_entry_its_edition_and_its_terms(client, settings):
    entry = Entry.objects.get(title="Month")
    found = by_title(client, "/events.ics")["Month"]
    assert str(found["URL"]) == f"{SITE}{entry.get_absolute_url()}"
    moment = entry.changed_at.replace(microsecond=0)
    assert found.decoded("LAST-MODIFIED") == found.decoded("DTSTAMP") == moment
    assert str(found["DESCRIPTION"]).startswith(entry.summary)
    assert settings.SITE["content_licence"]["url"] in str(found["DESCRIPTION"])
    assert str(by_title(client, "/events.ics?topic=trade")["Month"]["CATEGORIES"].to_ical().decode()) == "Trade"


def test_each_kind_says_what_its_date_means(client):
    assert "Signed: 1999." in str(by_title(client, "/agreements.ics")["Ranged"]["DESCRIPTION"])
    assert "Founded: no date is recorded." in str(by_title(client, "/institutions.ics")[TURKISH]["DESCRIPTION"])


def test_an_identifier_is_the_entrys_own_and_outlives_its_title(client):
    uids = {str(each["UID"]) for each in read_ics(body(client.get("/entries.ics")))}
    assert len(uids) == Entry.objects.published().count()
    Entry.objects.filter(slug="firm").update(slug="other", title="Other")
    assert {str(each["UID"]) for each in read_ics(body(client.get("/entries.ics")))} == uids


def test_the_calendar_names_its_filters_its_revision_and_its_licence(client, settings):
    found = Calendar.from_ical(body(client.get("/events.ics?topic=trade&from=1990")).decode())
    assert str(found["X-WR-CALNAME"]) == f"{settings.SITE['name']}: Events (Topic: Trade · From 1990)"
    assert "Filters: Topic: Trade · From 1990" in str(found["X-WR-CALDESC"])
    assert "Order: Newest first" in str(found["X-WR-CALDESC"])
    assert str(found["X-LICENCE"]) == settings.SITE["content_licence"]["url"]
    assert str(found["X-REVISION"]).isdigit()
    assert (str(found["VERSION"]), str(found["URL"])) == ("2.0", f"{SITE}/events/?from=1990&topic=trade")


def test_a_source_stands_on_the_day_when_it_was_published(client):
    Source.objects.filter(slug="study").update(date="", date_earliest=None, date_latest=None)
    found = by_title(client, "/sources.ics")
    assert {*found} == {URDU, "=HYPERLINK(1)"}
    paper, undated = found["=HYPERLINK(1)"], found[URDU]
    assert (paper.name, undated.name) == ("VEVENT", "VJOURNAL")
    assert (paper.decoded("DTSTART"), paper.decoded("DTEND") - DAY) == (dt.date(2019, 5, 1), dt.date(2019, 5, 31))
    assert "Published: May 2019. The source gives only the month" in str(paper["DESCRIPTION"])
    assert str(paper["DESCRIPTION"]).startswith("Author, Ada (May 2019). =HYPERLINK(1).")
    assert str(paper["URL"]) == f"{SITE}/sources/paper/"
    assert "Published: no date is recorded." in str(undated["DESCRIPTION"])


def test_a_figure_stands_on_the_days_for_which_it_holds_and_leads_to_its_sentence(client):
    found = by_title(client, "/figures.ics")
    assert len(found) == client.get("/figures.json").json()["count"]
    [ordered] = [each for title, each in found.items() if title.endswith("5 Piece · Ranged")]
    said = Statement.objects.get(entry__title="Ranged")
    assert str(ordered["SUMMARY"]) == "Units ordered, 2003–2004: 5 Piece · Ranged"
    assert (ordered.decoded("DTSTART"), ordered.decoded("DTEND") - DAY) == (
        dt.date(2003, 1, 1), dt.date(2004, 12, 31),
    )  # fmt: skip
    assert str(ordered["URL"]) == f"{SITE}/statements/{said.key}/"
    text, when, _ = str(ordered["DESCRIPTION"]).split("\n\n")
    assert text == said.text
    assert when.startswith("Holds for: 2003–2004. The source gives only the year")
    [volume] = [each for title, each in found.items() if title.startswith("Trade volume")]
    assert (volume.name, "DTSTART" in volume) == ("VJOURNAL", False)
    assert volume["UID"] != ordered["UID"]


def test_one_entry_is_a_calendar_too(client):
    [found] = read_ics(body(client.get("/agreements/deal-0.ics")))
    assert str(found["SUMMARY"]) == "=1+1"


@given(date=strategies.DATES)
@MANY
def test_any_date_is_on_the_calendar_and_in_words(date):
    span = dates.parse(date)
    shown = calendar.days(date, span.earliest, span.latest)
    assert (shown is None) == (date == "")
    said = calendar.in_words("Date", date)
    assert (span.display or "no date") in said
    if shown is None:
        return
    first, last = shown
    assert span.earliest <= first <= last <= span.latest
    if span.earliest > dates.FIRST and span.latest < dates.LAST:
        assert (first, last) == (span.earliest, span.latest)
    exact = (span.earliest, span.latest) == (first, last) and all(
        len(each.rstrip("~?%")) == 10 for each in date.split("/")
    )
    assert exact or "only the" in said or "Its " in said


@given(words=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
@MANY
def test_any_text_comes_back_and_no_line_is_too_long(words):
    entry = Entry.objects.prefetch_related("topics").get(slug="firm")
    entry.title, entry.summary = words, words
    found = b"".join(calendar.written(ABOUT, [[calendar.entry_item(entry)]]))
    assert all(len(line) <= 75 for line in found.split(b"\r\n"))
    [component] = Calendar.from_ical(found.decode()).subcomponents
    plain = words.replace("\u2028", " ").replace("\u2029", " ")
    assert str(component["SUMMARY"]).split() == plain.split()
    assert str(component["DESCRIPTION"]).startswith(plain)
