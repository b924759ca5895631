"""Which story is a page of text as it was scraped?"""

from collections.abc import Iterator

from indexer.raw import RawStory, Refused

from .encoding import decoder_for
from .options import MAX_RECORD_BYTES, TOO_LONG, Tally
from .records import StoryMaker


def read_page(
    chunks: Iterator[bytes], *, maker: StoryMaker, below_source: str, name: str, tally: Tally
) -> Iterator[RawStory | Refused]:
    """The one story of a file: all its text, with line feeds as line ends."""
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_RECORD_BYTES:
            yield Refused(origin=name, reason=TOO_LONG)
            return
        held.append(chunk)
    page = b"".join(held)
    decode = decoder_for(page, tally)
    text = "\n".join(decode(line) for line in page.split(b"\n"))
    yield maker.of_page(text.replace("\r\n", "\n"), below_source, name)
