"""How does a context become a page?"""

from dataclasses import fields
from typing import Any, cast

from flask import current_app, render_template

from search import Archive, LiveArchive

from .contexts import ErrorPage, FrontPage, SearchPage, StoryPage
from .settings import WebSettings

Page = FrontPage | SearchPage | StoryPage | ErrorPage


def render(page: Page) -> str:
    """The HTML of a page; its template sees the context's fields and nothing else."""
    values: dict[str, Any] = {f.name: getattr(page, f.name) for f in fields(page)}
    return render_template(page.template, **values)


def the_archive() -> Archive:
    """The newest snapshot of the app's archive."""
    return cast("LiveArchive", current_app.extensions["telusur"]).current()


def the_settings() -> WebSettings:
    """The app's settings."""
    return cast("WebSettings", current_app.config["TELUSUR"])
