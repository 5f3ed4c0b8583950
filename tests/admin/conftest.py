import pytest
from django.test import Client

from partnership.models import Event, Load, User
from tests import factories
from tests.kept import kept


@pytest.fixture
def editor(db) -> User:
    return User.objects.create_superuser("editor", "editor@example.org", "a long enough password")


@pytest.fixture
def desk(editor) -> Client:
    """A browser in which the editor is logged in; it checks the tokens of forms as a real one is checked."""
    client = Client()
    client.force_login(editor)
    return client


@kept
def source():
    factories.vocabulary()
    return factories.saved(factories.source_record(title="A careful study"))


@kept
def draft(source) -> Event:
    """A draft with two cited sentences."""
    return factories.saved(
        factories.entry_record(
            title="A first meeting",
            status="draft",
            type="meeting",
            statements=[
                factories.statement("They met in the capital.", source, lead=True),
                factories.statement("They met again.", source),
            ],
        )
    ).own


@kept
def everything(draft, source):
    """A row of every model."""
    host = factories.saved(factories.entry_record("institution", "The ministry", source))
    item = factories.entry_record(
        "agreement", "The treaty", source,
        names=[{"text": "Pact", "kind": "alias"}], identifiers=[{"scheme": "unts", "value": "1"}],
        redirects=[{"slug": "the-pact"}],
    )  # fmt: skip
    sentence = item["statements"][0]
    sentence["values"] = [
        factories.value("date", "1954~"),
        factories.measured("trade-volume", low="1.5", high="1500", unit="usd", as_of="1954/1960", approximate=True),
    ]
    sentence["citations"][0] |= {"quote": "“so it was”", "note": "Two\nlines", "stance": "supports", "locator": "p. 3"}
    item["actions"] = [factories.action("signature", sentence)]
    item["relations"] = [factories.relation("signatory", host, sentence)]
    more = [factories.entry_record(kind, f"A {kind}", source) for kind in ("person", "system")]
    factories.saved(item, *more)
    Load.objects.create(name="test", sha256="0" * 64, loaded_at="2021-01-01T00:00Z")
