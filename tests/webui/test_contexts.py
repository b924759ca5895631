"""Contexts and settings document themselves, and templates use no more than they give."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, meta

from webui import WebSettings
from webui.contexts import (
    CalendarPage,
    ErrorPage,
    FramePage,
    FrontPage,
    MonthPage,
    PickPage,
    PortalPage,
    RunningPage,
    SearchPage,
    StoryPage,
    ValuesPage,
    YearPage,
)

_PAGES = [FrontPage, CalendarPage, YearPage, MonthPage, ValuesPage, PickPage, SearchPage, StoryPage,
          RunningPage, FramePage, PortalPage, ErrorPage]  # fmt: skip
_ENVIRONMENT = Environment(loader=FileSystemLoader("webui/templates"), autoescape=True)


@pytest.mark.parametrize("kind", [*_PAGES, WebSettings], ids=lambda kind: kind.__name__)
def test_every_field_says_what_it_is(kind: type) -> None:
    """Each field of a page's context and each setting has a sentence of help."""
    for field in fields(kind):
        assert str(field.metadata.get("help", "")).endswith("."), field.name


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.__name__)
def test_a_template_uses_exactly_its_context(page: type) -> None:
    """A field that no template shows is dead; a name that no field gives is an error."""
    names = {field.name for field in fields(page)}
    used: set[str] = set()
    for template in _with_parts(page.template):
        used |= _unknown(template)
    assert used - {"words", "url_for"} - _macros() == names


def _macros() -> set[str]:
    text = "".join(p.read_text("utf-8") for p in Path("webui/templates").glob("*.html"))
    return set(re.findall(r"{% macro (\w+)", text))


def _unknown(template: str) -> set[str]:
    source = Path("webui/templates", template).read_text("utf-8")
    return meta.find_undeclared_variables(_ENVIRONMENT.parse(source))


def _with_parts(template: str) -> set[str]:
    """A template and what it extends, includes or imports."""
    source = Path("webui/templates", template).read_text("utf-8")
    found = {template}
    for other in meta.find_referenced_templates(_ENVIRONMENT.parse(source)):
        found |= _with_parts(str(other))
    return found


def test_no_template_switches_escaping_off() -> None:
    """Nothing is marked safe."""
    for path in Path("webui").rglob("*"):
        if path.suffix in (".html", ".py"):
            text = path.read_text("utf-8")
            assert not any(word in text for word in ("|safe", "| safe", "Markup(", "autoescape"))
