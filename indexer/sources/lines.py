"""Where does each line of a source begin and end, and which are too long to be held?"""

from collections.abc import Iterator

from .options import MAX_RECORD_BYTES

Line = tuple[int, bytes | None]
"""A line's number, from 1, and its bytes without the line feed; None where it is too long."""


def read_lines(chunks: Iterator[bytes], max_bytes: int = MAX_RECORD_BYTES) -> Iterator[Line]:
    """Cut chunks of any size into lines, holding `max_bytes` and one chunk at most.

    When `chunks` raises, the line begun is not yielded: what is left of it is no line.
    """
    number = 0
    begun: list[bytes] = []
    size = 0  # of the line begun, also after its bytes were let go
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        size += len(first)
        begun.append(first)
        if size > max_bytes:
            begun.clear()
        if not others:
            continue
        number += 1
        yield number, (b"".join(begun) if size <= max_bytes else None)
        last = others.pop()
        for line in others:
            number += 1
            yield number, (line if len(line) <= max_bytes else None)
        begun = [last]
        size = len(last)
    if size:
        yield number + 1, (b"".join(begun) if size <= max_bytes else None)


def with_line_feeds(sample: bytes, chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Sample and chunks with the bare carriage returns of old Macintosh programs as line feeds.

    Only where `sample`, the beginning of the chunks, has no line feed at all: elsewhere a carriage
    return is part of the text.
    """
    if b"\r" in sample and b"\n" not in sample:
        return sample.replace(b"\r", b"\n"), (chunk.replace(b"\r", b"\n") for chunk in chunks)
    return sample, chunks
