"""Two processes write and read at random: nobody ever reads a page older than the last write that was acknowledged.

Each title carries a number that only rises. What a reader has is remembered with its tag, and asked for with it.
"""

import random
import re
import time
from typing import Any

import pytest

from tests.factories import entry_record, source_record, vocabulary_records
from tests.serving.processes import Worker, workers

pytestmark = pytest.mark.django_db(transaction=True)

STEPS, FEWEST = 80, 12
SECONDS = 12  # after which the fewest will do, on a machine that is busy
SLUGS = ("one", "two", "three", "four")
LISTS = ("/entries/", "/events/", "/entries.json", "/")


class World:
    """What readers may see by now, and what they were given."""

    def __init__(self, seed: float, both: list[Worker]) -> None:
        self.seed, self.both = seed, both
        self.chance = random.Random(seed)  # noqa: S311
        self.number = 0
        self.source = source_record("Study v0", slug="study")
        self.entries = {
            slug: entry_record(title=f"{slug} v0", slug=slug, source=self.source, status="draft") for slug in SLUGS
        }
        self.shown: dict[str, int] = {}  # of what is public
        self.had: dict[str, tuple[str, dict[str, Any]]] = {}

    def title(self, slug: str) -> str:
        self.number += 1
        return f"{slug} v{self.number}"

    def write(self) -> tuple[list[dict], dict[str, int], bool]:
        """Records to be written; what is public when that has happened; whether readers can tell."""
        slug = self.chance.choice(SLUGS)
        now = self.entries[slug]
        status = self.chance.choice([now["status"], now["status"], "published", "withdrawn"])
        if status == "withdrawn" and now["status"] == "draft":
            status = "draft"
        title = self.title(slug)
        lead = now["statements"][0] | {"text": f"{title} is on record."}
        after = now | {"title": title, "status": status, "statements": [lead]}
        self.entries[slug] = after
        shown = {key: each for key, each in self.shown.items() if key != slug}
        if status == "published":
            shown[slug] = self.number
        return [after], shown, "published" in (status, now["status"])

    def read(self, worker: Worker, path: str, at_least: dict[str, int], at_most: dict[str, int]) -> None:
        """What is there is of neither an older nor a newer state than those two."""
        asked = {"accept_encoding": ""}
        if path in self.had:
            asked["if_none_match"] = self.had[path][0]
        answer = worker.do("read", path, asked)
        said = f"seed {self.seed}: {path} is {answer['status']}, {at_least} to {at_most}"
        if answer["status"] == 304:
            answer = self.had[path][1]
        elif answer["etag"]:
            self.had[path] = answer["etag"], answer
        if path in LISTS:
            assert answer["status"] == 200, said
            for slug in SLUGS:
                self.compare(versions(answer["body"], slug), at_least.get(slug), at_most.get(slug), f"{slug} in {said}")
        else:
            slug = path.strip("/").rpartition("/")[2]
            found = versions(answer["body"], slug) if answer["status"] == 200 else set()
            self.compare(found, at_least.get(slug), at_most.get(slug), said)

    def compare(self, found: set[int], low: int | None, high: int | None, said: str) -> None:
        """While a write is under way, its page may be of both."""
        assert (found or {None}) <= {low, high}, f"{sorted(found)} in {said}"

    def path(self) -> str:
        return self.chance.choice([*LISTS, *(f"/events/{slug}/" for slug in SLUGS)])


def versions(body: str, slug: str) -> set[int]:
    return {int(number) for number in re.findall(rf"\b{slug} v(\d+)", body)}


def test_no_page_is_older_than_the_last_acknowledged_write():
    with workers(2) as both:
        world = World(time.time(), both)
        both[0].do("write", [*vocabulary_records(), world.source, *world.entries.values()])
        ends = time.monotonic() + SECONDS
        for step in range(STEPS):
            if step >= FEWEST and time.monotonic() > ends:
                break
            writer, reader = world.chance.sample(both, 2)
            records, after, noticed = world.write()
            before = world.shown
            listed = world.chance.choice(LISTS)
            world.read(reader, listed, before, before)
            writer.start("write", records)
            for _ in range(world.chance.randrange(3)):
                world.read(reader, world.path(), before, after)
            assert writer.answer() == {}
            world.shown = after
            if not noticed:
                asked = {"accept_encoding": "", "if_none_match": world.had[listed][0]}
                assert reader.do("read", listed, asked)["status"] == 304, f"seed {world.seed}: a draft was noticed"
            for each in (*both, reader):
                world.read(each, world.path(), after, after)
