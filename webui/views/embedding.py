"""How does the archive stand in pages that are not ours: by a script, in a frame, under an article?

docs/embedding.md tells a portal how to use it. The script answers any origin, as a module script
must; the frame is shown in pages of the origins that are set, and in no others.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, redirect, request, url_for
from werkzeug.wrappers import Response

from search import StoryNotFound, story_key
from webui import words
from webui.contexts import FramePage
from webui.rendering import render, the_settings

pages = Blueprint("embedding", __name__)

SCRIPT: Final = "embedding.script"
"""The script's endpoint; its ETag is of its content, not of the archive."""

_FOLDER: Final = Path(__file__).parent.parent / "static" / "sematan"
_KEPT_S: Final = 300  # a new version reaches every portal within five minutes
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src data:;"
    " form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; frame-ancestors "
)


def install(app: Flask) -> None:
    """Have an app serve the script, read once."""
    app.add_url_rule("/sematan/telusur.js", SCRIPT, _script_view(_script().encode("utf-8")))
    app.register_blueprint(pages)


def _script() -> str:
    """The box as one module: what it says, how it looks, and what it does."""
    said = json.dumps(words.embedding.BOX, ensure_ascii=False, separators=(",", ":"))
    style = json.dumps((_FOLDER / "telusur.css").read_text("utf-8"), ensure_ascii=False)
    code = (_FOLDER / "telusur.js").read_text("utf-8")
    return f"const WORDS = {said};\nconst STYLE = {style};\n{code}"


def _script_view(content: bytes) -> Callable[[], Response]:
    tag = hashlib.sha256(content).hexdigest()[:12]

    def script() -> Response:
        answer = Response(content, content_type="text/javascript; charset=utf-8")
        answer.set_etag(tag, weak=True)
        answer.headers["Cache-Control"] = f"public, max-age={_KEPT_S}"
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer.make_conditional(request)

    return script


@pages.get("/sematan/bingkai")
def frame() -> Response:
    """A page with nothing but the box, for a portal's iframe; ?bahasa=en has it in English."""
    lang = "en" if request.args.get("bahasa") == "en" else "id"
    page = FramePage(
        lang=lang,
        box=words.embedding.BOX[lang],
        script=url_for(SCRIPT),
        action=url_for("search.show"),
        text=request.args.get("q", "")[:500],
    )
    answer = Response(render(page), content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = _POLICY + _ancestors()
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _ancestors() -> str:
    """The origins whose pages may show the frame, as a policy names them."""
    settings = the_settings()
    origins = (*(["'self'"] if settings.demo_portal else []), *settings.frame_origins)
    return " ".join(origins) or "'none'"


@pages.get("/sematan/berita")
def story() -> Response:
    """Leads to the page of the story with ?id=, for ids that cannot stand in a path as they are."""
    story_id = request.args.get("id", "")
    if not story_id:
        raise StoryNotFound("no id was given", id="")
    return redirect(url_for("story.show", key=story_key(story_id)))
