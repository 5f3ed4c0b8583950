"""What a measured value is called where it stands alone."""

from partnership.documents import figure
from partnership.documents.figures import figure_title
from partnership.queries import figures
from tests.factories import entry_record, measured, saved, statement, value


def test_its_title_says_what_it_measures_for_when_and_how_far_it_is_to_be_believed(study):
    said = [
        statement("So it was.", study, lead=True, values=[measured("trade-volume", "5", as_of="2003-06")]),
        statement("So it will be.", study, voice="forecast", values=[measured("trade-volume", "6")]),
        statement(
            "So it was not.", study, rank="deprecated", rank_reason="A slip.", values=[measured("trade-volume", "7")]
        ),
        statement("So it will not be.", study, voice="forecast", rank="deprecated", rank_reason="A slip.", values=[
            measured("units-ordered", low="1", high="2", unit="piece", approximate=True),
        ]),
    ]  # fmt: skip
    saved(entry_record("agreement", "The Deal", statements=said))
    assert [*map(figure_title, figures.for_items(figures.public()).order_by("statement__position"))] == [
        "Trade volume, June 2003: 5 · The Deal",
        "Trade volume: 6 (forecast) · The Deal",
        "Trade volume: 7 (not relied on) · The Deal",
        "Units ordered: c. 1–2 Piece (forecast, not relied on) · The Deal",
    ]


def test_its_name_is_its_sentences_key_and_its_place_among_all_values_there(study):
    values = [
        value("date", "2003"),
        measured("trade-volume", "5"),
        value("place", "XA"),
        measured("units-ordered", "1"),
    ]
    said = statement("So it was.", study, lead=True, values=values)
    saved(entry_record("agreement", "The Deal", date="2003", places=["XA"], statements=[said]))
    names = {each["measure"]["code"]: each["id"] for each in map(figure, figures.for_rows(figures.public()))}
    assert names == {"trade-volume": f"{said['key']}-2", "units-ordered": f"{said['key']}-4"}
