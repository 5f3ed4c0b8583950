"""References for the programs that keep them: BibTeX, RIS and CSL-JSON, from CSL-JSON items."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

Item = Mapping[str, Any]


def csl_json(items: Iterable[Item]) -> str:
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"


def bibtex(items: Iterable[Item]) -> str:
    raise NotImplementedError


def ris(items: Iterable[Item]) -> str:
    raise NotImplementedError
