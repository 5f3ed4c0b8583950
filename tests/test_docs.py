"""What docs/ says of the code is what the code says."""

from pathlib import Path

import pytest
from django.conf import settings

from partnership.management.commands.codebook import written
from partnership.management.commands.data_model import describe

pytestmark = pytest.mark.once
DOCS = Path(settings.BASE_DIR) / "docs"


def test_the_page_of_the_data_model_is_what_the_command_makes():
    assert (DOCS / "data-model.md").read_text() == "\n".join(describe()) + "\n", (
        "run: manage.py data_model --output docs/data-model.md"
    )


def test_the_page_of_the_codebook_is_what_the_command_makes():
    assert (DOCS / "codebook.md").read_text() == "\n".join(written()) + "\n", (
        "run: manage.py codebook --output docs/codebook.md"
    )


def test_decisions_are_numbered_without_a_gap():
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
