"""An invented portal with the box in all its ways, for trying it: `telusur serve --demo-portal`.

Its pages stand under the policy that docs/embedding.md asks of a portal, and no wider one.
"""

from typing import Final

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from search import ArchiveError, Query, Sort, Story
from webui import words
from webui.contexts import Link, PortalPage
from webui.rendering import absolute, render, the_archive

from .embedding import SCRIPT

pages = Blueprint("portal", __name__)

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
    " frame-src 'self'; form-action 'self'; img-src data:; base-uri 'none';"
    " frame-ancestors 'none'; require-trusted-types-for 'script'"
)
_PARAGRAPHS: Final = 6


@pages.get("/sematan/portal")
def show() -> Response:
    """The portal's one page; ?tema= is how it looks."""
    looks = words.embedding.LOOKS
    look = request.args.get("tema", "")
    story = _newest()
    page = PortalPage(
        look=look if look in looks else next(iter(looks)),
        looks=tuple(
            Link(text=text, href=url_for("portal.show", tema=name)) for name, text in looks.items()
        ),
        story=story,
        date=words.figures.tanggal(story.published, story.date_text) if story else "",
        paragraphs=story.body[:_PARAGRAPHS] if story else (),
        script=url_for(SCRIPT),
        frame=url_for("embedding.frame"),
        action=url_for("front.show"),
        samples=_samples(),
    )
    answer = Response(render(page), content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _newest() -> Story | None:
    """The archive's newest story; none where there is no archive yet."""
    try:
        found = the_archive().search(Query(sort=Sort.NEWEST), limit=1)
    except ArchiveError:
        return None
    return found.hits[0].story if found.hits else None


def _samples() -> dict[str, str]:
    """What a portal writes into its pages, with this archive's addresses."""
    script, frame = absolute(url_for(SCRIPT)), absolute(url_for("embedding.frame"))
    front = absolute(url_for("front.show"))
    line = f'<script type="module" src="{script}"></script>\n'
    return {
        "inline": f"{line}<telusur-box></telusur-box>",
        "dialog": '<telusur-box mode="dialog"></telusur-box>',
        "link": '<telusur-box mode="link"></telusur-box>',
        "english": '<telusur-box lang="en"></telusur-box>',
        "frame": f'<iframe src="{frame}"></iframe>',
        "form": f'<form action="{front}"><input name="q" type="search"></form>',
    }
