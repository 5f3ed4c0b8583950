"""How long `actions.apply` takes by itself: a script of its own, as it is the site's code that runs in it."""

import json
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import django

django.setup()

from partnership.actions import apply  # noqa: E402
from partnership.models import Entry  # noqa: E402
from partnership.records import for_record, record  # noqa: E402


def main(numbers: list[int]) -> None:
    took = []
    for number in numbers:
        found = record(for_record(Entry.objects.filter(pk=number)).get())
        found["statements"][0]["text"] += " Measured."
        started = time.perf_counter()
        apply(found, by=None, reason="Measured")
        took.append((time.perf_counter() - started) * 1000)
    # The first one imports what makes references.
    print(json.dumps({"p50": statistics.median(took[1:]), "max": max(took[1:]), "many": len(took) - 1}))


main([int(each) for each in sys.argv[1:]])
