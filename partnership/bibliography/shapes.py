"""References in three styles from items of CSL-JSON, at the price of one run of citeproc per shape of item.

Citeproc takes 5 to 20 ms an item and style, and looks at which variables an item has far more than at what they say.
So it is run on an item of the same shape whose words are tokens; in what comes back the tokens give way to the words,
in the case and shortened as the style did it to the tokens. A test holds that this equals citeproc's own answer.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from partnership import dates
from partnership.bibliography import styles
from partnership.bibliography.styles import CASES, CLOSE, OPEN
from partnership.text import canonical

Item = dict[str, Any]

# What is put in when a reference is shown: the address, the name of this site, and the words that lead to a part.
ADDRESS, SITE, PART = "<x-address>", "<x-site>", "<x-part>"

_WORDS = ("title", "container-title", "publisher", "URL")
_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")
_CASES = {mark: case for case, mark in CASES.items()}
_TOKEN = re.compile(f"{OPEN}(.)([^{CLOSE}]*){CLOSE}([.,;:!?]?)")
# Years, days and months that stand for those of the item: no calendar has them all, no style writes them of its own.
_STAND_INS = {"issued": (8601, 9, 57), "accessed": (8602, 10, 58)}
_LONG, _SHORT = "\ue300", "\ue301"  # how a month is written
_PUNCTUATION = [
    (re.compile(pattern), better)
    for pattern, better in (
        (rf"([.?!])((?:{PART})?”)\.", r"\1\2"),
        (r"”([.,])", r"\1”"),
        (rf"([.?!])((?:{PART})?</i>)\.", r"\1\2"),
        (r"([?!])\.(?=\s|$)", r"\1"),
        (r"(?<=”) In\.(?= )", ""),  # Chicago: the work in which it stands was named before, in place of an author
        (r"\bRetrieved (?=http|<)", ""),  # APA: from where, but nobody knows when
    )
]


class Marked(str):
    """Words that are HTML already: one of the marks above."""


class Extensible(str):
    """A title that may be asked for with the words for one of its parts: they have their place after it."""


def references(item: Mapping[str, Any]) -> dict[str, str]:
    """The item in every style, by its name; HTML in which only <i> and the marks above are tags."""
    plain = _plain(item)
    shape, values = _shape(plain)
    return {name: _filled(name, template, values) for name, template in _templates(shape).items()}


def by_citeproc(item: Mapping[str, Any]) -> dict[str, str]:
    """The same without the short way; marks in it would be taken for words."""
    plain = _plain(item)
    for name in _WORDS:
        if name in plain:
            plain[name] = styles.protected(plain[name])
    plain["author"] = [{part: styles.protected(text) for part, text in each.items()} for each in plain["author"]]
    for name in _STAND_INS:
        if "literal" in plain.get(name, {}):
            plain[name] = {"literal": styles.protected(plain[name]["literal"])}
    return {name: _polished(styles.readable(_written(name, plain))) for name in styles.STYLES}


def _plain(item: Mapping[str, Any]) -> Item:
    """What the three styles look at; dates that citeproc-py stumbles over become words."""
    found: Item = {"id": "item", "type": item["type"], "language": "en" if _english(item) else "und"}
    found |= {name: item[name] for name in _WORDS if item.get(name)}
    if item.get("DOI"):  # as an address: a DOI without a volume makes Chicago say "ahead of print", which nobody knows
        found["URL"] = f"https://doi.org/{item['DOI']}"
    names = (_name(each) for each in item.get("author", ()))
    found["author"] = [name for name in names if name]
    for name in _STAND_INS:
        if item.get(name):
            found[name] = _date(item[name])
    return found


def _english(item: Mapping[str, Any]) -> bool:
    return str(item.get("language", "")).split("-")[0] == "en"


def _name(author: Mapping[str, str]) -> dict[str, str]:
    if author.get("literal"):
        return {"literal": author["literal"]}
    return {part: author[part] for part in _NAME_PARTS if author.get(part)}


def _date(date: Mapping[str, Any]) -> Item:
    parts = date.get("date-parts", [])
    if len(parts) == 1 and parts[0][0] >= 1000:
        return dict(date)
    if not parts:
        return {"literal": date["literal"]}
    edtf = "/".join("-".join(f"{number:0{2 if place else 4}}" for place, number in enumerate(each)) for each in parts)
    return {"literal": dates.parse(edtf).display}


class _Values(list[str]):
    def token(self, value: str) -> str:
        self.append(value)
        return _token(len(self) - 1)


def _token(place: int, note: str = "") -> str:
    return f"{OPEN}{chr(0xE100 + place)}{note}{CLOSE}"


def _shape(plain: Item) -> tuple[str, _Values]:
    """The item with tokens for its words, spelled so that equal shapes are equal; and the words, in order."""
    values = _Values()
    shape = dict(plain)
    for name in _WORDS:
        if name in shape:
            shape[name] = values.token(shape[name])
    shape["author"] = [{part: values.token(text) for part, text in each.items()} for each in plain["author"]]
    for name, stand_ins in _STAND_INS.items():
        date = plain.get(name, {})
        if "literal" in date:
            shape[name] = {"literal": values.token(date["literal"])}
        elif date:
            [numbers] = date["date-parts"]
            shape[name] = date | {"date-parts": [stand_ins[: len(numbers)]]}
            shape[f"{name} at"] = len(values)
            values += map(str, numbers)
    return canonical(shape), values


@lru_cache(maxsize=2048)
def _templates(shape: str) -> dict[str, str]:
    plain: Item = json.loads(shape)
    at = {name: plain.pop(f"{name} at", None) for name in _STAND_INS}
    return {name: _undated(name, _written(name, plain), at) for name in styles.STYLES}


def _written(name: str, plain: Item) -> str:
    """Some styles leave out what, they say, belongs in the text and not into a list: here it does not."""
    return styles.rendered(name, plain) or styles.rendered(name, plain | {"type": "webpage"})


def _undated(name: str, text: str, at: Mapping[str, int | None]) -> str:
    """Tokens in place of the numbers and months that stood in for those of the item."""
    for date, (year, month, day) in _STAND_INS.items():
        place = at[date]
        if place is None:
            continue
        text = text.replace(str(year), _token(place))
        for form, note in ((None, _LONG), ("short", _SHORT)):
            text = text.replace(styles.month(name, month, form), _token(place + 1, note))
        text = re.sub(rf"\b{day}\b", _token(place + 2), text)
    return text


def _filled(name: str, template: str, values: list[str]) -> str:
    def words(match: re.Match[str]) -> str:
        value, notes, after = values[ord(match[1]) - 0xE100], match[2], match[3]
        if isinstance(value, Marked):
            return f"{value}{after}"
        text = styles.protected(value)
        for note in notes:
            text = _noted(name, text, note)
        if after and text.endswith(after):  # as citeproc joins: no mark of punctuation twice
            after = ""
        return f"{text}{PART if isinstance(value, Extensible) else ''}{after}"

    return _polished(styles.readable(_TOKEN.sub(words, template)))


def _noted(name: str, text: str, note: str) -> str:
    if note in (_LONG, _SHORT):
        return styles.month(name, int(text), "short" if note == _SHORT else None)
    case = _CASES[note]
    return styles.initials(text) if case == "initials" else styles.cased(text, case)


def _polished(text: str) -> str:
    """Punctuation where English puts it, which citeproc-py leaves to others: within quotation marks, and only once."""
    for pattern, better in _PUNCTUATION:
        text = pattern.sub(better, text)
    return text
