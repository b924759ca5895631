"""What does a home know of its language? Its stems, the newsroom's verdicts, its short forms."""

from typing import Final

from .language.corrections import CorrectedStems
from .language.stems import Rule, Stemmer, load_stems
from .newsroom import Newsroom
from .query.knowledge import Knowledge
from .settings import Home
from .synonyms import lexicon_of

_LISTED: Final = frozenset({
    Rule.DICTIONARY, Rule.OVERRIDE, Rule.SPELLING, Rule.NAME, Rule.ACRONYM, Rule.CORRECTION,
})  # fmt: skip
"""The rules of words that somebody wrote down."""


def knowledge_of(home: Home) -> Knowledge:
    """What queries of a home are read by; valid as long as its stems and newsroom.version stay.

    Raises:
        DamagedIndex: the stems cannot be read.
        DamagedStore: newsroom.db cannot be read.
    """
    newsroom = Newsroom(home.newsroom)
    try:
        stems = CorrectedStems(Stemmer(load_stems(home.stems)), newsroom.corrections())
        return Knowledge(
            stem=stems.stem,
            is_listed=lambda word: stems.rule(word) in _LISTED,
            overlay=stems.overlay,
            lexicon=lexicon_of(newsroom),
        )
    finally:
        newsroom.close()
