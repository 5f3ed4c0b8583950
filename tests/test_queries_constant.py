"""However much there is to show, a page asks the database as often: held at one row and at three."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from partnership.queries import facets
from tests.factories import (
    action,
    citation,
    entry_record,
    measured,
    relation,
    saved,
    source_record,
    statement,
    value,
    vocabulary,
)

KEY = "2222222222"  # of the first sentence of the first agreement
FILTERED = "from=2000&institution=firm-0&place=XA&q=deal&source=paper-0&topic=trade&type=treaty"
PATHS = (
    *(
        "/",
        "/entries/",
        "/agreements/",
        "/agreements/tracker/?on=2005&status=signed",
        "/agreements/deal/",
        "/agreements/deal.json",
        "/institutions/firm-0/",
    ),
    *("/sources/", "/sources/paper-0/", "/topics/", "/topics/trade/", "/figures/", "/about/", "/sitemap.xml"),
    *("/evidence/", "/evidence.json", "/entries/?gap=no-strong-source", "/sources/?gap=stale"),
    *("/statements/2222222222/", "/statements/2222222222.json"),
    f"/entries/?evidence=single-source&evidence=well-sourced&{FILTERED}",
    "/sources/?q=paper&tier=think_tank&year=2021",
    "/figures/?from=2000&measure=units-ordered&topic=trade",
    "/entries/by/institution/?topic=trade",
    *("/about/data/", "/about/data.ttl", "/about/codebook/", "/about/codebook.ttl"),
    *(
        "/compare/?entry=deal&entry=beside",
        "/compare.json?entry=deal&entry=beside",
        "/compare/?kind=agreement&q=deal",
    ),
    *("/api/v1/entries/", "/api/v1/agreements/", "/api/v1/agreements/deal/", "/api/v1/statements/2222222222/"),
    *("/api/v1/sources/", "/api/v1/sources/paper-0/", "/api/v1/figures/", "/api/v1/terms/", "/api/v1/places/"),
    *("/api/v1/agreements/tracker/?on=2005&status=signed", "/api/v1/docs/", "/api/v1/docs/entries_read/"),
    *("/agreements/deal.ttl", "/sources/paper-0.ttl", "/agreements.ttl", "/sources.jsonld"),
    *(f"/entries.{form}" for form in ("csv", "xlsx", "ndjson", "atom", "ics", "bib")),
    *("/sources.csv", "/sources.ndjson", "/sources.atom", "/sources.ics", "/agreements/deal.ics"),
    *(f"/figures.{form}" for form in ("xlsx", "ndjson", "atom", "ics", "bib", "ttl")),
)


def grow(size: int) -> None:
    """`size` rows of everything that a page loops over."""
    vocabulary()
    sources = [saved(source_record(f"Paper {each}", slug=f"paper-{each}")) for each in range(size)]
    topics, places = ["trade", "education", "defence"][:size], ["XA-CAP", "XB", "XA"][:size]
    common = {"topics": topics, "places": places}
    firms = [
        saved(entry_record("institution", f"Firm {each}", sources[0], slug=f"firm-{each}", country="XA", **common))
        for each in range(size)
    ]
    # What stands beside the deal in a comparison, however small the record.
    saved(entry_record("agreement", "Beside", sources[0], slug="beside", date="2001", type="treaty"))
    for number in range(size):
        said = [
            statement(
                f"Sentence {each}.",
                **({"key": KEY} if (number, each) == (0, 0) else {}),
                lead=each == 0,
                claimant=firms[each].key,
                values=[
                    value("date", f"200{each}"),
                    *(value("place", place) for place in places),
                    measured("units-ordered", str(each), unit="piece", as_of="2003"),
                ],
                rank="preferred" if each == 0 else "normal",
                rank_reason="First." if each == 0 else "",
                citations=[citation(source) for source in sources],
            )
            for each in range(size)
        ]
        saved(
            entry_record(
                "agreement",
                f"Deal {number}",
                slug="deal" if number == 0 else "",
                type="treaty",
                date="2000",
                statements=said,
                names=[
                    {"text": f"Name {each}", "language": "en", "kind": "alias", "statement": said[each]["key"]}
                    for each in range(size)
                ],
                actions=[action("signature", *said, party=firm.key) for firm in firms],
                relations=[relation("signatory", firm, *said) for firm in firms],
                **common,
            )
        )


def read_what_processes_keep() -> None:
    """What a process keeps of a revision is read once for all pages, and as often as what was kept before needs it."""
    facets.of_entries(), facets.of_sources(), facets.of_figures()


def counts(client) -> dict[str, int]:
    read_what_processes_keep()
    found = {}
    for path in PATHS:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200, path
        found[path] = len(queries)
    return found


@pytest.mark.django_db
def test_pages_ask_the_database_as_often_for_three_rows_as_for_two(client):
    """A single one needs no order, which is not asked for then."""
    measured_at = {}
    for size in (2, 3):
        with transaction.atomic():
            grow(size)
            measured_at[size] = counts(client)
            transaction.set_rollback(True)
    assert measured_at[3] == measured_at[2]
    assert max(measured_at[3].values()) < 45


def of_many(count: int) -> str:
    """An entry of so many sentences that differ, in a moment; each is cited twice."""
    vocabulary()
    sources = [saved(source_record(f"Paper {each}")) for each in range(2)]
    said = [
        statement(
            f"Sentence {each}.",
            *sources,
            lead=each == 0,
            rank="preferred" if each == 0 else "normal",
            rank_reason="First." if each == 0 else "",
            values=[measured("units-ordered", str(each + 1), as_of="2003")],
            **({"key": KEY} if each == 0 else {}),
        )
        for each in range(count)
    ]
    entry = saved(entry_record("institution", "Firm", slug="firm", statements=said))
    for number in range(3):
        saved(
            entry_record(
                "agreement",
                f"Deal {number}",
                statements=[statement("It is.", sources[0], lead=True)],
                relations=[relation("signatory", entry, said[0])] if number < count else [],
            )
        )
    return entry.slug


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/institutions/firm/", f"/statements/{KEY}/", "/evidence/", "/entries/"])
def test_two_hundred_sentences_cost_as_many_queries_as_ten_and_as_one(client, path):
    """One sentence cannot differ from itself: what shows the others is asked for as well where there are none."""
    found = {}
    for count in (1, 10, 200):
        with transaction.atomic():
            of_many(count)
            read_what_processes_keep()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            found[count] = len(queries)
            transaction.set_rollback(True)
    assert len(set(found.values())) == 1, found
