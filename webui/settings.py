"""What can be set about the pages?"""

from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """Settings of the web UI; only webui.cli builds them from the outside world.

    Texts from there are read by webui.fronting, which says what is malformed.
    """

    page_size: int = field(default=20, metadata={"help": "Stories on a page of results, 1 to 100."})
    related_limit: int = field(
        default=5, metadata={"help": "Related stories under a story; 0 hides them."}
    )
    base_url: str = field(
        default="",
        metadata={
            "help": "Where readers find the site, e.g. https://portal.example/arsip/, for canonical"
            " links and feeds; its path goes before every address of ours. Where empty, the site"
            " has no path, and feeds go by the address they were asked at."
        },
    )
    trusted_proxies: tuple[Network, ...] = field(
        default=(),
        metadata={"help": "From where X-Forwarded-For, -Proto and -Host are believed."},
    )
    allowed_hosts: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "Names the site answers to, besides that of base_url; .portal.example is also"
            " every name below it. Where empty, all."
        },
    )
    cors_origins: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "Whose pages may read /api/v1 from a browser, e.g. https://portal.example;"
            " * is everybody's, none where empty."
        },
    )
    api_rate: int = field(
        default=0,
        metadata={"help": "Requests that one address may make of /api/v1 a minute; 0: any number."},
    )
    rates_file: Path | None = field(
        default=None,
        metadata={"help": "Where they are counted, for all processes; None: they are not."},
    )
    frame_origins: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "Whose pages may show /sematan/bingkai in a frame, e.g."
            " https://portal.example; where empty, nobody's."
        },
    )
    demo_portal: bool = field(
        default=False,
        metadata={"help": "Whether /sematan/portal, an invented portal with the box, is there."},
    )
