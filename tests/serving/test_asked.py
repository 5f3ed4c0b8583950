"""What a request can take, and what it has already."""

import pytest

from partnership.serving.asked import coding, known

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP, Br", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br ; q=0.5 , gzip ; q=0.5", "br"),
        ("identity, gzip;q=0.5", ""),
        ("gzip;q=0.3, identity;q=0.2", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("deflate, zstd", ""),
        ("br;q=much", ""),
        (",;,q=1", ""),
    ],
)
def test_the_coding_is_the_one_that_is_liked_best(accepted, best):
    assert coding(accepted) == best


@pytest.mark.parametrize("asked", ['"a-br"', 'W/"a-br"', '"b", "a-br"', '"b" , W/"a-br","c"'])
def test_a_tag_is_known_in_a_list_and_where_a_proxy_made_it_weak(asked):
    assert known(asked, '"a-br"')


@pytest.mark.parametrize("asked", ["", '"a"', "a-br", '"a-gzip"', '"xa-br"', "*"])
def test_another_tag_is_not_known(asked):
    assert not known(asked, '"a-br"')
