"""The forms that exist, by the ending of their address, and what is to be had in which."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """`purpose` says what it is for. `saved`: a browser keeps it as a file instead of showing it."""

    suffix: str
    label: str
    content_type: str
    purpose: str
    saved: bool = False
    is_text: bool = True

    @property
    def header(self) -> str:
        return f"{self.content_type}; charset=utf-8" if self.is_text else self.content_type


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {
    form.suffix: form
    for form in (
        Form("csv", "CSV", "text/csv", "a table for any program", saved=True),
        Form("xlsx", "XLSX", _XLSX, "a workbook that explains its columns", saved=True, is_text=False),
        Form("json", "JSON", "application/json", "page by page, with the counts of all filters"),
        Form("ndjson", "NDJSON", "application/x-ndjson", "all that is known of each, one a line", saved=True),
        Form("atom", "Atom", "application/atom+xml", "a feed to follow what changes"),
        Form("ics", "iCalendar", "text/calendar", "for a calendar; rough dates say so", saved=True),
        Form("bib", "BibTeX", "application/x-bibtex", "references for LaTeX", saved=True),
        Form("ris", "RIS", "application/x-research-info-systems", "references for any reference manager", saved=True),
        Form("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", "references for Pandoc", saved=True),
        Form("jsonld", "JSON-LD", "application/ld+json", "linked data as JSON"),
        Form("ttl", "Turtle", "text/turtle", "linked data to read"),
    )
}
CITING = ("bib", "ris", "csl.json")
LINKED = ("jsonld", "ttl")

# What is to be had in which: `urls.py` gives these addresses, the panel beside a list offers them.
OF_A_LIST = tuple(FORMS)
OF_ONE = ("json", *CITING, *LINKED)
OF_ONE_ENTRY = (*OF_ONE, "ics")
# The lists that the description of the data set names.
LISTED = {
    url: [FORMS[suffix] for suffix in suffixes]
    for url, suffixes in {
        "/entries/": OF_A_LIST,
        "/sources/": OF_A_LIST,
        "/figures/": OF_A_LIST,
        "/topics/": ("json",),
        "/about/codebook/": ("json", *LINKED),
    }.items()
}
