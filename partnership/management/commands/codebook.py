from collections.abc import Iterator

from partnership.documents.codebook import from_code
from partnership.management.pages import PageCommand

_HEAD = """# The codebook

Made by `manage.py codebook` from `partnership/vocabulary.py` and `partnership/meanings.py`; do not edit. It holds what
a release fixes. Terms and places are content: they stand on the site's own page, `/about/codebook/`, with all that is
here. Tables and columns are in [the data model](data-model.md).
"""


class Command(PageCommand):
    help = "Writes the codebook: every field, every fixed word and every term of linked data with its meaning."

    def text(self, **options):
        return "\n".join(written()) + "\n"


def written() -> Iterator[str]:
    """The lines of the page."""
    found = from_code()
    yield _HEAD
    yield "## Fields of an entry"
    yield "\nA *key fact* shows as “no source” where nothing is recorded. *Several* values are no contradiction."
    for kind in found["kinds"]:
        yield f"\n### {kind['label']}\n"
        yield "| field | label | form | | meaning | in linked data |\n|---|---|---|---|---|---|"
        for each in kind["fields"]:
            form = f"{each['form']}: {each['scheme']}" if each["scheme"] else each["form"]
            marks = ", ".join(word for word in ("key fact", "several") if each[_MARKS[word]])
            yield f"| `{each['name']}` | {each['label']} | {form} | {marks} | {each['meaning']} | `{each['linked']}` |"
    yield "\n## Fixed words"
    for group in found["words"]:
        yield f"\n### {group['label']}\n\n{group['definition']}\n"
        yield "| code | label | meaning |\n|---|---|---|"
        for each in group["words"]:
            yield f"| `{each['code']}` | {each['label']} | {each['definition']} |"
    yield "\n## Terms of linked data\n"
    yield "Under the prefix `record:`, for what schema.org, PROV-O and SKOS have no term for.\n"
    yield "| term | label | meaning | a special case of |\n|---|---|---|---|"
    for each in found["own_terms"]:
        above = f"`{each['above']}`" if each["above"] else ""
        yield f"| `record:{each['name']}` | {each['label']} | {each['comment']} | {above} |"


_MARKS = {"key fact": "key_fact", "several": "many"}
