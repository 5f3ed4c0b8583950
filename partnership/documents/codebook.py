"""The codebook: every field, word, term, place and column, from the models, the vocabulary and the database."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from partnership.documents.brief import Document, absolute, as_form, licence
from partnership.documents.values import number
from partnership.meanings import FIXED, FORMS, OWN_TERMS, linked_field, meaning
from partnership.models import KIND_MODELS, Edition, Load, Place, Redirect, Term, User
from partnership.records import FORMS as RECORD_FORMS
from partnership.records import Form
from partnership.vocabulary import SCHEMES, Kind, Precision, fields, own_fields

URL = "/about/codebook/"
# What keeps the record, and is not part of what it says.
_KEEPING = (Edition, Load, Redirect, User)


def codebook(terms: Iterable[Term], places: Iterable[Place]) -> Document:
    """`terms` with what is broader, in their order; `places` with what they lie in."""
    return from_code() | {
        "schemes": schemes(terms),
        "places": [place_entry(each) for each in places],
        "licence": licence(),
        "url": URL,
        "links": {"self": absolute(URL)} | {form: absolute(as_form(URL, form)) for form in ("json", "jsonld", "ttl")},
    }


def from_code() -> Document:
    """What a new release may change, and no editor."""
    return {
        "kinds": [_kind(each) for each in Kind],
        "words": [
            {
                "code": fixed.code,
                "label": fixed.label,
                "definition": fixed.definition,
                "words": [
                    {
                        "anchor": f"{fixed.code}-{code}",
                        "code": code,
                        "label": str(label),
                        "definition": fixed.meanings[fixed.choices(code)],
                    }
                    for code, label in fixed.choices.choices
                ],
            }
            for fixed in FIXED
        ],
        "own_terms": [
            {
                "name": each.name,
                "label": each.label,
                "comment": each.comment,
                "above": each.above,
                "class": each.is_class,
            }
            for each in OWN_TERMS
        ],
        "tables": [_table(each) for each in tables()],
    }


def _kind(kind: Kind) -> Document:
    return {
        "code": kind.value,
        "label": kind.label,
        "url": f"/{kind.plural}/",
        "fields": [
            {
                "anchor": f"field-{kind}-{field.name}",
                "name": field.name,
                "label": field.label,
                "form": field.form,
                "form_label": FORMS[field.form],
                "scheme": field.scheme,
                "scheme_label": SCHEMES.get(field.scheme, ""),
                "many": field.many,
                "key_fact": field.key_fact,
                "meaning": meaning(kind, field.name),
                "linked": linked_field(kind, field.name),
            }
            for field in fields(kind).values()
        ],
    }


def schemes(terms: Iterable[Term]) -> list[Document]:
    found: dict[str, list[Document]] = {code: [] for code in SCHEMES}
    for each in terms:
        found[each.scheme].append(term_entry(each))
    return [{"code": code, "label": SCHEMES[code], "terms": listed} for code, listed in found.items()]


def term_entry(term: Term) -> Document:
    """`own` is no vocabulary to name: where a term comes from is said where it comes from elsewhere."""
    broader = term.broader
    kinds = {"subject": term.subject_kinds, "object": term.object_kinds}
    return {
        "scheme": term.scheme,
        "anchor": f"{term.scheme}-{term.code}",
        "code": term.code,
        "label": term.label,
        "inverse_label": term.inverse_label,
        "definition": term.definition,
        "broader": {"code": broader.code, "label": broader.label, "anchor": f"{broader.scheme}-{broader.code}"}
        if broader
        else None,
        "origin": "" if term.origin == "own" else term.origin,
        "url": f"/topics/{term.code}/" if term.scheme == "topic" else None,
        "principal": term.principal,
        "joins": kinds if term.scheme == "role" else None,
    }


def place_entry(place: Place) -> Document:
    return {
        "anchor": f"place-{place.code}",
        "code": place.code,
        "name": place.name,
        "within": {"code": place.within.code, "name": place.within.name} if place.within else None,
        "precision": place.precision,
        "precision_label": Precision(place.precision).label,
        "latitude": number(place.latitude),
        "longitude": number(place.longitude),
    }


def tables() -> list[type[models.Model]]:
    """The models whose rows the record consists of."""
    listed = apps.get_app_config("partnership").get_models()
    return sorted((each for each in listed if each not in _KEEPING), key=lambda each: each.__name__)


def _table(model: type[models.Model]) -> Document:
    recorded = {
        column.name
        for form in _forms(RECORD_FORMS.values())
        if issubclass(model, form.model)
        for column in form.columns
    }
    recorded |= {field.name for kind in Kind if KIND_MODELS[kind] is model for field in own_fields(kind)}
    return {
        "name": model.__name__,
        "definition": said_of(model),
        "columns": [
            {
                "anchor": f"column-{model.__name__}-{field.name}",
                "name": field.name,
                "type": type_of(field),
                "notes": notes_of(field),
                "recorded": field.name in recorded,
            }
            for field in columns(model)
            if not field.primary_key
        ],
    }


def _forms(forms: Iterable[Form]) -> Iterator[Form]:
    for form in forms:
        yield form
        yield from _forms(form.children.values())


def said_of(model: type[models.Model]) -> list[str]:
    """The paragraphs of the docstring; Django's own makeshift for a model without one says nothing."""
    text = (model.__doc__ or "").strip()
    return [] if text.startswith(f"{model.__name__}(") else [" ".join(each.split()) for each in text.split("\n\n")]


def columns(model: type[models.Model]) -> list[models.Field]:
    return [*model._meta.local_fields, *model._meta.local_many_to_many]


def type_of(field: Any) -> str:
    if field.is_relation:
        return f"{'many' if field.many_to_many else 'one'} {field.related_model.__name__}"
    return (
        field.get_internal_type().removesuffix("Field")
        if type(field).__module__.startswith("django")
        else (type(field).__name__.removesuffix("Field").upper())
    )


def notes_of(field: models.Field) -> str:
    notes = [str(field.help_text)] if field.help_text else []
    if field.choices:
        notes.append("one of " + ", ".join(str(code) for code, _ in field.flatchoices))
    if not field.editable and not field.auto_created:
        notes.append("set by the writes")
    return "; ".join(notes)
