"""How values and forms come into a page: as the libraries would write them, in less time."""

import pytest
from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminURLFieldWidget
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from partnership.templating import OfDocuments
from partnership.templating.forms import Widgets

TEXT = st.text(max_size=20) | st.sampled_from(["<b>", "a & b", '"it\'s"', "۱۲"])


@given(value=TEXT | TEXT.map(Markup) | st.integers() | st.booleans() | st.none() | st.floats() | st.lists(TEXT))
def test_a_value_is_written_as_it_would_be_escaped(value):
    written = OfDocuments(autoescape=True).from_string("{{ value }}|{{ value }}").render(value=value)
    assert written == f"{escape(value)}|{escape(value)}"


@pytest.mark.parametrize(
    ("letter", "escaped"), {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}.items()
)
def test_what_means_something_in_html_is_escaped_though_it_stands_alone(letter, escaped):
    assert OfDocuments(autoescape=True).from_string("{{ value }}").render(value=f"a{letter}b") == f"a{escaped}b"


class Form(forms.Form):
    """One field for each widget that the admin of an entry has."""

    text = forms.CharField(help_text="Said <b>so</b>")
    long = forms.CharField(widget=AdminTextareaWidget)
    address = forms.URLField(widget=AdminURLFieldWidget, required=False, assume_scheme="https")
    number = forms.IntegerField()
    chosen = forms.ChoiceField(choices=[("", "—"), ("Group", [("a&b", "A & B"), ("c", "C")])])
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)
    yes = forms.BooleanField(required=False)
    hidden = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"text": "<b>", "long": "a\n<&", "address": "https://a.org/?b&c", "number": "x", "chosen": "c", "hidden": '"'},
    ],
)
def test_a_form_is_what_django_writes_in_its_own_language(data):
    ours, theirs = (Form(data, renderer=each()) for each in (Widgets, DjangoTemplates))
    assert parse_html(ours.as_div()) == parse_html(theirs.as_div())
    assert parse_html(ours.as_p()) == parse_html(theirs.as_p())
    assert ('<option value="c" selected' in ours.as_p()) is bool(data)
