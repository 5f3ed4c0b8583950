"""Sources: drawn each by itself, so that whoever cites one can make as much of it as is needed, and no more."""

import json
from collections.abc import Callable
from functools import lru_cache
from random import Random
from types import SimpleNamespace
from typing import Any

from partnership.bibliography import shapes
from partnership.corpus import dates
from partnership.corpus.dates import Dated
from partnership.corpus.plan import PARTS, Keys, Plan, key_of
from partnership.corpus.stand_ins import NONE, Source
from partnership.corpus.words import Speaker, slug
from partnership.documents import csl
from partnership.records import FORMS
from partnership.records.walk import default
from partnership.vocabulary import SCHEMA_VERSION

# By how often they occur. The types of a tier, the share of its copies that editors call weak.
_TIERS = {
    "press": (40, ("article-newspaper", "article-magazine", "webpage"), 0.02),
    "trade_press": (18, ("article-magazine", "webpage"), 0.02),
    "primary": (14, ("treaty", "report", "legislation", "webpage"), 0.0),
    "think_tank": (10, ("report", "webpage"), 0.0),
    "scholarly": (8, ("article-journal", "book", "chapter"), 0.0),
    "mirror_or_aggregator": (4, ("webpage",), 0.7),
    "blog": (3, ("post-weblog",), 0.8),
    "wikipedia": (2, ("entry-encyclopedia",), 0.9),
    "official_text_unverified_host": (1, ("report",), 0.3),
}
_TIER_ROWS = {code: SimpleNamespace(code=code) for code in _TIERS}
_DRAWN = [code for code, (share, _, _) in _TIERS.items() for _ in range(share)]
_LANGUAGES = ["en"] * 14 + ["tr"] * 3 + ["ur"] * 2 + [""]
_BLANK = {column.name: default(FORMS["source"], column) for column in FORMS["source"].columns}
_WHAT = ("publisher", "source", "rest of source")
_WHATS = len(_WHAT)
_ACCESSED = dates.on_day(2026, 1, 15)


def part_label(place: int) -> str:
    return f"P{place + 1}"


class Sources:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._speak: Callable[[Random], Speaker] = lambda rng: Speaker(rng, plan.entries)
        # Those that are cited most come again and again.
        self.brief = lru_cache(maxsize=50_000)(self._brief)
        self._publisher = lru_cache(maxsize=None)(self._named_publisher)

    def _rng(self, what: str, number: int) -> Random:
        # A number costs a third of what a text costs, and sources are drawn again wherever they are cited.
        return Random((self.plan.seed * _WHATS + _WHAT.index(what)) * 10**9 + number)  # noqa: S311 -- the same each time

    def _named_publisher(self, number: int) -> str:
        return self._speak(self._rng("publisher", number)).title(1, 3)

    def _brief(self, number: int) -> Source:
        """What grades and words are made of. A relay's origin stands far before it, so that no circle arises."""
        rng = self._rng("source", number)
        speak = self._speak(rng)
        tier = _DRAWN[int(rng.random() * len(_DRAWN))]
        found = Source(
            pk=number,
            key=key_of("source", number),
            title=speak.title(4, 9),
            authors=[_author(speak) for _ in range(int(rng.random() * 3))],
            publisher=self._publisher(int(self.plan.publishers * rng.random() ** 2)),
            weak=rng.random() < _TIERS[tier][2],
            tier=_TIER_ROWS[tier],
        )
        if number > 3 and rng.random() < 0.05:
            found.origin_id = 1 + int(rng.random() * number / 3)
            found.origin = self.brief(found.origin_id)
        return found

    def record(self, number: int, keys: Keys) -> tuple[dict[str, Any], dict[str, Any]]:
        """The record of a source, and what is derived from it."""
        brief = self.brief(number)
        rng = self._rng("rest of source", number)
        key, date = keys("source", number), _date(rng)
        _, types, _ = _TIERS[brief.tier.code]
        record = {"schema": SCHEMA_VERSION, "form": "source"} | _BLANK
        record |= {
            "key": key,
            "slug": slug(brief.title, number),
            "csl_type": types[int(rng.random() * len(types))],
            "title": brief.title,
            "authors": brief.authors,
            "publisher": brief.publisher,
            "date": date.edtf,
            "address": f"https://example.org/{slug(brief.title, number)}" if rng.random() < 0.8 else "",
            "language": _LANGUAGES[int(rng.random() * len(_LANGUAGES))],
            "tier": brief.tier.code,
            "weak": brief.weak,
            "origin": keys("source", brief.origin_id) if brief.origin_id else None,
            "accessed": _ACCESSED.edtf if rng.random() < 0.5 else "",
            "parts": [{"label": part_label(place)} for place in range(PARTS.count(number))],
            "copies": [],
            "identifiers": [],
        }
        return record, {
            "date_earliest": date.earliest,
            "date_latest": date.latest,
            "last_read": _ACCESSED.earliest if record["accessed"] else None,
            "cited_as": json.dumps(_references(record)),
        }


def _author(speak: Speaker) -> dict[str, str]:
    family, given = speak.title(1, 1), speak.title(1, 1)
    return {"family": family, "given": given}


def _date(rng: Random) -> Dated:
    """Few shapes of date: each shape of a reference costs a run of citeproc."""
    this, which = dates.year(rng), rng.random()
    if which < 0.6:
        return dates.on_day(this, 1 + int(rng.random() * 12), 1 + int(rng.random() * 28))
    return Dated(str(this), f"{this}-01-01", f"{this}-12-31") if which < 0.95 else dates.UNDATED


def _references(record: dict[str, Any]) -> dict[str, str]:
    row = SimpleNamespace(**record | {"copies": NONE, "identifiers": NONE})
    return shapes.references(csl.source_item(row))  # type: ignore[arg-type]
