"""What does a reader see? Flask pages over an archive, and the JSON API beside them."""

from typing import Final, cast

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined

from search import LiveArchive

from . import api, caching, errors, fronting
from .api import push
from .api.pushed import ReadRecord
from .rendering import SETTINGS_KEY
from .settings import WebSettings
from .views import (
    asjson,
    browsing,
    citing,
    daily,
    embedding,
    feed,
    front,
    health,
    opensearch,
    picking,
    portal,
    running,
    search,
    story,
    suggesting,
    table,
    values,
)

__all__ = ["WebSettings", "create_app"]

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
    " img-src 'self' data:; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)


def create_app(
    live: LiveArchive,
    settings: WebSettings | None = None,
    *,
    read_record: ReadRecord | None = None,
) -> Flask:
    """The web UI over an archive; a test hands over one in a temporary folder.

    Without `read_record` no stories can be pushed.
    """
    app = Flask(__name__)
    settings = settings or WebSettings()
    app.config[SETTINGS_KEY] = settings
    app.extensions["telusur"] = live
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.lstrip_blocks = True
    json = cast("DefaultJSONProvider", app.json)
    json.sort_keys, json.ensure_ascii = False, False  # as `telusur search --json` prints it
    modules = (
        front, browsing, daily, values, search, picking, story, citing, running,
        suggesting, opensearch, asjson, table, feed, health,
    )  # fmt: skip
    for module in modules:
        app.register_blueprint(module.pages)
    embedding.install(app)
    if settings.demo_portal:
        app.register_blueprint(portal.pages)
    fronting.install(app, settings)  # first: who asks by a foreign name gets nothing else
    api.install(app, settings)
    push.install(app, live, read_record)
    caching.install(app)
    errors.install(app)
    app.after_request(_secured)
    return app


def _secured(answer: Response) -> Response:
    answer.headers.setdefault("Content-Security-Policy", _POLICY)
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    return answer
