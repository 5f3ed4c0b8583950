"""The state of the evidence: what there is, how good it is, what it lacks."""

from django.core.cache import cache

from partnership.documents.brief import Document, absolute, as_json, brief, licence
from partnership.models import Edition
from partnership.queries import evidence, reports
from partnership.queries.evidence import OF_ENTRIES, OF_SOURCES, Gap
from partnership.queries.reports import Report
from partnership.vocabulary import Grade

# What is counted inside the entries or sources that have a gap: one of it, several.
_PARTS = {
    "unsourced-field": ("value", "values"),
    "single-source": ("sentence", "sentences"),
    "weak-source": ("sentence", "sentences"),
    "undated-claim": ("sentence", "sentences"),
    "untaken-part": ("part", "parts"),
}


_KEPT = 600  # seconds: two who write at once could each hide the other's edition from editors


def public_report() -> Document:
    return report_document(reports.public_report(evidence.Asked(evidence.today())))


def editors_report() -> Document:
    """As of the last edition. Counting takes long where there is much, so it is kept until something is written."""
    asked = evidence.for_editors()
    last = Edition.objects.order_by("-pk").values_list("pk", "made_at").first()
    name = f"evidence-{asked.today}-{last[0]}-{last[1].timestamp()}" if last else None
    found = cache.get(name) if name else None
    if found is None:
        found = report_document(reports.editors_report(asked))
        if name:
            cache.set(name, found, _KEPT)
    return found


def report_document(report: Report) -> Document:
    url = "/evidence/"
    return {
        "url": url,
        "on": report.asked.today.isoformat(),
        "entries": report.entries,
        "statements": report.statements,
        "sources": report.sources,
        "grades": [
            {
                "grade": grade.value,
                "label": grade.label,
                "entries": report.grades.get(grade, 0),
                "entries_share": _share(report.grades.get(grade, 0), report.entries),
                "statements": report.statement_grades.get(grade, 0),
                "statements_share": _share(report.statement_grades.get(grade, 0), report.statements),
                "url": f"/entries/?evidence={grade.value}",
            }
            for grade in Grade
            if grade != Grade.UNSOURCED or report.grades.get(grade) or report.statement_grades.get(grade)
        ],
        "gaps": [
            *(_gap(gap, "entries", report.of_entries[word], report) for word, gap in OF_ENTRIES.items()),
            *(_gap(gap, "sources", report.of_sources[word], report) for word, gap in OF_SOURCES.items()),
        ],
        "unsourced": [brief(each) | {"values": each.unsourced_fields} for each in report.unsourced],
        "licence": licence(),
        "links": {"self": absolute(url), "json": absolute(as_json(url))},
    }


def _gap(gap: Gap, of: str, count: int, report: Report) -> Document:
    inside = report.parts.get(gap.word)
    one, several = _PARTS.get(gap.word, ("", ""))
    return {
        "gap": gap.word,
        "of": of,
        "label": gap.label,
        "rule": gap.rule,
        "symbol": gap.symbol,
        "count": count,
        "total": report.entries if of == "entries" else report.sources,
        "inside": None if inside is None else {"count": inside, "word": one if inside == 1 else several},
        "url": f"/{of}/?{gap.query}",
    }


def _share(count: int, total: int) -> int:
    """In whole percent, rounded down, so that 100 means all."""
    return count * 100 // total if total else 0
