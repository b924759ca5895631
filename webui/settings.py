"""What can be set about the pages?"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """Settings of the web UI; only webui.cli builds them from the outside world."""

    page_size: int = field(default=20, metadata={"help": "Stories on a page of results, 1 to 100."})
    related_limit: int = field(
        default=5, metadata={"help": "Related stories under a story; 0 hides them."}
    )
    base_url: str = field(
        default="",
        metadata={
            "help": "Where readers find the site, e.g. https://arsip.example, for canonical links"
            " and feeds; where empty, feeds go by the address they were asked at."
        },
    )
