from django.core.management.base import CommandError

from partnership.management.pages import PageCommand
from partnership.models import Citation, Source
from partnership.vocabulary import Status, Voice


class Command(PageCommand):
    help = "Lists, part by part of a source, the entries and statements that were taken from it (Markdown)."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="The source's slug.")
        super().add_arguments(parser)

    def text(self, slug, **options):
        source = Source.objects.filter(slug=slug).first()
        if source is None:
            raise CommandError(f"No source has the slug “{slug}”.")
        return "\n".join(coverage(source)) + "\n"


def coverage(source: Source) -> list[str]:
    """The lines of the table; parts from which nothing was taken say so."""
    cited = (
        Citation.objects.filter(source=source, statement__entry__status=Status.PUBLISHED)
        .select_related("statement__entry", "part")
        .order_by("statement__entry__title", "statement__position", "id")
    )
    of_part: dict[str, list[Citation]] = {}
    for citation in cited:
        of_part.setdefault(citation.part.label if citation.part else "", []).append(citation)
    labels = [part.label for part in source.parts.all()]
    entries = {citation.statement.entry_id for citation in cited}
    lines = [
        f"# What was taken from “{source.title}”",
        "",
        f"Made by `manage.py source_coverage {source.slug}`; do not edit.",
        f"{len(cited)} citations in {len({each.statement_id for each in cited})} statements of {len(entries)} entries.",
        "",
        "| part | entries | statements |",
        "|---|--:|--:|",
    ]
    for label in labels:
        found = of_part.get(label, [])
        entries, statements = ({each.statement.entry_id for each in found}, {each.statement_id for each in found})
        lines.append(f"| {label} | {len(entries)} | {len(statements)} |")
    for label in [*labels, *({""} & set(of_part))]:
        lines += ["", f"## {label or 'Without a part'}", ""]
        if label not in of_part:
            lines.append("Nothing was taken from it.")
            continue
        lines += ["| entry | statement | voice | linked words | what it says |", "|---|---|---|---|---|"]
        for citation in of_part[label]:
            statement = citation.statement
            cells = (
                f"{statement.entry.title}",
                f"`{statement.key}`",
                Voice(statement.voice).label.lower(),
                citation.anchor,
                statement.text,
            )
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return lines
