"""The templates of public pages, each read as the site reads it: what only some page would meet is met here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from jinja2 import Environment, TemplateError, meta, nodes

FOLDER = settings.BASE_DIR / "templates" / "public"
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())


@pytest.fixture
def env() -> Environment:
    return engines["jinja2"].env


def tree(env: Environment, name: str) -> nodes.Template:
    assert env.loader
    return env.parse(env.loader.get_source(env, name)[0])


def wrong(env: Environment, name: str) -> Iterator[str]:
    """Jinja2 itself looks for some of these only when it comes by."""
    try:
        found = tree(env, name)
        env.get_template(name)
    except TemplateError as error:
        yield str(error)
        return
    yield from (f"no filter {each.name}" for each in found.find_all(nodes.Filter) if each.name not in env.filters)
    yield from (f"no test {each.name}" for each in found.find_all(nodes.Test) if each.name not in env.tests)
    for each in found.find_all((nodes.Extends, nodes.Include)):
        if each.template.value not in NAMES:
            yield f"no template {each.template.value}"
    for each in found.find_all(nodes.FromImport):
        there = {macro.name for macro in tree(env, each.template.value).find_all(nodes.Macro)}
        yield from (f"no macro {macro}" for macro in each.names if macro not in there)
    if next(found.find_all(nodes.Macro), None):  # sees what it is given, and nothing of the page
        yield from (f"not given: {each}" for each in meta.find_undeclared_variables(found) - env.globals.keys())


@pytest.mark.parametrize("name", NAMES)
def test_every_template_can_be_read_and_finds_what_it_names(env, name):
    assert list(wrong(env, name)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% if %}",
        "{{ 1|nothing }}",
        "{% if here %}{{ 1|nothing }}{% endif %}",
        "{% load record %}",
        '{% include "nothing.html" %}',
        '{% from "components/_notes.html" import nothing %}',
        "{% macro one(each) %}{{ other }}{% endmacro %}",
    ],
)
def test_one_that_is_broken_would_be_found(env, text, tmp_path, monkeypatch):
    (tmp_path / "broken.html").write_text(text)
    broken = env.overlay(cache_size=0)
    monkeypatch.setattr(broken, "loader", type(env.loader)([tmp_path, FOLDER]))
    assert list(wrong(broken, "broken.html"))


def test_none_of_them_is_read_by_the_other_language(env):
    assert len(NAMES) > 50
    assert not [each for each in (settings.BASE_DIR / "templates").iterdir() if each.name not in ("admin", "public")]
    assert not Path(FOLDER, "admin").exists()


def test_what_stands_behind_a_full_stop_is_a_key_and_never_a_method(env):
    shown = env.from_string("{{ it.items }} {{ it.values }}{% if it.keys %}!{% endif %} {{ it.none.display }}")
    assert shown.render(it={"items": 3, "none": None}) == "3  "


def test_everything_is_escaped_whatever_the_file_is_called(env):
    for name in ("base.html", "machines/robots.txt", "machines/sitemap.xml"):
        assert env.get_template(name).environment.autoescape is True
    assert env.from_string("{{ it }}").render(it="<&'\">") == "&lt;&amp;&#39;&#34;&gt;"


def test_files_are_looked_at_again_only_while_they_are_written(env):
    assert env.auto_reload is settings.DEBUG is False


def test_what_a_template_is_given_of_its_own_is_seen_by_no_other(env, tmp_path, monkeypatch):
    (tmp_path / "one.html").write_text("{{ own }}{{ url('home') }}")
    (tmp_path / "other.html").write_text("{{ own }}{{ url('home') }}")
    fresh = env.overlay(cache_size=10)
    monkeypatch.setattr(fresh, "loader", type(env.loader)([tmp_path]))
    assert fresh.get_template("one.html", globals={"own": "mine"}).render() == "mine/"
    assert fresh.get_template("other.html").render() == "/"
    assert fresh.from_string("{{ own }}").render() == ""


def test_a_macro_is_made_once_and_not_for_each_page(env):
    page = env.get_template("entries/entry.html")
    macros = env.get_template("components/_statement.html")
    assert macros._get_default_module(page.new_context({})) is macros._get_default_module(page.new_context({}))
