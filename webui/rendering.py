"""How does a context become a page, and what do all pages share?"""

from dataclasses import fields, replace
from typing import Any, ClassVar, Final, Protocol, cast
from urllib.parse import urljoin

from flask import current_app, g, render_template, request

from search import Archive, LiveArchive, Query, today_wib

from . import words
from .settings import WebSettings


class Page(Protocol):
    """A page's context: a dataclass that names its template."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    template: str


SETTINGS_KEY: Final = "TELUSUR"


def render(page: Page) -> str:
    """The HTML of a page; its template sees the context's fields, `words`, and nothing else."""
    values: dict[str, Any] = {f.name: getattr(page, f.name) for f in fields(page)}
    return render_template(page.template, words=words, **values)


def the_archive() -> Archive:
    """The newest snapshot of the app's archive; the error pages know by it what was asked."""
    archive = the_live_archive().current()
    g.asked = archive
    return archive


def the_live_archive() -> LiveArchive:
    """The app's archive, whatever its state."""
    return cast("LiveArchive", current_app.extensions["telusur"])


def of_today(query: Query) -> Query:
    """The query as asked today: "kemarin" and the age of stories are counted from this WIB day."""
    return replace(query, today=today_wib())


def the_settings() -> WebSettings:
    """The app's settings."""
    return cast("WebSettings", current_app.config[SETTINGS_KEY])


def absolute(path: str) -> str:
    """An address as urls.py gives it, with its host: the one set, else the one asked at."""
    return urljoin(the_settings().base_url or request.url_root, path)


def canonical(path: str) -> str:
    """An address of ours for rel=canonical.

    With its host only where one is set: a host that a request brings along may be anybody's.
    """
    return urljoin(the_settings().base_url, path)
