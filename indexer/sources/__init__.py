"""How does a file or folder of the outside world become raw stories?

    tally = Tally()
    for found in read(Path("arsip/"), SourceOptions(), tally=tally):
        ...  # a RawStory, or a Refused with its place and reason

One module answers one question: `packed` (which bytes?), `encoding` (which characters?), `lines`,
`recognise` (which format?), `columns` (which column is which field?), `records` (is it a story?),
`json_lines`, `csv_rows`, `csv_stories` and `pages` (the formats), `walk` (which files?), `reading`.
"""

from .options import MAX_RECORD_BYTES, SourceOptions, Tally
from .reading import read
from .walk import size_of

__all__ = ["MAX_RECORD_BYTES", "SourceOptions", "Tally", "read", "size_of"]
