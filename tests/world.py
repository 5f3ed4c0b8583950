"""A small fixed world: the same keys each time, so that random content can refer to it."""

from partnership.text import KEY_ALPHABET, KEY_LENGTH
from tests.factories import (
    action,
    citation,
    entry_record,
    measured,
    relation,
    source_record,
    statement,
    value,
    vocabulary_records,
)


def key(number: int) -> str:
    digits = ""
    for _ in range(KEY_LENGTH):
        number, rest = divmod(number, len(KEY_ALPHABET))
        digits = KEY_ALPHABET[rest] + digits
    return digits


SOURCES = (key(1), key(2))
OTHERS = {"institution": key(11), "event": key(12), "person": key(13)}
EVIDENCE = {kind: key(20 + number) for number, kind in enumerate(OTHERS)}


def records() -> list[dict]:
    """What random entries refer to: vocabulary, two sources with parts, an entry of each of three kinds."""
    sources = [source_record(key=each, slug=f"source-{each}") for each in SOURCES]
    others = [
        entry_record(
            kind, f"Other {kind}", key=OTHERS[kind],
            statements=[statement("It is.", SOURCES[0], key=EVIDENCE[kind], lead=True)],
        )
        for kind in OTHERS
    ]  # fmt: skip
    for other in others:
        other["statements"][0]["citations"][0]["key"] = key(40 + list(OTHERS).index(other["kind"]))
    return [*vocabulary_records(), *sources, *others]


def full_agreement(number: int = 0) -> dict:
    """A published agreement in which no list is empty."""
    keys = [key(9000 + 10 * number + each) for each in range(5)]
    body = OTHERS["institution"]
    said = statement("It was signed.", key=keys[1], lead=True, rank="preferred", rank_reason="Seen.", claimant=body)
    said["citations"] = [citation(SOURCES[0], key=keys[2], quote="words")]
    said["values"] = [value("date", "2020"), measured("trade-volume", low="1", high="2.5", unit="usd", as_of="2020")]
    return entry_record(
        "agreement", "A treaty", key=keys[0], topics=["trade"], places=["XA"], country="XA", type="treaty",
        names=[{"text": "Pact", "language": "en", "kind": "alias", "statement": said["key"]}],
        identifiers=[{"scheme": "unts", "value": str(number)}], redirects=[{"slug": f"old-{number}"}],
        statements=[said], actions=[action("signature", said, key=keys[3], party=body, person=OTHERS["person"])],
        relations=[relation("signatory", body, said, key=keys[4])],
    )  # fmt: skip
