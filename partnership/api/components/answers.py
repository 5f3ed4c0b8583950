"""What stands around documents: lists, the way in, and problems."""

from partnership.api.components.build import Schema, address, many, maybe, number, ref, text, thing

_LISTED = {
    "EntryLine": "entries",
    "AgreementLine": "agreements",
    "SourceLine": "sources",
    "Figure": "figures",
    "TermEntry": "terms",
    "Place": "places",
}


def list_of(component: str) -> str:
    """The component of a list of these."""
    return f"{component}List"


def _list(component: str, what: str) -> Schema:
    properties: dict[str, Schema] = {
        "count": number(f"How many {what} match, on all pages together.", minimum=0),
        "next": maybe(address("The address of what follows; null at the end. Take it as it is.")),
        "previous": maybe(address("The address of what comes before; null at the beginning.")),
        "sort": text("The order in which they stand."),
        "revision": ref("Revision"),
        "licence": ref("Licence"),
        "links": ref("ListLinks"),
        "results": many(ref(component), f"The {what} of this page."),
    }
    if component == "AgreementLine":
        properties["day"] = ref("Date", "The day as of which they stand.")
    return thing(f"A page of a list of {what}.", properties, always=tuple(properties))


ANSWERS: dict[str, Schema] = {
    **{list_of(component): _list(component, what) for component, what in _LISTED.items()},
    "ListLinks": thing(
        "Where the same list stands.",
        {"self": address("This answer."), "page": address("The page for readers, with the same filters.")},
        always=("self", "page"),
    ),
    "Root": thing(
        "What there is, and where.",
        {
            "title": text("The name of the record."),
            "description": text("What it is about."),
            "version": text("The version of the API."),
            "revision": ref("Revision"),
            "licence": ref("Licence"),
            "limit": text("How often one client may ask.", examples=["600/min"]),
            "links": {
                "type": "object",
                "description": "The addresses of all lists, of the schema and of the documentation, by name.",
                "additionalProperties": address("An address."),
            },
        },
        always=("title", "description", "version", "revision", "licence", "limit", "links"),
    ),
    "Problem": thing(
        "What went wrong (RFC 9457).",
        {
            "type": address("Names the kind of problem, and leads to what it means."),
            "title": text("The kind of problem in words."),
            "status": number("The status of the answer.", minimum=400, maximum=599),
            "detail": text("What is wrong with this request."),
            "instance": text("The path that was asked for.", format="uri-reference"),
            "parameter": text("Which parameter is wrong."),
            "expected": text("What would be right."),
        },
        always=("type", "title", "status", "detail", "instance"),
    ),
}
