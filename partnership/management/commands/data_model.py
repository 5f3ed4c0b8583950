from django.apps import apps

from partnership.documents.codebook import columns, notes_of, type_of
from partnership.management.pages import PageCommand

_HEAD = """# The data model

Made by `manage.py data_model` from the models; do not edit. Each box is a table; a line from A to B with a name is a
reference that A keeps to B. Arrows of inheritance: an event, agreement, institution, person or system is an entry.
What the columns mean is said in the docstrings of `partnership/models/` and in [the codebook](codebook.md); what must
hold is listed below each model.
"""


class Command(PageCommand):
    help = "Draws the models as a diagram (Mermaid in Markdown), with the rules that the database holds."

    def text(self, **options):
        return "\n".join(describe()) + "\n"


def describe() -> list[str]:
    """The lines of the page: one diagram, then each model with its columns and named constraints."""
    listed = sorted(apps.get_app_config("partnership").get_models(), key=lambda model: model.__name__)
    lines = [_HEAD, "```mermaid", "erDiagram"]
    for model in listed:
        for field in columns(model):
            if not field.is_relation or field.related_model not in listed:
                continue
            other, name = field.related_model.__name__, model.__name__
            if getattr(field.remote_field, "parent_link", False):
                lines.append(f'    {other} ||--o| {name} : "is a"')
            elif field.many_to_many:
                lines.append(f'    {name} }}o--o{{ {other} : "{field.name}"')
            else:
                end = "o|" if field.null else "||"
                lines.append(f'    {name} }}o--{end} {other} : "{field.name}"')
    lines.append("```")
    for model in listed:
        lines += [
            "",
            f"## {model.__name__}",
            "",
            (model.__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " "),
            "",
        ]
        lines += ["| column | type | notes |", "|---|---|---|"]
        for field in columns(model):
            notes = notes_of(field).replace("|", "\\|")
            lines.append(f"| `{field.name}` | {type_of(field)} | {notes} |")
        if model._meta.constraints:
            names = ", ".join(f"`{constraint.name}`" for constraint in model._meta.constraints)
            lines += ["", f"The database holds: {names}."]
    return lines
