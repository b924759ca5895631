"""A page as a test reads it: its elements, its links and its text, by the standard parser."""

from html.parser import HTMLParser
from urllib.parse import urljoin

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class Page(HTMLParser):
    """What stands on a page. Raises AssertionError where elements are not closed in order."""

    def __init__(self, answer: TestResponse) -> None:
        super().__init__()
        self.answer = answer
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.links: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(answer.get_data(as_text=True))
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and where it leads."""
        values = {name: value or "" for name, value in attrs}
        assert len(values) == len(attrs), f"an attribute of <{tag}> stands twice"
        self.elements.append((tag, values))
        self.links += [values[name] for name in ("href", "action", "src") if name in values]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """See that the innermost element ends."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Gather the text."""
        self.text += data

    @property
    def tags(self) -> set[str]:
        """The names of the elements."""
        return {tag for tag, _ in self.elements}

    @property
    def spoken(self) -> str:
        """The text with its blanks joined."""
        return " ".join(self.text.split())

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """The attributes of every such element."""
        return [
            values
            for name, values in self.elements
            if name == tag and all(values.get(key) == value for key, value in wanted.items())
        ]


def page_at(client: FlaskClient, address: str, status: int = 200) -> Page:
    """The page at an address, which answers with this status."""
    answer = client.get(urljoin("/", address))
    assert answer.status_code == status, address
    assert answer.mimetype == "text/html"
    return Page(answer)
