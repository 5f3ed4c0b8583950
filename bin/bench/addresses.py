"""What is asked: for each line the addresses of the site and, where Datasette has the like, of Datasette.

All are read off the plain file. Those of one line are all different views, so that no store of pages can have one.
They come in an order that looks random and is the same each time; each round takes the next of them.
"""

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from urllib.parse import quote, urlencode

SIZE = 25  # entries on a page, here and there
MOST = 3_000  # addresses of one line
_LAST_PAGE = 200
_ENOUGH = 300  # for two rounds at least
_MOST_WORDS = 160
_KINDS = {"event": "events", "agreement": "agreements"}
_FACETS = [("_facet", name) for name in ("kind", "type", "evidence", "year")]
_GRADES = ("well-sourced", "single-source")
_ORDERS = (("", "_sort_desc=date_from"), ("date", "_sort=date_from"), ("title", "_sort=title"))

Pair = tuple[str, str]


class Addresses:
    def __init__(self, plain: Path) -> None:
        self._file = sqlite3.connect(f"file:{quote(str(plain))}?mode=ro", uri=True)
        [(self.entries,)] = self._file.execute("SELECT count(*) FROM entries")
        self._left: dict[str, list[Pair]] = {}

    def take(self, line: str, many: int) -> list[Pair]:
        """The next so many of a line, for both; fewer where it has no more."""
        self.number(line)
        taken, self._left[line] = self._left[line][:many], self._left[line][many:]
        return taken

    def number(self, line: str) -> int:
        """How many of a line are left to be taken."""
        if line not in self._left:
            found = list(getattr(self, f"_{line}")())
            random.Random(line).shuffle(found)  # noqa: S311
            self._left[line] = found[:MOST]
        return len(self._left[line])

    def _list(self) -> Iterator[Pair]:
        """Pages near the top, of the whole and of the large kinds, in each order."""
        for kind, plural in {"": "entries", **_KINDS}.items():
            of_kind = [("kind", kind)] if kind else []
            for ours, theirs in _ORDERS:
                for page, mark in enumerate(self._marks(theirs, kind), 2):
                    asked = {"page": page, **({"sort": ours} if ours else {})}
                    yield _ours(f"/{plural}/", asked), _theirs(of_kind, theirs, mark)

    def _marks(self, order: str, kind: str) -> list[str]:
        """Datasette pages by key: that of the last row before. To find it is no part of what is measured."""
        column, way = order.partition("=")[2], "DESC" if "desc" in order else "ASC"
        where = f"WHERE {column} IS NOT NULL" + (" AND kind = ?" if kind else "")
        rows = self._file.execute(
            f"SELECT {column}, id FROM entries {where} ORDER BY {column} {way}, id LIMIT ?",  # noqa: S608
            [*([kind] if kind else []), _LAST_PAGE * SIZE],
        ).fetchall()
        return [_mark(*row) for row in rows[SIZE - 1 :: SIZE][:-1]]

    def _filtered(self) -> Iterator[Pair]:
        topics = self._file.execute("SELECT id, code FROM topics").fetchall()
        for (kind, plural), (topic, code), grade, order in product(_KINDS.items(), topics, _GRADES, _ORDERS):
            asked = {"evidence": grade, **({"sort": order[0]} if order[0] else {}), "topic": code}
            through = json.dumps({"table": "entry_topics", "column": "topic_id", "value": str(topic)})
            theirs = [("kind", kind), ("evidence", grade), ("_through", through)]
            yield _ours(f"/{plural}/", asked), _theirs(theirs, order[1])

    def _deep(self) -> Iterator[Pair]:
        """After an entry in the older half, evenly spread."""
        half = self._file.execute(
            "SELECT key, date_from, id FROM entries WHERE date_from IS NOT NULL ORDER BY date_from"
            " LIMIT (SELECT count(*) / 2 FROM entries)"
        ).fetchall()
        for key, day, number in half[:: max(1, len(half) // MOST)]:
            yield _ours("/entries/", {"after": key}), _theirs([], "_sort_desc=date_from", _mark(day, number))

    def _common(self) -> Iterator[Pair]:
        """Words that stand in every thirtieth to every third entry."""
        yield from self._words(self.entries // 30, self.entries // 3, _MOST_WORDS)

    def _further(self) -> Iterator[Pair]:
        """More pages of what these words find."""
        yield from self._words(self.entries // 30, self.entries // 3, _MOST_WORDS, pages=(2, 3, 4))

    def _rare(self) -> Iterator[Pair]:
        """Not in more than ten entries, or, where there are not enough such words, not in many more."""
        found: list[Pair] = []
        for most in (10, 100, 1_000):
            found = found if len(found) >= _ENOUGH else list(self._words(1, most, 1_000))
        yield from found

    def _words(self, least: int, most: int, many: int, pages: Sequence[int] = (1,)) -> Iterator[Pair]:
        self._file.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, entries_fts, row)")
        found = self._file.execute(
            "SELECT term, doc FROM temp.words"
            " WHERE doc BETWEEN ? AND ? AND length(term) > 3 AND term NOT GLOB '*[0-9]*'",
            [max(1, least), most],
        ).fetchall()
        for word, doc in found[:: max(1, len(found) // many)][:many]:
            for page in pages:
                if (page - 1) * SIZE >= doc:
                    break
                yield (
                    _ours("/search/", {**({"page": page} if page > 1 else {}), "q": word}),
                    _theirs([("_search", word)], "_sort=id", str(page * SIZE) if page > 1 else ""),
                )

    def _entry(self) -> Iterator[Pair]:
        rows = self._file.execute(
            "SELECT kind, slug, id FROM entries WHERE kind IN ('event', 'agreement') AND id % ? = 0 LIMIT ?",
            [max(1, self.entries // MOST // 2), MOST],
        )
        for kind, slug, number in rows:
            yield f"/{_KINDS[kind]}/{slug}/", f"/plain/entries/{number}"

    def institutions(self) -> list[str]:
        """The pages that most others lead to."""
        rows = self._file.execute("SELECT slug FROM entries WHERE kind = 'institution' ORDER BY id LIMIT 3")
        return [f"/institutions/{slug}/" for (slug,) in rows]

    def events(self, many: int) -> list[tuple[int, str]]:
        """To be saved: numbers and slugs, spread over all."""
        rows = self._file.execute(
            "SELECT id, slug FROM entries WHERE kind = 'event' AND id % ? = 0 LIMIT ?",
            [max(1, self.entries // many // 3), many],
        )
        return rows.fetchall()


def _ours(path: str, asked: dict) -> str:
    """The one address that this view has: parameters by name."""
    return f"{path}?{urlencode(sorted(asked.items()))}"


def _theirs(asked: list[tuple[str, str]], order: str, mark: str = "") -> str:
    name, _, column = order.partition("=")
    following = [("_next", mark)] if mark else []
    return "/plain/entries?" + urlencode([*asked, (name, column), *following, ("_size", str(SIZE)), *_FACETS])


def _mark(value: object, number: int) -> str:
    """Datasette writes the two parts of its mark with its own signs for what is not plain."""
    return f"{_tilde(str(value))},{number}"


def _tilde(text: str) -> str:
    """https://docs.datasette.io/en/0.65/internals.html, tilde encoding."""
    return "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "+" if letter == " " else
        "".join(f"~{byte:02X}" for byte in letter.encode())
        for letter in text
    )  # fmt: skip


LINES: dict[str, str] = {
    "list": "List with facets",
    "filtered": "Filtered list with facets",
    "deep": "Deep page",
    "common": "Search for a common word, with facets",
    "further": "A further page of such a search",
    "rare": "Search for a rare word, with facets",
    "entry": "Entry page",
}
