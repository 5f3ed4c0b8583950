"""The code knows no country: the names of the two partners are data, and stand in fixtures only."""

import pytest
from django.conf import settings

from partnership.text import fold

# Folded, so that every spelling with or without its dots and in any case is found; with the adjectives.
NAMES = ("pakistan", "turkiye", "turkey", "turkish", "turkic")
FILES = sorted(
    path
    for folder in ("partnership", "templates", "static")
    for path in (settings.BASE_DIR / folder).rglob("*")
    if path.is_file() and path.suffix != ".pyc"
)


def named(text: str) -> list[str]:
    folded = fold(text)
    return [name for name in NAMES if name in folded]


SPELLINGS = ("PAKISTAN", "Pakistani", "Türkiye", "TÜRKİYE", "turkiye", "Tu\u0308rkiye", "Turkey’s")


@pytest.mark.parametrize("text", SPELLINGS)
def test_every_common_spelling_would_be_found(text):
    assert named(f"x {text} y")


def test_the_code_the_templates_and_the_static_files_name_neither_country():
    assert len(FILES) > 50
    found = {str(path): named(path.read_bytes().decode(errors="replace")) for path in FILES}
    found |= {f"{path} (its name)": named(path.name) for path in FILES}
    assert {path: names for path, names in found.items() if names} == {}
