from django.utils import timezone

from partnership.documents.cited import references
from partnership.models import Edition, Load, User
from partnership.records import Row, form_of, record


def append(row: Row, *, by: User | None, reason: str, load: Load | None) -> Edition | None:
    """Adds the edition that the row has now become; none when its record is what it was before."""
    form, plain = form_of(row), record(row)
    last = Edition.objects.filter(**{form: row.pk, "number": row.edition}).first() if row.edition else None
    if last and last.record == plain:
        return None
    now = timezone.now()
    edition = Edition(
        **{f"{form}_id": row.pk},
        number=row.edition + 1,
        made_at=now,
        by=by,
        load=load,
        why=reason.strip() or ("Changed" if last else "Created"),
        status=plain.get("status", ""),
        record=plain,
        previous=last.sha256 if last else "",
    )
    edition.sha256 = edition.computed_sha256()
    edition.save(force_insert=True)
    row.edition = edition.number
    changed: dict = {"edition": edition.number}
    if hasattr(row, "changed_at"):
        row.changed_at = changed["changed_at"] = now
    if hasattr(row, "cited_as"):
        row.cited_as = changed["cited_as"] = references(row)
    type(row)._default_manager.filter(pk=row.pk).update(**changed)
    return edition


def edited(row: Row) -> Edition | None:
    """The present edition where somebody made it since the row was loaded; none where a load did."""
    last = Edition.objects.filter(**{form_of(row): row.pk, "number": row.edition}).select_related("by").first()
    return last if last and last.load_id is None else None
