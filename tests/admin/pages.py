"""What a browser would do with an admin page: read its form, fill it in, send it."""

from html.parser import HTMLParser

from django.test import Client


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.select: str = ""
        self.area: str = ""
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        found = dict(attrs)
        name = found.get("name") or ""
        if tag == "input" and name:
            kind = found.get("type", "text")
            if kind in ("submit", "button"):
                return
            if kind in ("checkbox", "radio") and "checked" not in found:
                return
            self.fields.setdefault(name, []).append(found.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "select" and name:
            self.select = name
            self.fields.setdefault(name, [])
        elif tag == "option" and self.select and "selected" in found:
            self.fields[self.select].append(found.get("value") or "")
        elif tag == "textarea" and name:
            self.area, self.text = name, []

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea" and self.area:
            # A browser drops the line break that follows the tag.
            self.fields.setdefault(self.area, []).append("".join(self.text).removeprefix("\r\n").removeprefix("\n"))
            self.area = ""


def fields_of(html: str) -> dict[str, list[str]]:
    """Every field that the page would send, but for the templates of new rows."""
    reader = _Reader()
    reader.feed(html)
    templates = ("__prefix__", "-empty-")
    return {name: values for name, values in reader.fields.items() if not any(mark in name for mark in templates)}


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


def errors_in(html: str) -> str:
    """The words of every list of errors on the page."""
    pieces = html.split('<ul class="errorlist')[1:]
    return " | ".join(piece.split("</ul>")[0] for piece in pieces)
