"""Where the words stand."""

from hypothesis import given
from hypothesis import strategies as st

from partnership.search.query import parse
from partnership.search.snippets import LONGEST, finding, marked, snippet


def shown(query: str, text: str) -> str:
    found = finding(parse(query))(text)
    return "".join(f"[{each.text}]" if each.hit else each.text for each in snippet(text, found))


def test_the_words_are_marked_as_they_are_written():
    assert shown("erdogan izmir", "In İzmir, Erdoğan's plane") == "In [İzmir], [Erdoğan]'s plane"
    assert shown("t-129", "The T129 order") == "The [T129] order"
    assert shown("ship", "Shipyards and ships") == "[Shipyards] and [ships]"


def test_a_phrase_is_marked_only_where_its_words_stand_together():
    text = "free of trade; free trade"
    assert shown('"free trade"', text) == "free of trade; [free trade]"
    assert shown("free trade", text) == "[free] of [trade]; [free] [trade]"


def test_nothing_is_marked_for_what_is_excluded():
    assert shown("order -delivery", "order and delivery") == "[order] and delivery"


def test_a_long_text_is_cut_around_the_words_that_answer_most():
    text = f"Order once. {'Nothing here. ' * 40}An order of corvettes. {'Nothing there. ' * 40}"
    found = shown("order corvettes", text)
    assert "An [order] of [corvettes]." in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert len(found) < LONGEST + 80


WORDS = st.lists(st.sampled_from(["order", "Ankara", "t129", "of", "ship", "Işık"]), max_size=80).map(" ".join)


@given(WORDS, st.sampled_from(["order", "isik", "t129 of", '"ship of"', "ank"]))
def test_marking_loses_and_adds_nothing(text, query):
    found = finding(parse(query))(text)
    assert "".join(each.text for each in marked(text, found)) == text
    assert bool(found) == any(each.hit for each in marked(text, found))
    cut = "".join(each.text for each in snippet(text, found)).removeprefix("… ").removesuffix(" …")
    assert cut in text
    if found:
        assert any(each.hit for each in snippet(text, found))
