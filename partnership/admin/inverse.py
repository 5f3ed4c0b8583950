"""Relations edited from the object's form: each is written into the record of its subject."""

from collections import defaultdict

from django.forms import BaseInlineFormSet, ModelForm

from partnership import actions
from partnership.admin.base import Refusal
from partnership.admin.forms import stale_message
from partnership.admin.record_forms import row_of
from partnership.models import Entry, User
from partnership.records import FORMS, for_record, record

_RELATION = FORMS["entry"].children["relations"]


def save_inverse(formset: BaseInlineFormSet, *, by: User, reason: str) -> None:
    """Writes the rows that were changed, one edition a subject. Raises Refusal."""
    changed: dict[int, list[ModelForm]] = defaultdict(list)
    for form in formset.forms:
        if form.has_changed() and (form.instance.pk or not form.cleaned_data.get("DELETE")):
            changed[form.cleaned_data["subject"].pk].append(form)
    for subject in for_record(Entry.objects.filter(pk__in=changed)):
        _save(subject, changed[subject.pk], by, reason)


def _save(subject: Entry, forms: list[ModelForm], by: User, reason: str) -> None:
    item = record(subject)
    rows = {row["key"]: row for row in item["relations"]}
    for form in forms:
        if form.cleaned_data.get("DELETE"):
            rows.pop(form.instance.key, None)
        else:
            rows[form.instance.key] = row_of(form, _RELATION.columns)
    item["relations"] = list(rows.values())
    seen = [form.cleaned_data.get("seen") or 0 for form in forms if form.instance.pk]
    try:
        actions.apply(item, by=by, reason=reason, expected=min(seen, default=None))
    except actions.Stale as stale:
        message = f"{subject}: {stale_message(stale.current)}"
        raise Refusal({form.prefix: [(None, message)] for form in forms}) from stale
    except actions.Invalid as invalid:
        raise Refusal(_complaints(subject, list(rows), forms, invalid)) from invalid


def _complaints(subject: Entry, keys: list[str], forms: list[ModelForm], invalid: actions.Invalid) -> dict:
    kept = [form for form in forms if form.instance.key in keys]
    prefixes = {f"relations[{keys.index(form.instance.key)}]": form.prefix for form in kept}
    found: dict = defaultdict(list)
    for problem in invalid.problems:
        path, _, name = problem.path.partition(".")
        if path in prefixes:
            found[prefixes[path]].append((name or None, problem.message))
        else:
            found[forms[0].prefix].append((None, f"{subject}: {problem.message}"))
    return dict(found)
