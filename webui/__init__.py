"""What does a reader see? Flask pages over an archive, and the JSON API beside them."""

from typing import Final

from flask import Flask, Response
from jinja2 import StrictUndefined

from search import LiveArchive

from . import errors, words
from .settings import WebSettings
from .urls import address
from .views import api, front, search, story

__all__ = ["WebSettings", "create_app"]

_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)


def create_app(live: LiveArchive, settings: WebSettings | None = None) -> Flask:
    """The web UI over an archive; a test hands over one in a temporary folder."""
    app = Flask(__name__)
    app.config["TELUSUR"] = settings or WebSettings()
    app.extensions["telusur"] = live
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(address=address, date_text=words.date_text)
    for pages in (front.pages, search.pages, story.pages, api.pages):
        app.register_blueprint(pages)
    errors.install(app)
    app.after_request(_secured)
    return app


def _secured(answer: Response) -> Response:
    answer.headers.setdefault("Content-Security-Policy", _POLICY)
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    return answer
