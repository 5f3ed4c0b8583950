import pytest

from partnership.records import complete
from tests.factories import (
    action,
    entry_record,
    measured,
    relation,
    source_record,
    statement,
    value,
    vocabulary_records,
)


def content() -> list[dict]:
    """Vocabulary, a source and three entries that refer to each other."""
    source = source_record(key="bbbbbbbbbb", slug="study", date="2021")
    host = entry_record("institution", "Host", key="cccccccccc", slug="host", ended="1999", statements=[
        statement("It is a host.", source, key="dddddddddd", lead=True),
    ])  # fmt: skip
    said = statement("They met.", source, key="ffffffffff", lead=True, claimant="cccccccccc")
    said["values"] = [value("date", "2020-12"), measured("trade-volume", low="1", high="2.5", unit="usd")]
    visit = entry_record(title="Visit", key="gggggggggg", slug="visit", date="2020-12", statements=[said],
                         relations=[relation("host", host, said, key="hhhhhhhhhh")])  # fmt: skip
    pact = statement("It was signed.", source, key="jjjjjjjjjj", lead=True)
    treaty = entry_record("agreement", "Treaty", key="kkkkkkkkkk", slug="treaty", statements=[pact],
                          actions=[action("signature", pact, key="mmmmmmmmmm", date="1954")])  # fmt: skip
    return [*map(complete, [*vocabulary_records(), source, treaty, visit, host])]


@pytest.fixture
def write(tmp_path):
    def written(text: str | bytes, name: str = "content.json") -> str:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    return written
