"""Fields and widgets in which editors type what a record keeps."""

from typing import Any

from django import forms

from partnership.vocabulary import Kind


class EdtfInput(forms.TextInput):
    """A line for a date; a script may show beside it how the date will read."""

    def __init__(self, attrs: dict | None = None):
        super().__init__({"class": "edtf", "placeholder": "2003-06", "autocomplete": "off", **(attrs or {})})


class AuthorsField(forms.CharField):
    """Authors as CSL names, one a line: `Family, Given`, or an organisation without a comma."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("help_text", "One a line: Family, Given. An organisation is written without a comma.")
        for name in ("encoder", "decoder"):
            kwargs.pop(name, None)
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        return "\n".join(map(_line, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [_author(line) for line in (super().to_python(value) or "").splitlines() if line.strip(" ,")]

    def has_changed(self, initial: object, data: object) -> bool:
        return self.to_python(data) != (initial or [])


def _line(author: dict) -> str:
    if "literal" in author:
        return author["literal"]
    return ", ".join([author.get("family", ""), author.get("given", "")])


def _author(line: str) -> dict:
    family, comma, given = (part.strip() for part in line.partition(","))
    if not comma:
        return {"literal": family}
    return {"family": family, "given": given} if given else {"family": family}


class KindsField(forms.MultipleChoiceField):
    """Kinds of entry, as a list; none ticked means any."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any):
        for name in ("encoder", "decoder", "max_length"):
            kwargs.pop(name, None)
        super().__init__(choices=Kind.choices, **kwargs)


class ReasonForm(forms.Form):
    """Why a step is taken: kept with the edition that it makes."""

    reason = forms.CharField(label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
