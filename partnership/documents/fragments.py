"""The way to the quoted words themselves: text fragments (WICG, URL Fragment Text Directives)."""

import re
from urllib.parse import quote

WHOLE = 120  # letters up to which a quotation is looked for whole
ENDS = 5  # words of either end by which a longer one is found
_OMITTED = re.compile(r"\s*[\[(]?(?:…|\.\.\.)[\])]?\s*")
_MARKS = "“”„‟«»\"'‘’ "


def to_quote(address: str, words: str) -> str:
    """The address with the fragment at which a browser shows the words; as it is where there are none.

    What the address has after its # stays: a browser that knows no text fragments goes there.
    """
    found = _directive(words)
    if not found or not address.startswith(("http://", "https://")):
        return address
    base, mark, fragment = address.partition("#")
    if ":~:" in fragment:
        return f"{base}#{fragment}&text={found}"
    return f"{base}#{fragment if mark else ''}:~:text={found}"


def _directive(words: str) -> str:
    """The words whole; where they are long or some are left out, what they begin and end with."""
    pieces = [piece for piece in _OMITTED.split(" ".join(words.split()).strip(_MARKS)) if piece]
    if not pieces:
        return ""
    if len(pieces) == 1 and len(pieces[0]) <= WHOLE:
        return _encoded(pieces[0])
    first, last = pieces[0].split(), pieces[-1].split()
    if len(pieces) == 1 and len(first) <= 2 * ENDS:
        return _encoded(pieces[0])
    return f"{_encoded(' '.join(first[:ENDS]))},{_encoded(' '.join(last[-ENDS:]))}"


def _encoded(text: str) -> str:
    """A dash, a comma and an ampersand mean something in a directive; the first is not encoded by itself."""
    return quote(text, safe="").replace("-", "%2D")
