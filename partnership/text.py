"""Plain text: cleaning what is typed, folding for comparison, slugs and keys."""

import hashlib
import json
import re
import secrets
import unicodedata
from functools import lru_cache

from slugify import slugify

# Vowels, 0, 1 and l are left out: no words arise, and nothing is misread when a key is copied by hand.
KEY_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
KEY_LENGTH = 10
# Besides control characters: halves of letters (surrogates), which no database and no page can carry.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Marks that reorder the text around them: allowed inside Urdu or Arabic words, never in a slug or a query.
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FOLDS = str.maketrans({"ı": "i", "İ": "i", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae"})
# Arabic script: the forms of ye, kaf and heh that Arabic, Urdu and Persian keyboards write for one letter, Arabic and
# Urdu digits; the stroke that only widens a word, and the joiners that only shape its letters, are no letters.
_ARABIC = str.maketrans(
    dict.fromkeys("يىېے", "ی")
    | {"ك": "ک"}
    | dict.fromkeys("هھةۃە", "ہ")
    | {digit: str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(digits)}
    | dict.fromkeys("\u0640\u200c\u200d")
)


def new_key() -> str:
    """A short random name that never changes: about 2·10¹⁴ possibilities, so that clashes are retried, not expected."""
    return "".join(secrets.choice(KEY_ALPHABET) for _ in range(KEY_LENGTH))


def key_from(*words: str) -> str:
    """A key that the same words always give: for rows that come from elsewhere under names of their own."""
    number = int.from_bytes(hashlib.sha256(canonical(words).encode("utf-8", "surrogatepass")).digest()[:16], "big")
    letters = []
    for _ in range(KEY_LENGTH):
        number, place = divmod(number, len(KEY_ALPHABET))
        letters.append(KEY_ALPHABET[place])
    return "".join(letters)


def is_key(text: str) -> bool:
    return len(text) == KEY_LENGTH and all(letter in KEY_ALPHABET for letter in text)


def has_control(text: str) -> bool:
    """Whether the text holds characters that no database or page should carry (NUL, escape …)."""
    return bool(_CONTROL.search(text))


def readable(text: str) -> str:
    """As it was typed, with a blank for each character that no page can carry and no sign stands for."""
    return _CONTROL.sub(" ", text).replace("\ufffd", " ")


def tidy(text: str) -> str:
    """One line of prose: composed letters (NFC), single spaces, no control characters, no blanks at the ends."""
    return " ".join(_CONTROL.sub("", unicodedata.normalize("NFC", text)).split())


def unmarked(text: str) -> str:
    """Without the marks of direction that copied text carries."""
    return _BIDI.sub("", text)


def fold(text: str) -> str:
    """For comparing: no case, no accents, dotless ı as i, one form of each Arabic letter, no marks of direction.

    `Işık` and `isik` are equal, and so are `كمال` and `کمال`.
    """
    plain = unicodedata.normalize("NFKD", unmarked(text)).casefold().translate(_FOLDS)
    plain = unicodedata.normalize("NFKD", plain).translate(_ARABIC)
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


@lru_cache(maxsize=15_000)
def folded(name: str) -> str:
    """The same, remembered: for labels and names, of which few stand on very many rows."""
    return fold(name)


def to_slug(text: str) -> str:
    """The words of a title as an address: ASCII, hyphens, at most 80 characters cut at a word; never empty."""
    return slugify(text.translate(_FOLDS), max_length=80, word_boundary=True) or "entry"


def canonical(value: object) -> str:
    """The one spelling of a JSON value, for hashing and comparing: sorted names, no blanks, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: object) -> str:
    """SHA-256 of the canonical spelling, in hexadecimal."""
    return sha256_of(canonical(value))


def sha256_of(text: str) -> str:
    """In hexadecimal, of its UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()
