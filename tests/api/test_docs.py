"""The documentation: over the schema, without gaps, and its examples run."""

import re
from html import unescape
from urllib.parse import quote

import pytest

from partnership.api.openapi import schema
from partnership.models import Entry
from tests.api.shape import faults

NAMES = [item["get"]["operationId"] for item in schema()["paths"].values()]
PAGES = ["/api/v1/docs/", "/api/v1/docs/forms/", *(f"/api/v1/docs/{name}/" for name in NAMES)]
pytestmark = pytest.mark.django_db


def test_every_link_leads_somewhere_and_every_anchor_is_there(client, record):
    texts: dict[str, str] = {}
    for page in PAGES:
        texts[page] = client.get(page).content.decode()
        for link in re.findall(r'href="([^"]*)"', texts[page]):
            path, _, anchor = unescape(link).removeprefix("http://127.0.0.1:8000").partition("#")
            path = path or page
            if not path.startswith("/") or path.startswith("/static/"):
                continue
            if path not in texts:
                answer = client.get(path)
                assert answer.status_code == 200, (page, link)
                texts[path] = answer.content.decode()
            assert not anchor or f'id="{anchor}"' in texts[path], (page, link)


def test_every_parameter_answer_and_form_is_on_a_page(client, record):
    forms = client.get("/api/v1/docs/forms/").content.decode()
    for name, component in schema()["components"]["schemas"].items():
        assert f'id="{name}"' in forms
        for field in component.get("properties", {}):
            assert f">{field}<" in forms
    for item in schema()["paths"].values():
        text = client.get(f"/api/v1/docs/{item['get']['operationId']}/").content.decode()
        for parameter in item["get"].get("parameters", ()):
            assert f'id="parameter-{parameter["name"]}"' in text
            assert f'name="{parameter["name"]}"' in text
        for status in item["get"]["responses"]:
            assert f"<b>{status}</b>" in text


@pytest.mark.parametrize("page", PAGES)
def test_a_page_needs_no_script_or_style_of_its_own(client, record, page):
    text = client.get(page).content.decode()
    assert not re.search(r"<script(?![^>]* src=)|<style|style=|\son[a-z]+=\"", text)
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!127.0.0.1|creativecommons)', text)


def test_the_form_of_each_operation_as_it_stands_shows_something(client, record):
    """Every field that a browser would send, blank ones too."""
    for name in NAMES:
        text = client.get(f"/api/v1/docs/{name}/").content.decode().partition('<form class="try"')[2]
        sent = re.findall(r'<input [^>]*name="([^"]*)"[^>]*? value="([^"]*)"', text.partition("</form>")[0])
        for select, options in re.findall(r'<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>', text, re.DOTALL):
            chosen = re.search(r"<option selected>([^<]*)", options)
            sent.append((select, chosen[1] if chosen else ""))
        query = "&".join(f"{key}={quote(unescape(value))}" for key, value in sent)
        answer = client.get(f"/api/v1/docs/try/{name}/?{query}")
        assert answer.status_code == 302, name
        assert "=&" not in answer["Location"]
        assert not answer["Location"].endswith("=")
        assert client.get(answer["Location"]).status_code == 200, answer["Location"]


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("entries_read/?key=a%2Fb&fields=", "/api/v1/entries/a%2Fb/"),
        ("entries_at/?plural=events&slug=x&fields=id,title", "/api/v1/events/x/?fields=id,title"),
        ("entries_list/?kind=event&kind=system&q=%26", "/api/v1/entries/?q=%26&kind=event&kind=system"),
        ("entries_at/?plural=..&slug=%2F%2Fevil.example", "/api/v1/../%2F%2Fevil.example/"),
        ("entries_read/?key=%0D%0AX-Evil:%201", "/api/v1/entries/X-Evil%3A%201/"),
        ("root/", "/api/v1/"),
    ],
)
def test_a_form_leads_to_the_address_that_it_means(client, asked, location):
    assert client.get(f"/api/v1/docs/try/{asked}")["Location"] == location


@pytest.mark.parametrize("asked", ["entries_read/", "entries_list/?colour=red", "entries_list/?limit=1&limit=2"])
def test_what_a_form_cannot_mean_is_refused(client, asked):
    answer = client.get(f"/api/v1/docs/try/{asked}")
    assert answer.status_code == 400
    assert not faults(answer.json(), "Problem")


def test_a_page_that_is_not_there_is_not_there_as_on_the_rest_of_the_site(client):
    for path in ("/api/v1/docs/nothing/", "/api/v1/docs/try/nothing/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert client.get("/api/v1/docs/", headers={"Accept": "text/html"}).status_code == 200


def test_the_limit_that_is_set_is_the_limit_that_is_said(client, settings):
    settings.API_RATE = "7/hour"
    assert "7 requests an hour from one address" in client.get("/api/v1/docs/").content.decode()


@pytest.mark.once
def test_the_lines_of_python_print_every_agreement(client, record, monkeypatch, capsys):
    text = unescape(client.get("/api/v1/docs/").content.decode())
    lines = re.search(r"<code>(import json.*?)</code>", text, re.DOTALL)
    assert lines

    class Answer:
        def __init__(self, address: str) -> None:
            self.read = lambda: client.get(address).content

    monkeypatch.setattr("urllib.request.urlopen", Answer)
    exec(lines[1], {})  # noqa: S102  the lines as a reader copies them
    assert capsys.readouterr().out == "March 2004\tThe Deal\n"
    assert Entry.objects.filter(kind="agreement").count() == 1
