"""A made-up record with something of everything that can go wrong on the way into a file."""

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

FORMULAS = ("=1+1", "+1", "-2+3", "@SUM(A1)", "\u200b=1", "\u00a0+2", "＝1+1", "\u2060@x")
DATES = {
    "Day": "2003-06-14",
    "Month": "2003-06",
    "Year": "2003",
    "Season": "2003-21",
    "Decade": "196X",
    "About": "2020~",
    "Unsure": "2025-02?",
    "Span": "2016/2019",
    "Days": "2020-09-27/2020-11-10",
    "Since": "2010/..",
    "Until": "../1960",
    "Unknown end": "2010/",
    "None": "",
    "Last": "9999",
}
TURKISH, URDU = "Işık, İğdır'da çığ; “öğüş”", "پاکستان اور ترکی کے درمیان معاہدہ"
SECRET = "Zanzibar"


def fill() -> None:
    vocabulary()
    study = saved(source_record(URDU, slug="study", language="ur", address="https://a.example/p?a=1&b=2"))
    paper = saved(
        source_record("=HYPERLINK(1)", slug="paper", csl_type="article-newspaper", date="2019-05", origin=study.key)
    )
    firm = saved(entry_record("institution", TURKISH, study, slug="firm", country="XA"))
    records = [
        entry_record("event", title, study, date=date, topics=["trade", "defence"][: number % 3])
        for number, (title, date) in enumerate(DATES.items())
    ]
    for number, title in enumerate(FORMULAS):
        said = statement(
            f"{title} is said.",
            lead=True,
            values=[
                measured("units-ordered", str(-number), unit="piece", as_of="2003-06", approximate=True),
                *(value("type", "treaty"), value("place", "XA-CAP"), value("place", "XB")),
            ],
            citations=[
                citation(paper, locator="p. 3", quote=f"{title} “quoted”, with a comma"),
                citation(study, stance="disputes", part=None, note=title),
            ],
        )
        judged = statement("It was good.", study, voice="assessment", claimant=firm.key)
        records.append(
            entry_record(
                "agreement", title, slug=f"deal-{number}", date="2003", type="treaty", statements=[judged, said],
                places=["XA-CAP", "XB"], topics=["trade"], relations=[relation("signatory", firm, said)],
                actions=[action("signature", said, party=firm.key, date="2003-05")],
            )
        )  # fmt: skip
    ranged = statement("Between 1 and 2.5, for 5.", study, lead=True, values=[
        measured("trade-volume", low="1", high="2.5", unit="usd"), value("date", "1999"),
        measured("units-ordered", "5", unit="piece", as_of="2003/2004"),
    ])  # fmt: skip
    saved(*records, entry_record("agreement", "Ranged", date="1999", statements=[ranged]))
    saved(entry_record("event", f"{SECRET} meeting", saved(source_record(f"{SECRET} papers")), status="draft"))
