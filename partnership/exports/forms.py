"""The forms that exist, by the ending of their address."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """`saved`: a browser keeps it as a file instead of showing it."""

    suffix: str
    label: str
    content_type: str
    saved: bool = False


FORMS = {
    form.suffix: form
    for form in (
        Form("json", "JSON", "application/json"),
        Form("bib", "BibTeX", "application/x-bibtex", saved=True),
        Form("ris", "RIS", "application/x-research-info-systems", saved=True),
        Form("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", saved=True),
        Form("jsonld", "JSON-LD", "application/ld+json"),
        Form("ttl", "Turtle", "text/turtle"),
    )
}
CITING = ("bib", "ris", "csl.json")
LINKED = ("jsonld", "ttl")
