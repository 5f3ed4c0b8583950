"""Which published entries each value of a filter holds."""

from partnership.models import AgreementAction, Citation, Entry, Institution, Place, Relation, Source, Term
from partnership.queries.facets.counting import Facet, Holding, Holdings, by_value, in_decades, in_tree, named
from partnership.vocabulary import CONFLICT_LABEL, CONFLICT_SYMBOL, TYPE_SCHEME, Grade, Kind, Status

PUBLIC = {"status": Status.PUBLISHED}
_COLUMNS = ("pk", "kind", "type_id", "category_id", "country_id", "grade", "in_conflict")


def read() -> Holdings:
    """In a constant number of queries, whatever there is."""
    rows = list(Entry.objects.published().order_by().values_list(*_COLUMNS, "date_earliest", "date_latest"))
    kinds = by_value((kind, pk) for pk, kind, *_ in rows)
    grades = by_value((grade, pk) for pk, _, _, _, _, grade, *_ in rows)
    conflict = frozenset(pk for pk, _, _, _, _, _, in_conflict, *_ in rows if in_conflict)
    terms = list(Term.objects.order_by("order", "label").values_list("pk", "code", "label", "broader_id", "scheme"))
    trees = {
        name: [row[:4] for row in terms if row[4] in schemes]
        for name, schemes in {
            "type": {*TYPE_SCHEME.values()},
            "category": {"system-category"},
            "topic": {"topic"},
        }.items()
    }
    places = list(Place.objects.values_list("pk", "code", "name", "within_id"))
    years = {pk: (first.year, last.year) for pk, *_, first, last in rows if first}
    public = {f"entry__{name}": value for name, value in PUBLIC.items()}
    topics = Entry.topics.through.objects.filter(**public).values_list("term_id", "entry_id")
    where = Entry.places.through.objects.filter(**public).values_list("place_id", "entry_id")
    seats = Institution.objects.filter(**PUBLIC, seat__isnull=False).order_by().values_list("seat_id", "pk")
    return Holdings(
        {
            "kind": Facet((Holding(each, each.label, frozenset(kinds[each])) for each in Kind), fixed=True),
            "type": in_tree(((type_, pk) for pk, _, type_, *_ in rows if type_), trees["type"]),
            "category": in_tree(((each, pk) for pk, _, _, each, *_ in rows if each), trees["category"]),
            "topic": in_tree(topics, trees["topic"]),
            "decade": in_decades(years, (pk for pk, *_ in rows)),
            "institution": named(joined(), institutions()),
            "place": in_tree(where, places),
            "country": named(
                ((each, pk) for pk, _, _, _, each, *_ in rows if each), ((row[0], row[1], row[2]) for row in places)
            ),
            "seat": in_tree(seats, places),
            "source": named(_citing(), sources()),
            "evidence": graded(grades),
            "conflict": Facet([Holding("yes", CONFLICT_LABEL, conflict, CONFLICT_SYMBOL)]),
        },
        years,
    )


def graded(rows: dict[str, set[int]]) -> Facet:
    return Facet((Holding(each, each.label, frozenset(rows[each]), each.symbol) for each in Grade), fixed=True)


def joined() -> set[tuple[int, int]]:
    """Published institutions, with the entries that a relation, either way, or a step of an agreement joins to them."""
    ends = {f"{end}__{name}": value for end in ("subject", "object") for name, value in PUBLIC.items()}
    pairs = (
        Relation.objects.filter(**ends)
        .order_by()
        .values_list("subject_id", "subject__kind", "object_id", "object__kind")
    )
    found = set()
    for subject, subject_kind, other, other_kind in pairs:
        if subject_kind == Kind.INSTITUTION:
            found.add((subject, other))
        if other_kind == Kind.INSTITUTION:
            found.add((other, subject))
    parties = AgreementAction.objects.filter(
        party__kind=Kind.INSTITUTION, party__status=Status.PUBLISHED, agreement__status=Status.PUBLISHED
    )
    return found | set(parties.order_by().values_list("party_id", "agreement_id"))


def institutions() -> list[tuple[int, str, str]]:
    rows = Entry.objects.filter(**PUBLIC, kind=Kind.INSTITUTION).order_by()
    return list(rows.values_list("pk", "slug", "title"))


def _citing() -> set[tuple[int, int]]:
    cited = Citation.objects.filter(statement__entry__status=Status.PUBLISHED).order_by()
    return set(cited.values_list("source_id", "statement__entry_id").distinct())


def sources() -> list[tuple[int, str, str]]:
    return list(Source.objects.order_by().values_list("pk", "slug", "title"))
