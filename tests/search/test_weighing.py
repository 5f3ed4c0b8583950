"""The short ways of finding a place in a text and of weighing an entry, against a plain reading of their rules."""

from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.search import ranking
from partnership.search.query import Group, Phrase, Query
from partnership.search.ranking import PLACES, score
from partnership.search.snippets import finding
from partnership.search.words import BREAK, found
from tests.search import reference

WORDS = st.sampled_from(["port", "ports", "portal", "free", "trade", "of"])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
PHRASES = st.builds(Phrase, st.lists(WORDS, min_size=1, max_size=3).map(tuple), st.booleans())
GROUPS = st.builds(
    Group, st.lists(st.lists(PHRASES, min_size=1, max_size=2).map(tuple), min_size=1, max_size=3).map(tuple)
)
QUERIES = st.builds(Query, st.just("?"), st.lists(GROUPS, max_size=3).map(tuple))


@settings(max_examples=300)
@given(query=QUERIES, text=TEXTS)
def test_every_place_of_every_phrase_is_found_and_no_other(query, text):
    placed = list(found(text))
    wanted = {
        (placed[start].start, placed[start + len(phrase.words) - 1].end, number)
        for number, group in enumerate(query.groups)
        for option in group.options
        for phrase in option
        for start in range(len(placed) - len(phrase.words) + 1)
        if reference.holds(" ".join(each.word for each in placed[start : start + len(phrase.words)]), phrase)
    }
    listed = finding(query)(text)
    assert listed == sorted(listed)
    assert {tuple(each) for each in listed} == wanted


@settings(max_examples=300)
@given(
    query=QUERIES,
    texts=st.fixed_dictionaries({}, optional=dict.fromkeys(PLACES, TEXTS)),
    names=st.lists(TEXTS.filter(bool), max_size=3),
)
def test_an_entry_weighs_what_the_rules_say(query, texts, names):
    if names:
        texts["names"] = f" {BREAK} ".join(names)
    assert score(query, texts) == _by_the_rules(query, texts)


def _by_the_rules(query: Query, texts: dict[str, str]) -> float:
    total = sum(
        max(
            (1.0 if number == 0 else ranking.OTHER_SPELLING) * sum(_place(phrase, texts) for phrase in option)
            for number, option in enumerate(group.options)
        )
        for group in query.groups
    )
    asked = query.words
    if not asked:
        return total
    whole, title = Phrase(asked), texts.get("title", "").split()
    total += max(
        (worth for name, worth in ranking.TOGETHER.items() if reference.holds(texts.get(name, ""), whole)), default=0.0
    )
    if tuple(title) == asked:
        total += ranking.IS_TITLE
    elif any(tuple(name.split()) == asked for name in texts.get("names", "").split(BREAK)):
        total += ranking.IS_NAME
    elif asked in (tuple(title[: len(asked)]), tuple(title[-len(asked) :])):
        total += ranking.AT_AN_END_OF_TITLE
    phrases = [phrase for group in query.groups for option in group.options for phrase in option]
    meant = [
        word
        for word in title
        if any(word in phrase.words or (phrase.prefix and word.startswith(phrase.words[-1])) for phrase in phrases)
    ]
    total += ranking.NOTHING_ELSE * len(meant) / (len(title) or 1)
    said = [word for name in ("summary", "statements") for word in texts.get(name, "").split()]
    often = sum(word.startswith(each) for word in said for each in asked)
    return total + ranking.OFTEN * min(often, ranking.OFTEN_ENOUGH)


def _place(phrase: Phrase, texts: dict[str, str]) -> float:
    for name, worth in PLACES.items():
        text = texts.get(name, "")
        if reference.holds(text, Phrase(phrase.words)):
            return worth
        if reference.holds(text, phrase):
            return worth * ranking.LONGER_WORD
    return 0.0
