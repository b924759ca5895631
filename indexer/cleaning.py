"""What story does a raw story hold, once the furniture around it is gone?"""

import re
from dataclasses import dataclass
from typing import Final

from search.dates import Moment
from search.language.datewords import ReadDate, read_date
from search.language.sentences import sentences
from search.values import Kind, Story

from .bylines import split_authors
from .datelines import split_dateline, without_lost_dateline
from .lines import LineLabel
from .places import find_places
from .raw import RawStory, Refused
from .related import Line, looks_like_headline, without_related
from .sifting import Sifted, rejoined, sift
from .text import lines_of, one_line, squeezed

CLEANER_VERSION: Final = 1
"""Raised whenever `derive` may give another story for the same raw one (`telusur reclean`)."""

MAX_DERIVED_TITLE_CHARS: Final = 140  # what a result page shows of a headline
ELLIPSIS: Final = "…"

_UPDATED: Final = re.compile(r"di(?:perbarui|perbaharui|update)|updated?", re.IGNORECASE)
_NOTHING_PRINTED: Final = re.compile(
    r"tidak ditemukan|scroll ke bawah.*|none|null|nan|nat|n/?a|[-–—]*", re.IGNORECASE
)
_DAY_IN_TEXT: Final = re.compile(
    r"\b(?:Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad)(?: (?:pagi|siang|sore|malam))?,? "
    r"\([0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?\)"
)
_KINDS: Final = (
    (Kind.ADVERTORIAL, frozenset({"advertorial", "adv", "pariwara", "iklan", "sponsored"})),
    (Kind.OPINION, frozenset({"opini", "opinion", "kolom", "editorial", "tajuk", "tajukrencana"})),
    (Kind.PHOTO, frozenset({"foto", "photo", "galerifoto", "fotografi", "beritafoto"})),
)
_TITLE_MARKS: Final = (
    (Kind.PHOTO, re.compile(r"[\[(]?(?:galeri )?(?:foto|photo)[\])]?\s*[:|]", re.IGNORECASE)),
    (Kind.OPINION, re.compile(r"[\[(]?(?:opini|kolom|tajuk)[\])]?\s*[:|]", re.IGNORECASE)),
)
_TOPIC_SEPARATOR: Final = re.compile(r"\s*[,;|>]\s*")
_NO_TOPICS: Final = frozenset({"tidakditemukan", "uncategorized", "none", "null", "nan", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A cleaned story, and what the report of an import counts about it."""

    story: Story
    date_unknown: bool
    date_turned: bool
    """Whether a slash date had to be read as month/day/year."""
    dropped: tuple[Line, ...] = ()
    """The lines left out as furniture, for whoever checks the rules; no part of the story."""

    @property
    def title_derived(self) -> bool:
        """Whether the first sentence stands in for a title."""
        return self.story.title_derived


@dataclass(frozen=True, slots=True)
class _Dates:
    published: Moment | None = None
    modified: Moment | None = None
    text: str = ""
    turned: bool = False


def derive(raw: RawStory) -> Derived | Refused:
    """Clean a raw story; Refused where no text is left of it.

    Pure and deterministic: the same raw story gives the same result until CLEANER_VERSION rises.
    Never raises, whatever the text. What could not be read stays empty; nothing is invented.
    """
    texts = rejoined(lines_of(raw.body))
    if not texts:
        return Refused(origin=raw.origin, reason="The story has no text.", id=raw.id)
    is_page = raw.form == "page"
    lines, related = without_related(texts, is_page=is_page)
    title = one_line(raw.title)
    if not title:
        title, lines = _headline(lines)
    sifted = sift(_without_title(lines, title), is_page=is_page)
    dateline, body = _dateline(sifted.paragraphs, source=raw.source)
    if not body and not sifted.captions:
        reason = "Nothing but page furniture is left of the story's text."
        return Refused(origin=raw.origin, reason=reason, id=raw.id)
    derived_title = "" if title else _first_sentence((*body, *sifted.captions)[0])
    dates = _dates(raw, sifted, body)
    topics = _topics(raw.topic)
    story = Story(
        id=raw.id,
        title=title or derived_title,
        title_derived=not title,
        body=body,
        url=raw.url.strip(),
        source=one_line(raw.source),
        published=dates.published,
        modified=dates.modified,
        date_text=dates.text,
        authors=split_authors(raw.author, source=raw.source)
        or tuple(dict.fromkeys(sifted.authors)),
        author_code=sifted.author_code,
        topics=topics,
        places=find_places((title, *body), dateline=dateline),
        dateline=dateline,
        captions=tuple(dict.fromkeys(sifted.captions)),
        kind=_kind(title, topics, sifted),
        corrects=_others(raw.corrects, raw),
        continues=_others(raw.continues, raw),
    )
    return Derived(
        story=story,
        date_unknown=dates.published is None,
        date_turned=dates.turned,
        dropped=(*related, *sifted.dropped),
    )


def _headline(lines: list[Line]) -> tuple[str, list[Line]]:
    """The first line of text as the title, if it reads like one and more text follows."""
    texts = (LineLabel.BODY, LineLabel.RELATED_ITEM)
    first = next((n for n, line in enumerate(lines) if line.label in texts), None)
    if first is None or any(line.label is LineLabel.DATELINE for line in lines[:first]):
        return "", lines
    rest = lines[:first] + lines[first + 1 :]
    has_text = any(line.label in (LineLabel.BODY, LineLabel.DATELINE) for line in rest[first:])
    if lines[first].label is LineLabel.BODY and looks_like_headline(lines[first].text) and has_text:
        return lines[first].text, rest
    return "", lines


def _without_title(lines: list[Line], title: str) -> list[Line]:
    """The lines without those that only repeat the title; all of them if nothing else is there."""
    wanted = squeezed(title)
    if not wanted:
        return lines
    others = [
        line
        for line in lines
        if line.label is LineLabel.CAPTION
        or abs(len(line.text) - len(title)) > len(title)
        or squeezed(line.text) != wanted
    ]
    return others if any(line.label is LineLabel.BODY for line in others) else lines


def _dateline(paragraphs: list[str], *, source: str) -> tuple[str, tuple[str, ...]]:
    """The dateline's place (the portal's own name is none), and the body without the dateline."""
    if not paragraphs:
        return "", ()
    found = split_dateline(paragraphs[0])
    place, lead = (found.place, found.rest) if found else ("", without_lost_dateline(paragraphs[0]))
    parts = (part for part in place.split(", ") if squeezed(part) != squeezed(source))
    return ", ".join(parts), tuple(text for text in (lead.strip(" ,;"), *paragraphs[1:]) if text)


def _first_sentence(paragraph: str) -> str:
    start, end = sentences(paragraph)[0]
    sentence = paragraph[start:end].strip()
    if len(sentence) <= MAX_DERIVED_TITLE_CHARS:
        return sentence
    cut = sentence[:MAX_DERIVED_TITLE_CHARS].rpartition(" ")[0].rstrip(" ,;:–-")
    return (cut or sentence[: MAX_DERIVED_TITLE_CHARS - 1]) + ELLIPSIS


def _dates(raw: RawStory, sifted: Sifted, body: tuple[str, ...]) -> _Dates:
    """When the story was published and changed, from its date field, else from a date line.

    A day in the text ("Senin (27/2)") is only kept as printed, unless `raw.year` makes it a date.
    """
    printed = one_line(raw.date)
    if _NOTHING_PRINTED.fullmatch(printed):
        printed = next(iter(sifted.date_lines), "")
    if printed:
        before, update, after = _parted(printed)
        published = _read(before, raw) or _read(after, raw)
        modified = _read(after, raw) if update else None
        if published is not None:
            moment = None if modified is None else modified.moment
            return _Dates(published.moment, moment, "", published.is_turned)
        return _Dates(text=printed)
    match = next((found for text in body if (found := _DAY_IN_TEXT.search(text))), None)
    if match is None:
        return _Dates()
    has_year = match.group().count("/") > 1
    found_day = None if has_year or raw.year is None else _read(match.group(), raw)
    if found_day is not None:
        return _Dates(found_day.moment)
    return _Dates(text=match.group())


def _parted(printed: str) -> tuple[str, str, str]:
    match = _UPDATED.search(printed)
    if match is None:
        return printed, "", ""
    return printed[: match.start()], match.group(), printed[match.end() :]


def _read(text: str, raw: RawStory) -> ReadDate | None:
    return read_date(text, year=raw.year, order=raw.date_order) if text else None


def _topics(text: str) -> tuple[str, ...]:
    topics = (topic.strip() for topic in _TOPIC_SEPARATOR.split(one_line(text)))
    return tuple(dict.fromkeys(topic for topic in topics if squeezed(topic) not in _NO_TOPICS))


def _others(names: tuple[str, ...], raw: RawStory) -> tuple[str, ...]:
    """The names of other stories among some: a link to itself says nothing."""
    return tuple(name for name in names if name not in (raw.id, raw.url.strip()))


def _kind(title: str, topics: tuple[str, ...], sifted: Sifted) -> Kind:
    if sifted.is_advertorial:
        return Kind.ADVERTORIAL
    names = {squeezed(topic) for topic in topics}
    of_topic = next((kind for kind, marks in _KINDS if names & marks), None)
    of_title = next((kind for kind, mark in _TITLE_MARKS if mark.match(title)), Kind.NEWS)
    return of_topic or of_title
