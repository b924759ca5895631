"""How does a reader jump from one mark of a story to the next?

Marks with nothing but signs and blanks between them are one stop, lest "kota jambi" be two.
"""

from collections.abc import Iterator, Sequence

from search import Snippet
from webui import words
from webui.contexts import MarkedParagraph, MarkedPiece


def with_stops(paragraphs: Sequence[Snippet]) -> tuple[tuple[MarkedParagraph, ...], int]:
    """The paragraphs with their stops numbered from 1, and how many stops there are."""
    pieces: list[tuple[MarkedPiece, ...]] = []
    stops = 0
    for snippet in paragraphs:
        pieces.append(tuple(_pieces(snippet, stops)))
        stops = max((piece.stop for piece in pieces[-1]), default=0) or stops
    return tuple(_paragraph(own, stops) for own in pieces), stops


def _pieces(snippet: Snippet, stops: int) -> Iterator[MarkedPiece]:
    goes_on = False
    for text, is_match in snippet.pieces():
        begins = is_match and not goes_on
        stops += begins
        yield MarkedPiece(text=text, is_match=is_match, stop=stops if begins else 0)
        goes_on = is_match or (goes_on and not any(map(str.isalnum, text)))


def _paragraph(pieces: tuple[MarkedPiece, ...], stops: int) -> MarkedParagraph:
    own = [piece.stop for piece in pieces if piece.stop]
    if not own:
        return MarkedParagraph(pieces=pieces, place="", next_stop=0)
    return MarkedParagraph(
        pieces=pieces,
        place=words.story.stops_text(own[0], own[-1], stops),
        next_stop=own[-1] + 1 if own[-1] < stops else 0,
    )
