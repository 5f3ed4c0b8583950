"""Entries as a calendar (iCalendar, RFC 5545 and 7986).

A calendar knows days only. What the record dates less precisely stands on all the days that it can mean, and says so;
where one end is open it stands on the one day that is known, and says so. What has no date is a journal entry without
one, so that there are as many components as entries.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from django.conf import settings
from icalendar import Calendar, Component, Event, Journal, vText

from partnership import dates
from partnership.documents.brief import absolute
from partnership.exports.about import About, lasting
from partnership.models import Entry
from partnership.text import tidy
from partnership.vocabulary import fields

DAY = dt.timedelta(days=1)
_END = b"END:VCALENDAR\r\n"
_NO_LINE = re.compile("[\x85\u2028\u2029]")
# How much of a date is known, by its form without the marks of doubt.
_PRECISION = (
    (re.compile(r"\d{4}-\d\d-\d\d"), ""),
    (re.compile(r"\d{4}-2[1-4]"), "season"),
    (re.compile(r"\d{4}-\d\d"), "month"),
    (re.compile(r"\d{4}"), "year"),
    (re.compile(r"\d{3}X"), "decade"),
    (re.compile(r"\d\dXX"), "century"),
)


def written(about: About, chunks: Iterable[Iterable[Entry]]) -> Iterator[bytes]:
    """Of entries that came through `for_lines`."""
    yield _head(about).to_ical().removesuffix(_END)
    for chunk in chunks:
        yield b"".join(component(each, about).to_ical() for each in chunk)
    yield _END


def _text(words: str) -> vText:
    return vText(_NO_LINE.sub(" ", words))


def _head(about: About) -> Calendar:
    head = Calendar()
    head.add("version", "2.0")
    head.add("prodid", _text(f"-//{settings.SITE['name']}//Record//EN"))
    head.add("calscale", "GREGORIAN")
    said = "\n".join(f"{label}: {text}" for label, text in about.lines)
    for name in ("name", "x-wr-calname"):
        head.add(name, _text(about.heading))
    for name in ("description", "x-wr-caldesc"):
        head.add(name, _text(said))
    head.add("uid", lasting(about.path))
    head.add("url", about.address)
    head.add("last-modified", about.changed)
    head.add("x-licence", _text(about.licence))
    head.add("x-revision", _text(str(about.revision.number)))
    return head


def component(entry: Entry, about: About) -> Component:
    known = days(entry.date, entry.date_earliest, entry.date_latest)
    found: Component = Event() if known else Journal()
    if known:
        first, last = known
        found.add("dtstart", first)
        if last < dates.LAST:
            found.add("dtend", last + DAY)  # the day after the last: RFC 5545, 3.6.1
        found.add("transp", "TRANSPARENT")
    changed = entry.changed_at or about.changed
    found.add("uid", lasting(entry.key))
    found.add("dtstamp", changed)
    found.add("last-modified", changed)
    if entry.published_at:
        found.add("created", entry.published_at)
    found.add("summary", _text(tidy(entry.title)))
    label = fields(entry.kind)["date"].label
    found.add(
        "description", _text("\n\n".join(filter(None, [entry.summary, in_words(label, entry.date), about.terms])))
    )
    found.add("url", absolute(entry.get_absolute_url()))
    if topics := [tidy(each.label) for each in entry.topics.all()]:
        found.add("categories", topics)
    return found


def days(date: str, earliest: dt.date | None, latest: dt.date | None) -> tuple[dt.date, dt.date] | None:
    """The first and the last day on which it stands: where one end is open, those of the end that is known."""
    if earliest is None or latest is None:
        return None
    if "/" in date and (earliest == dates.FIRST or latest == dates.LAST):
        known = dates.parse(_ends(date)[0])
        earliest, latest = known.earliest or earliest, known.latest or latest
    return earliest, latest


def _ends(date: str) -> list[str]:
    """The points of time that a date names."""
    return [each for each in date.split("/") if each not in ("", "..")]


def in_words(label: str, date: str) -> str:
    """The date, and what the calendar cannot show of it."""
    if not date:
        return f"{label}: no date is recorded."
    ends = _ends(date)
    said = f"{label}: {dates.words(date)}."
    if rough := list(dict.fromkeys(filter(None, map(_precision, ends)))):
        said += f" The source gives only the {' and the '.join(rough)}; it stands here on every day that this can mean."
    if "/" in date and len(ends) == 1:
        missing, known = ("beginning", "end") if date.endswith(ends[0]) else ("end", "beginning")
        state = "open" if ".." in date else "not known"
        said += f" Its {missing} is {state}, so that it stands here only at its {known}."
    if any(each[-1] in "~%" for each in ends):
        said += " The date is approximate."
    if any(each[-1] in "?%" for each in ends):
        said += " The date is uncertain."
    return said


def _precision(point: str) -> str:
    plain = point.rstrip("~?%")
    return next(word for form, word in _PRECISION if form.fullmatch(plain))
