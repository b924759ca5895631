"""What do the pages show that hold the box: the frame, and the portal made to show it?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from search import Story

from .parts import Link, said


@dataclass(frozen=True, slots=True, kw_only=True)
class FramePage:
    """The box alone, for an iframe."""

    template = "embed_frame.html"
    lang: str = field(metadata=said("The language of the box, id or en."))
    box: Mapping[str, Any] = field(metadata=said("What the box says in that language."))
    script: str = field(metadata=said("The address of the box's script."))
    action: str = field(metadata=said("Where the form leads where no script runs."))
    text: str = field(metadata=said("What stands in the form at first."))


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalPage:
    """A page of an invented portal, with the box in all its ways."""

    template = "embed_portal.html"
    look: str = field(metadata=said("The name of the portal's theme."))
    looks: tuple[Link, ...] = field(metadata=said("The themes, each with its address."))
    story: Story | None = field(metadata=said("The article; none where the archive is empty."))
    date: str = field(metadata=said("When it was published, in words."))
    paragraphs: tuple[str, ...] = field(metadata=said("Its text."))
    script: str = field(metadata=said("The address of the box's script."))
    frame: str = field(metadata=said("The address of the frame."))
    action: str = field(metadata=said("Where a plain form leads."))
    samples: Mapping[str, str] = field(metadata=said("What a portal writes, way by way."))
