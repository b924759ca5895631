"""What may a browser keep, and how does it learn that what it kept is still true?

Files of ours have their content's hash in their address and are kept for good. A page is asked for
again each time, but only sent where something changed: its ETag (RFC 9110, section 8.8.3) names all
that it is made from. So a story that was withdrawn is gone at the next look.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, g, request
from flask_compress import Compress

from search import today_wib

from .rendering import the_live_archive, the_settings

_FOR_GOOD: Final = "public, max-age=31536000, immutable"
_ASK_AGAIN: Final = "no-cache"
_HASH_CHARS: Final = 12
_ANY_TIME: Final = frozenset(
    {"health.health", "push.look", "embedding.frame", "embedding.script", "portal.show", "static"}
)
"""Endpoints whose answers are not made from the archive alone, or stand under a policy of their
own: a browser takes the headers of a 304 for those of what it kept (RFC 9111, section 3.2)."""


def install(app: Flask) -> None:
    """Compress what is sent, and say how long it may be kept."""
    app.config["COMPRESS_ALGORITHM"] = ["br", "zstd", "gzip"]
    Compress(app)  # first, so that it comes last: it packs what the others wrote
    folder = Path(str(app.static_folder))
    hashes = {p.relative_to(folder).as_posix(): _hash(p.read_bytes()) for p in _files(folder)}
    program = _hash(b"".join(path.read_bytes() for path in _files(Path(app.root_path))))

    @app.url_defaults
    def name_content(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and values.get("filename") in hashes:
            values["v"] = hashes[values["filename"]]

    @app.before_request
    def unchanged() -> Response | None:
        if request.endpoint is None or request.endpoint in _ANY_TIME:
            return None
        if request.method not in ("GET", "HEAD"):
            return None
        made_from = (
            program,
            the_settings(),
            the_live_archive().version(),
            today_wib(),
            _canonical(),
        )
        g.tag = _hash(repr(made_from).encode("utf-8", "surrogatepass"))
        if not request.if_none_match.contains_weak(g.tag):
            return None
        return Response(status=304)

    @app.after_request
    def may_be_kept(answer: Response) -> Response:
        if request.endpoint == "static":
            name = (request.view_args or {}).get("filename", "")
            is_named = request.args.get("v") == hashes.get(name, "")
            answer.headers["Cache-Control"] = _FOR_GOOD if is_named else _ASK_AGAIN
        elif answer.status_code in (200, 304) and "tag" in g:
            answer.set_etag(g.tag, weak=True)
            answer.headers["Cache-Control"] = _ASK_AGAIN
        return answer


def _canonical() -> str:
    """The address that was asked for; the order of different parameters says nothing."""
    pairs = sorted(request.args.items(multi=True), key=lambda pair: pair[0])
    return f"{request.base_url} {pairs!r}"


def _files(folder: Path) -> Iterator[Path]:
    """All files below a folder but what Python writes there, in one order."""
    return (p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".pyc")


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_HASH_CHARS]
