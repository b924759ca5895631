"""Which records does a file of JSON Lines hold?"""

import json
from collections.abc import Callable, Iterator

from indexer.raw import RawStory, Refused

from .lines import Line
from .options import TOO_LONG, Tally
from .records import StoryMaker

# NaN is what programs write that know no null. Numbers stay as printed: then no id changes its
# digits, and a number of a million digits costs nothing.
_JSON = json.JSONDecoder(
    strict=False, parse_constant=lambda _: None, parse_int=str, parse_float=str
)


def read_json_lines(
    lines: Iterator[Line],
    *,
    decode: Callable[[bytes], str],
    maker: StoryMaker,
    name: str,
    tally: Tally,
) -> Iterator[RawStory | Refused]:
    """One story or refusal for each line that is not blank; of a key twice, the last one counts."""
    for number, line in lines:
        origin = f"{name}:{number}"
        if line is None:
            yield Refused(origin=origin, reason=TOO_LONG)
            continue
        if b"\0" in line:
            tally.nulls += line.count(b"\0")
            line = line.replace(b"\0", b"")
        # A mark within a file comes from joining files; str.strip does not count it as blank.
        text = decode(line).strip("\ufeff \t\r\n\v\f\x1a")
        if not text:
            continue
        try:
            record, end = _JSON.raw_decode(text)
        except json.JSONDecodeError as error:
            yield Refused(origin=origin, reason=f"is not JSON: {_worded(error)}")
        except RecursionError:
            yield Refused(origin=origin, reason="is nested too deep")
        else:
            if end != len(text):
                reason = f"is not one JSON object: more follows it at character {end + 1:,}"
                yield Refused(origin=origin, reason=reason)
            elif not isinstance(record, dict):
                yield Refused(origin=origin, reason="is not a JSON object")
            else:
                yield maker.of_record(record, origin)


def _worded(error: json.JSONDecodeError) -> str:
    return f"{error.msg[:1].lower()}{error.msg[1:]} at character {error.pos + 1:,}"
