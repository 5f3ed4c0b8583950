"""Column types shared by several models."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.base import ModelState

from partnership.dates import HELP, BadDate, parse
from partnership.text import new_key


def check_edtf(text: str) -> None:
    """Raises ValidationError with the parser's own sentence."""
    try:
        parse(text)
    except BadDate as error:
        raise ValidationError(str(error), code="edtf") from error


class EdtfField(models.CharField):
    """A date as its source knows it, in EDTF; empty means that no date is known."""

    default_validators = [check_edtf]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("help_text", HELP)
        super().__init__(*args, **kwargs)


class KeyField(models.CharField):
    """The short random name under which a row is cited for ever. Uniqueness is a named constraint of each model."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 16)
        kwargs.setdefault("default", new_key)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)


class NaturalKeyMixin:
    """Finds a row by the names that fixtures use for it (`natural`: lookups, in order)."""

    model: Any
    get: Any

    def get_by_natural_key(self, *values):
        return self.get(**dict(zip(self.model.natural, values, strict=True)))


class NaturalManager(NaturalKeyMixin, models.Manager):
    pass


class Natural(models.Model):
    """A row that fixtures name by words, never by number: `natural` lists the lookups that make the name."""

    natural: tuple[str, ...] = ()

    objects = NaturalManager()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):  # type: ignore[override]  # the stubs are of a newer Django
        """As Django's own, which sets one field after the other and tells every listener: of an entry's page a tenth.

        Nobody listens here, and no field of ours does more than keep its value. Columns that were left out are read
        when they are asked for, as ever.
        """
        row = cls.__new__(cls)
        row.__dict__.update(zip(field_names, values, strict=True))
        row._state = ModelState()
        row._state.adding = False
        row._state.db = db
        return row

    def along(self, name: str) -> Any:
        """As `.all()` of a relation. Where its rows were read along with this one, without the manager that Django
        makes each time to find them: of statements a page looks at them thirty times, which took a fiftieth of it."""
        found = self.__dict__.get("_prefetched_objects_cache", {}).get(name)
        return getattr(self, name).all() if found is None else found

    def natural_key(self) -> tuple:
        found = []
        for lookup in self.natural:
            value = self
            for step in lookup.split("__"):
                value = getattr(value, step)
            found.append(value)
        return tuple(found)


def one_of(name: str, choices: type[models.TextChoices], column: str | None = None) -> models.CheckConstraint:
    """The database, too, knows which words a column may hold."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{column or name.split('_')[-1]}__in": choices.values}), name=f"{name}_known"
    )


def exactly_one(name: str, *columns: str) -> models.CheckConstraint:
    """Of these references one is set, and only one."""
    condition = models.Q()
    for chosen in columns:
        condition |= models.Q(**{f"{column}__isnull": column != chosen for column in columns})
    return models.CheckConstraint(condition=condition, name=name)
