"""Entries, sources and figures as a calendar (iCalendar, RFC 5545 and 7986).

A calendar knows days only. What the record dates less precisely stands on all the days that it can mean, and says so;
where one end is open it stands on the one day that is known, and says so. What has no date is a journal entry without
one, so that there are as many components as rows in the list.

icalendar is imported by whatever first needs it: three megabytes that most server processes never use.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from partnership import dates
from partnership.documents.brief import absolute
from partnership.documents.figures import figure_name, figure_title
from partnership.documents.references import full
from partnership.exports.about import About, lasting
from partnership.models import Entry, Source, Value
from partnership.text import tidy
from partnership.vocabulary import SourceType, fields

if TYPE_CHECKING:
    from icalendar import Calendar, Component, vText

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


@dataclass(frozen=True)
class Item:
    """`label` says what its date means, `text` what there is to say of it."""

    key: str
    title: str
    path: str
    label: str
    date: str
    earliest: dt.date | None
    latest: dt.date | None
    text: str
    changed: dt.datetime | None
    published: dt.datetime | None = None
    categories: tuple[str, ...] = ()


def entry_item(entry: Entry) -> Item:
    """Of an entry that came through `for_lines`."""
    return Item(
        key=entry.key,
        title=entry.title,
        path=entry.get_absolute_url(),
        label=fields(entry.kind)["date"].label,
        date=entry.date,
        earliest=entry.date_earliest,
        latest=entry.date_latest,
        text=entry.summary,
        changed=entry.changed_at,
        published=entry.published_at,
        categories=tuple(each.label for each in entry.topics.all()),
    )


def source_item(source: Source) -> Item:
    """On the day when it was published."""
    return Item(
        key=source.key,
        title=source.title,
        path=source.get_absolute_url(),
        label="Published",
        date=source.date,
        earliest=source.date_earliest,
        latest=source.date_latest,
        text=full(source),
        changed=source.changed_at,
        categories=(SourceType(source.csl_type).label, source.tier.label),
    )


def figure_item(value: Value) -> Item:
    """On the days for which it holds; its page is that of the sentence that gives it."""
    said, time = value.statement, dates.parse(value.as_of)
    return Item(
        key=figure_name(value),
        title=figure_title(value),
        path=said.get_absolute_url(),
        label="Holds for",
        date=value.as_of,
        earliest=time.earliest,
        latest=time.latest,
        text=said.text,
        changed=said.entry.changed_at,
        published=said.entry.published_at,
        categories=(value.measure.label,) if value.measure else (),
    )


def written(about: About, chunks: Iterable[Iterable[Item]]) -> Iterator[bytes]:
    yield _head(about).to_ical().removesuffix(_END)
    for chunk in chunks:
        yield b"".join(component(each, about).to_ical() for each in chunk)
    yield _END


def _text(words: str) -> "vText":
    from icalendar import vText

    return vText(_NO_LINE.sub(" ", words))


def _head(about: About) -> "Calendar":
    from icalendar import Calendar

    head = Calendar()
    head.add("version", "2.0")
    head.add("prodid", _text(f"-//{settings.SITE['name']}//Record//EN"))
    head.add("calscale", "GREGORIAN")
    said = "\n".join(f"{label}: {text}" for label, text in about.lines)
    for name in ("name", "x-wr-calname"):
        head.add(name, _text(about.heading_with_filters))
    for name in ("description", "x-wr-caldesc"):
        head.add(name, _text(said))
    head.add("uid", lasting(about.path))
    head.add("url", about.address)
    head.add("last-modified", about.changed)
    head.add("x-licence", _text(about.licence))
    head.add("x-revision", _text(str(about.revision.number)))
    return head


def component(item: Item, about: About) -> "Component":
    from icalendar import Event, Journal

    known = days(item.date, item.earliest, item.latest)
    found: Component = Event() if known else Journal()
    if known:
        first, last = known
        found.add("dtstart", first)
        if last < dates.LAST:
            found.add("dtend", last + DAY)  # the day after the last: RFC 5545, 3.6.1
        found.add("transp", "TRANSPARENT")
    changed = item.changed or about.changed
    found.add("uid", lasting(item.key))
    found.add("dtstamp", changed)
    found.add("last-modified", changed)
    if item.published:
        found.add("created", item.published)
    found.add("summary", _text(tidy(item.title)))
    said = [item.text, in_words(item.label, item.date), about.terms]
    found.add("description", _text("\n\n".join(filter(None, said))))
    found.add("url", absolute(item.path))
    if item.categories:
        found.add("categories", [tidy(each) for each in item.categories])
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
