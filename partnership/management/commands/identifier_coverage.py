from django.core.management.base import CommandError
from django.db.models import Count

from partnership.management.pages import PageCommand
from partnership.models import Entry, Identifier
from partnership.queries.entries import for_document
from partnership.queries.rivals import rivals
from partnership.vocabulary import Kind, Status, fields


class Command(PageCommand):
    help = "Lists what became of each item of a collection, by the identifiers that entries have there (Markdown)."

    def add_arguments(self, parser):
        parser.add_argument("scheme", help="The scheme of the identifiers.")
        super().add_arguments(parser)

    def text(self, scheme, **options):
        lines = coverage(scheme)
        if not lines:
            raise CommandError(f"No entry has an identifier of the scheme “{scheme}”.")
        return "\n".join(lines) + "\n"


def coverage(scheme: str) -> list[str]:
    """The lines of the table, in the order of the identifiers."""
    found = list(Identifier.objects.filter(scheme=scheme, entry__isnull=False).order_by("value"))
    if not found:
        return []
    listed = for_document(Entry.objects.filter(identifiers__in=found).distinct())
    entries = {
        entry.pk: entry for entry in listed.annotate(cited=Count("statements__citations__source", distinct=True))
    }
    lines = [
        f"# What became of the items of “{scheme}”",
        "",
        f"Made by `manage.py identifier_coverage {scheme}`; do not edit.",
        f"{len(found)} items in {len(entries)} entries.",
        "",
        "| item | entry | kind | state | statements | sources | given differently |",
        "|---|---|---|---|--:|--:|---|",
    ]
    for each in found:
        entry = entries[each.entry_id or 0]
        state = Status(entry.status).label.lower()
        differ = [
            fields(entry.kind)[rival.field].label if rival.field else str(rival.measure)
            for rival in rivals(entry.statements.all())
        ]
        cells = (
            each.value,
            f"{entry.title} (`{entry.slug}`)",
            Kind(entry.kind).label.lower(),
            f"{state}: {entry.hold_reason}" if entry.hold_reason else state,
            str(len(entry.statements.all())),
            str(entry.cited),
            ", ".join(dict.fromkeys(differ)),
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return lines
