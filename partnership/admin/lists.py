"""What the lists of entries show, filter and find."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html

from partnership.dates import parse
from partnership.models import Entry, Name, Statement
from partnership.queries import evidence
from partnership.text import to_slug
from partnership.vocabulary import CONFLICT_LABEL, CONFLICT_SYMBOL, Grade, Status

COLUMNS = ["title", "shown_type", "shown_date", "shown_status", "shown_grade", "edition", "changed"]


class WithoutCitation(admin.SimpleListFilter):
    title = "citations"
    parameter_name = "citations"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("missing", "A statement without one"), ("none", "No statement at all")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet | None:
        mine = Statement.objects.filter(entry=OuterRef("pk"))
        if self.value() == "missing":
            return queryset.filter(Exists(mine.filter(citations=None)))
        if self.value() == "none":
            return queryset.filter(~Exists(mine))
        return None


class Lacking(admin.SimpleListFilter):
    """The gaps of the evidence as the workplace counts them: over all that is not withdrawn."""

    title = "gap"
    parameter_name = "gap"
    gaps = evidence.OF_ENTRIES

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(word, gap.label) for word, gap in self.gaps.items()]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet | None:
        gap = self.gaps.get(self.value() or "")
        return evidence.lacking([gap], evidence.worked_on(queryset), evidence.for_editors()) if gap else None


class SourceLacking(Lacking):
    gaps = evidence.OF_SOURCES


class Held(admin.SimpleListFilter):
    title = "held"
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Held back, with a reason"), ("no", "Not held")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet | None:
        if self.value() == "yes":
            return queryset.exclude(hold_reason="")
        return queryset.filter(hold_reason="") if self.value() == "no" else None


FILTERS: list = [
    "status",
    "grade",
    "in_conflict",
    Lacking,
    WithoutCitation,
    Held,
    ("type", admin.RelatedOnlyFieldListFilter),
    ("topics", admin.RelatedOnlyFieldListFilter),
    ("country", admin.RelatedOnlyFieldListFilter),
]


def find_entries(queryset: models.QuerySet, text: str, *, in_statements: bool) -> models.QuerySet:
    """Entries that have every word in their title, address (which is folded: “isik” finds “Işık”) or a name."""
    for word in text.split():
        found: Combinable | Q = (
            Q(title__icontains=word)
            | Q(slug__contains=to_slug(word))
            | Exists(Name.objects.filter(entry=OuterRef("pk"), text__icontains=word))
        )
        if in_statements:
            found |= Exists(Statement.objects.filter(entry=OuterRef("pk"), text__icontains=word))
        queryset = queryset.filter(found)
    return queryset


class EntryColumns:
    """The columns that tell an editor where an entry stands."""

    @admin.display(description="type", ordering="type__label")
    def shown_type(self, entry: Entry) -> str:
        return entry.type.label if entry.type else "—"

    @admin.display(description="date", ordering="date_earliest")
    def shown_date(self, entry: Entry) -> str:
        return parse(entry.date).display or "—"

    @admin.display(description="status", ordering="status")
    def shown_status(self, entry: Entry) -> str:
        return status_mark(entry)

    @admin.display(description="evidence", ordering="grade")
    def shown_grade(self, entry: Entry) -> str:
        return grade_mark(entry)

    @admin.display(description="changed", ordering="changed_at")
    def changed(self, entry: Entry) -> str:
        return date_format(entry.changed_at, "j M Y") if entry.changed_at else "—"


def status_mark(entry: Entry) -> str:
    held = " · held" if entry.hold_reason else ""
    return format_html('<span class="status status-{}">{}{}</span>', entry.status, Status(entry.status).label, held)


def grade_mark(entry: Entry) -> str:
    grade = Grade(entry.grade)
    conflict = f" {CONFLICT_SYMBOL} {CONFLICT_LABEL.lower()}" if entry.in_conflict else ""
    return format_html('<span class="grade grade-{}">{} {}{}</span>', grade, grade.symbol, grade.label, conflict)


def told_apart(entry: Entry) -> str:
    """A title with what tells it from another of the same name."""
    return " · ".join(filter(None, [entry.title, entry.get_kind_display().lower(), parse(entry.date).display]))
