"""A small record for pages to show."""

from tests.factories import entry_record, relation, saved, source_record, statement, value, vocabulary
from tests.kept import kept


@kept
def study():
    vocabulary()
    return saved(source_record("A study", slug="study", address="https://example.org/study", publisher="The Press"))


@kept
def visit(study):
    """A published event with a lead, a judgement, a disagreement, names in two scripts and a host."""
    firm = saved(entry_record("institution", "The Firm", study, slug="firm"))
    lead = statement(
        "The president came.",
        study,
        lead=True,
        values=[value("date", "2003-06")],
        rank="preferred",
        rank_reason="Seen in the text.",
    )
    record = entry_record(
        "event",
        "The Visit",
        slug="visit",
        type="visit",
        date="2003-06",
        topics=["trade"],
        places=["XA-CAP"],
        names=[
            {"text": "Ziyaret", "language": "tr", "kind": "alias"},
            {"text": "دورہ", "language": "ur", "kind": "alias"},
        ],
        statements=[
            lead,
            statement("It was a success.", study, voice="assessment", claimant=firm.key),
            statement(
                "It was in 2004.",
                study,
                values=[value("date", "2004")],
                rank="deprecated",
                rank_reason="A slip of the pen.",
            ),
        ],
        relations=[relation("host", firm, lead)],
    )
    return saved(record)
