"""Which public figures each value of a filter holds: by what they are, by their sentence, and by its entry."""

from partnership import dates
from partnership.models import Citation, Term
from partnership.queries import figures
from partnership.queries.facets import entries
from partnership.queries.facets.counting import Holdings, by_value, in_decades, named


def read(of_entries: Holdings) -> Holdings:
    """`of_entries`: the facets of the entries, which a figure takes over from the one that it stands in."""
    columns = ("pk", "measure_id", "as_of", "statement_id", "statement__entry_id", "statement__grade")
    rows = list(figures.public().order_by().values_list(*columns))
    of_entry = by_value((entry, pk) for pk, _, _, _, entry, _ in rows)
    of_statement = by_value((statement, pk) for pk, _, _, statement, *_ in rows)
    spans = {pk: dates.parse(as_of) for pk, _, as_of, *_ in rows}
    years = {pk: (span.earliest.year, span.latest.year) for pk, span in spans.items() if span.earliest and span.latest}
    measures = Term.objects.filter(scheme="measure").order_by("order", "label").values_list("pk", "code", "label")
    about = entries.joined() | {(pk, pk) for pk, _, _ in entries.institutions()}
    citations = Citation.objects.filter(statement__in=figures.public().order_by().values("statement")).order_by()
    cited = citations.values_list("source_id", "statement_id").distinct()
    carried = {name: of_entries.facets[name].carried(of_entry) for name in ("kind", "type", "topic", "place")}
    return Holdings(
        {
            "measure": named(((measure, pk) for pk, measure, *_ in rows), measures),
            **carried,
            "decade": in_decades(years, spans),
            "institution": named(about, entries.institutions()).carried(of_entry),
            "source": named(cited, entries.sources()).carried(of_statement),
            "evidence": entries.graded(by_value((grade, pk) for pk, *_, grade in rows)),
        },
        years,
    )
