"""What a browser would do with an admin page: read its form, fill it in, send it."""

from django.test import Client
from lxml import html


def fields_of(page: str) -> dict[str, list[str]]:
    """Every field that the page would send, but for the templates of new rows."""
    found: dict[str, list[str]] = {}
    for each in html.fromstring(page).iter("input", "select", "textarea"):
        name = each.get("name", "")
        if name and not any(mark in name for mark in ("__prefix__", "-empty-")) and (values := _sent(each)) is not None:
            found.setdefault(name, []).extend(values)
    return found


def _sent(field: html.HtmlElement) -> list[str] | None:
    """The values with which a field goes along; none of a list in which nothing is chosen, which is still there."""
    if field.tag == "select":
        return [option.get("value", "") for option in field.iter("option") if "selected" in option.attrib]
    if field.tag == "textarea":
        # A browser drops the line break that follows the tag.
        return [field.text_content().removeprefix("\n")]
    kind = field.get("type", "text")
    if kind in ("submit", "button") or (kind in ("checkbox", "radio") and "checked" not in field.attrib):
        return None
    return [field.get("value") or ("on" if kind == "checkbox" else "")]


def opened(client: Client, address: str) -> dict[str, list[str]]:
    response = client.get(address)
    assert response.status_code == 200, response
    return fields_of(response.content.decode())


def add_row(form: dict[str, list[str]], rows: str, **typed: object) -> str:
    """A row more, as the button adds it: `rows` is its prefix, such as `statements` or `statements-0-citations`."""
    place = int(form.get(f"{rows}-TOTAL_FORMS", ["0"])[0])
    form[f"{rows}-TOTAL_FORMS"] = [str(place + 1)]
    form.setdefault(f"{rows}-INITIAL_FORMS", ["0"])
    prefix = f"{rows}-{place}"
    if rows == "statements":
        for below in ("citations", "values"):
            form[f"{prefix}-{below}-TOTAL_FORMS"] = form[f"{prefix}-{below}-INITIAL_FORMS"] = ["0"]
        form[f"{prefix}-voice"], form[f"{prefix}-rank"] = ["fact"], ["normal"]
    if rows.endswith("citations"):
        form[f"{prefix}-stance"] = ["supports"]
    fill(form, prefix, **typed)
    return prefix


def fill(form: dict[str, list[str]], prefix: str = "", **typed: object) -> None:
    for name, value in typed.items():
        key = f"{prefix}-{name}" if prefix else name
        if value is False:
            form.pop(key, None)
        else:
            form[key] = [str(each) for each in value] if isinstance(value, list) else [str(value)]


def errors_in(page: str) -> str:
    """The words of every list of errors on the page."""
    pieces = page.split('<ul class="errorlist')[1:]
    return " | ".join(piece.split("</ul>")[0] for piece in pieces)
