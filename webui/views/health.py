"""How is the service? For whoever watches it."""

from flask import Blueprint, Response, jsonify

from search import ArchiveError
from webui.rendering import the_live_archive

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def health() -> tuple[Response, int]:
    """Whether the archive can be searched, the newest index serves, and all of it was checked."""
    live = the_live_archive()
    try:
        state = live.current().state
    except ArchiveError as error:
        unavailable = {"status": "unavailable", "fault": error.code, "verifying": live.is_verifying}
        return _fresh(unavailable), 503
    # What exactly is damaged names files of this machine; that is for `telusur check` to tell.
    fault = "an older index serves; see telusur check" if live.fault else ""
    body: dict[str, object] = {
        "status": "degraded" if fault else "ok",
        "fault": fault,
        "verifying": live.is_verifying,
        "stories": state.stories,
        "revision": state.revision,
    }
    return _fresh(body), 200


def _fresh(body: dict[str, object]) -> Response:
    answer = jsonify(body)
    answer.headers["Cache-Control"] = "no-store"
    return answer
