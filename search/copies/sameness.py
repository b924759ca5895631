"""Are two stories the same news, so that a page may show one for both?

They are if nearly all wording is shared, one text has every figure and day of the other, and
nothing that differs says something else: no figure or name in place of another, no "tidak" or
"akan" that only one has. In doubt they are not: a
copy shown twice costs a line, a corrected story hidden behind the wrong one costs trust.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from search.values import Story

from .figures import in_one_spelling
from .shingles import Shingle, shingles, similarity
from .words import Word, words_of

LEAST: Final = 0.9
"""Similarity from which two stories can be copies (design, section 4)."""
_TURNS: Final = frozenset(
    "tidak bukan belum batal urung gagal tanpa kecuali akan naik turun menang kalah imbang seri"
    " dibuka ditutup hidup selamat tewas meninggal luka".split()
)
"""One of them in one text only, and the sentence says something else."""
_FORMS: Final = {
    form: turn
    for turn, forms in {
        "tidak": "tak nggak enggak",
        "naik": "naikkan menaikkan dinaikkan kenaikan",
        "turun": "turunkan menurunkan diturunkan penurunan",
        "menang": "menangkan memenangkan kemenangan kalahkan mengalahkan",
        "kalah": "dikalahkan kekalahan",
        "batal": "batalkan membatalkan dibatalkan pembatalan",
    }.items()
    for form in forms.split()
}
_OF_HEADLINES: Final = _TURNS - {"akan", "tewas", "meninggal", "luka"} | frozenset(
    "ralat koreksi klarifikasi update lanjutan susulan lagi kembali besok kemarin lusa".split()
)
"""Those of headlines, which tell a correction, a continuation and another day besides; but of two
headlines of one story one may say "meninggal" and the other "tewas", or leave out "akan"."""
_TODAY: Final = ("hari", "ini")
_PLACING: Final = frozenset({"di", "ke"})
_SORTS_OF_PLACE: Final = frozenset(
    "kabupaten kab kota kotamadya kecamatan kec kelurahan desa dusun provinsi pasar pulau".split()
)
_SHORT: Final = 3  # words; what a longer passage adds is not said in place of something
_ONE_NAME: Final = 90.0  # of 100: "Kulonprogo" and "Kulon Progo", but not "Suparman" and "Sutarman"


class Copyable:
    """A story as it is compared with others; make it once for several comparisons."""

    def __init__(self, story: Story) -> None:
        self.story = story

    @cached_property
    def _title(self) -> tuple[Word, ...]:
        return words_of((self.story.title,))

    @cached_property
    def _body(self) -> tuple[Word, ...]:
        return words_of(self.story.body)

    @cached_property
    def links(self) -> tuple[frozenset[str], ...]:
        """What the story corrects, and what it continues, as its source names them."""
        own = (self.story.id, self.story.url)
        return tuple(
            frozenset(names).difference(own)
            for names in (self.story.corrects, self.story.continues)
        )

    @cached_property
    def shingles(self) -> frozenset[Shingle]:
        """Its runs of three words, as printed."""
        return shingles(self._title, self._body)

    @cached_property
    def title(self) -> tuple[Word, ...]:
        """The words of its headline, figures and days in one spelling."""
        return tuple(in_one_spelling(self._title))

    @cached_property
    def body(self) -> tuple[Word, ...]:
        """The words of its body, likewise."""
        return tuple(in_one_spelling(self._body))

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures and days of its body."""
        return frozenset(word.text for word in self.body if word.is_figure)

    @cached_property
    def names(self) -> frozenset[str]:
        """Words of the body that stand with a capital inside a sentence."""
        return frozenset(word.text for word in self.body if word.is_inside)

    @cached_property
    def headline_key(self) -> str:
        """What the headlines of copies have in common: figures, days, and words that turn it.

        In order of the alphabet, since headlines of one story put the same in another order.
        """
        words = [_turn(word) for word in self.title]
        marks = [
            text
            for text, word in zip(words, self.title, strict=True)
            if word.is_figure or text in _OF_HEADLINES
        ]
        if _TODAY in pairwise(words):
            marks.append(" ".join(_TODAY))
        return " ".join(sorted(marks))


def same_news(first: Story, second: Story) -> bool:
    """Whether two stories are copies of one; symmetric, and false in doubt.

    A story and its correction or continuation are told by their links, which copies have in common:
    so no group of copies can hold both, whichever story it is centred on. Where a source gives no
    links, such a pair is told by its text: by "Ralat" or "Lanjutan" in one headline, or by what was
    corrected.
    """
    return are_same(Copyable(first), Copyable(second))


def are_same(first: Copyable, second: Copyable) -> bool:
    """The same, of stories prepared before."""
    if second.story.id < first.story.id:  # where texts may be aligned in two ways
        first, second = second, first
    return (  # the cheapest first; of a column's hundred forecasts the figures are told at once
        first.story.kind is second.story.kind
        and first.links == second.links
        and first.headline_key == second.headline_key
        and (first.figures <= second.figures or first.figures >= second.figures)
        and similarity(first.shingles, second.shingles) >= LEAST
        and not _elsewhere(first.title, second.title)
        and not _bodies_contradict(first, second)
    )


def _bodies_contradict(first: Copyable, second: Copyable) -> bool:
    gaps = list(_gaps(first.body, second.body))
    if any(_contradict(mine, theirs, first, second) for mine, theirs in gaps):
        return True
    # Figures that each has alone where the other has nothing: "2-1" and "1-2".
    return any(_is_bare(mine) for mine, _ in gaps) and any(_is_bare(theirs) for _, theirs in gaps)


def _gaps(first: Sequence[Word], second: Sequence[Word]) -> Iterator[tuple[list[Word], list[Word]]]:
    """Where the texts differ: what each has there, one of them perhaps nothing."""
    at_first = at_second = 0
    blocks = Levenshtein.opcodes([w.text for w in first], [w.text for w in second])
    for block in (*blocks, None):
        if block is not None and block.tag != "equal":
            continue
        start = (block.src_start, block.dest_start) if block else (len(first), len(second))
        if (at_first, at_second) != start:
            yield list(first[at_first : start[0]]), list(second[at_second : start[1]])
        if block is not None:
            at_first, at_second = block.src_end, block.dest_end


def _contradict(mine: list[Word], theirs: list[Word], first: Copyable, second: Copyable) -> bool:
    """Whether what one text has in a place speaks against what the other has there."""
    is_short = max(len(mine), len(theirs)) <= _SHORT
    turns = [set(map(_turn, words)) & _TURNS for words in (mine, theirs)]
    if is_short and turns[0] != turns[1]:
        return True
    if not mine or not theirs:
        return False
    figures = [[word.text for word in words if word.is_figure] for words in (mine, theirs)]
    is_replaced = all(figures) or (any(figures) and len(mine) == len(theirs) == 1)
    if is_replaced and _other_figures(*figures):
        return True
    return _other_names(
        [word.text for word in mine if _is_name(word, first)],
        [word.text for word in theirs if _is_name(word, second)],
    )


def _turn(word: Word) -> str:
    return _FORMS.get(word.text, word.text)


def _is_name(word: Word, of: Copyable) -> bool:
    return word.is_capital and not word.is_figure and word.text in of.names


def _is_bare(words: list[Word]) -> bool:
    return bool(words) and all(word.is_figure and not _is_year(word.text) for word in words)


def _other_figures(mine: list[str], theirs: list[str]) -> bool:
    """Whether figures differ in more than a year that one text leaves out."""
    years = [[figure for figure in own if _is_year(figure)] for own in (mine, theirs)]
    others = [[figure for figure in own if not _is_year(figure)] for own in (mine, theirs)]
    return others[0] != others[1] or (all(years) and years[0] != years[1])


def _is_year(figure: str) -> bool:
    return figure.isdigit() and len(figure) == 4 and figure[:2] in ("19", "20")


def _other_names(mine: list[str], theirs: list[str]) -> bool:
    if not mine or not theirs or set(mine) & set(theirs):
        return False
    return fuzz.ratio("".join(mine), "".join(theirs)) < _ONE_NAME


def _elsewhere(first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Whether the headlines name different places: "di Bungo", "di Tebo"."""
    mine, theirs = _placed(first), _placed(second)
    return _other_names(
        [name for name in mine if name not in theirs], [name for name in theirs if name not in mine]
    )


def _placed(title: Sequence[Word]) -> list[str]:
    """The first word of each place's name, without what sort of place it is."""
    found = []
    for at, word in enumerate(title):
        if word.text in _PLACING:
            named = (w for w in title[at + 1 :] if w.text not in _SORTS_OF_PLACE)
            place = next(named, None)
            if place is not None and place.is_capital:
                found.append(place.text)
    return found
