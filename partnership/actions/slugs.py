from collections.abc import Callable

from partnership.actions.problems import Problem
from partnership.models import Entry, Redirect, Source
from partnership.records import Row
from partnership.text import to_slug

# Pages of the site stand at these addresses, below the list of a kind.
RESERVED = frozenset({"tracker"})


def _free(title: str, taken: Callable[[str], bool]) -> str:
    """The title as an address, with a number after it where that is taken."""
    base = slug = to_slug(title)
    number = 1
    while taken(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug


def settle_source_slug(record: dict, row: Row | None, of: int) -> list[Problem]:
    """Fills in an empty slug of a new source, and refuses another's; it never changes, as sources have no redirects."""
    pk = row.pk if row else None

    def taken(slug: str) -> bool:
        return Source.objects.filter(slug=slug).exclude(pk=pk).exists()

    if row and record["slug"] != row.slug:
        return [Problem("slug", f"Its address is “{row.slug}” and stays so: others may have cited it.", of)]
    if not record["slug"]:
        record["slug"] = _free(record["title"], taken)
    elif taken(record["slug"]):
        return [Problem("slug", f"“{record['slug']}” is the address of another source.", of)]
    return []


def _taken(slug: str, pk: int | None) -> bool:
    return (
        slug in RESERVED
        or Entry.objects.filter(slug=slug).exclude(pk=pk).exists()
        or Redirect.objects.filter(slug=slug).exclude(entry_id=pk).exists()
    )


def settle_slug(record: dict, row: Row | None, of: int) -> list[Problem]:
    """Fills in an empty slug, refuses one that leads elsewhere, and keeps a redirect from the one before.

    An address that once led to an entry leads to it for ever: no other entry may take it.
    """
    pk = row.pk if row else None
    if record["slug"]:
        if _taken(record["slug"], pk):
            return [Problem("slug", f"“{record['slug']}” is, or was, the address of another entry.", of)]
    else:
        record["slug"] = _free(record["title"], lambda slug: _taken(slug, pk))
    old = {each["slug"] for each in record["redirects"]}
    if isinstance(row, Entry):
        old |= {row.slug, *row.redirects.values_list("slug", flat=True)}
    old.discard(record["slug"])
    record["redirects"] = [{"slug": slug} for slug in sorted(old)]
    if clash := [slug for slug in old if _taken(slug, pk)]:
        return [Problem("redirects", f"“{clash[0]}” is, or was, the address of another entry.", of)]
    return []
