"""The way to quoted words: WICG, URL Fragment Text Directives."""

import pytest

from partnership.documents.fragments import WHOLE, to_quote

LONG = " ".join(f"word{number}" for number in range(40))


@pytest.mark.parametrize(
    ("quote", "fragment"),
    [
        ("on gratis basis", "#:~:text=on%20gratis%20basis"),
        ("well-sourced, at last & again", "#:~:text=well%2Dsourced%2C%20at%20last%20%26%20again"),
        ("“so it was”", "#:~:text=so%20it%20was"),
        ("  on \n gratis ", "#:~:text=on%20gratis"),
        ("Işık 50 %", "#:~:text=I%C5%9F%C4%B1k%2050%20%25"),
        ("دورہ", "#:~:text=%D8%AF%D9%88%D8%B1%DB%81"),
        ("signed … in spring", "#:~:text=signed,in%20spring"),
        ("signed [...] in spring", "#:~:text=signed,in%20spring"),
        (LONG, "#:~:text=word0%20word1%20word2%20word3%20word4,word35%20word36%20word37%20word38%20word39"),
        ("a" * (WHOLE + 1), "#:~:text=" + "a" * (WHOLE + 1)),
        ("", ""),
        ("…", ""),
        ("“”", ""),
    ],
)
def test_a_quotation_is_found_by_its_words_or_by_its_ends(quote, fragment):
    assert to_quote("https://example.org/a", quote) == f"https://example.org/a{fragment}"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c#:~:text=it"),
        ("https://example.org/a#part", "https://example.org/a#part:~:text=it"),
        ("https://example.org/a#", "https://example.org/a#:~:text=it"),
        ("https://example.org/a#part:~:text=b", "https://example.org/a#part:~:text=b&text=it"),
        ("ftp://example.org/a", "ftp://example.org/a"),
        ("", ""),
    ],
)
def test_what_the_address_has_already_stays(address, found):
    assert to_quote(address, "it") == found
