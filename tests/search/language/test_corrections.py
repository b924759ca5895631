"""What does a correction change in families that were made before?"""

from search.language.corrections import CorrectedStems, Corrections
from search.language.stems import Stemmer


def built(**corrected: str) -> Stemmer:
    """The stems of an index that was built with these corrections."""
    stemmer = Stemmer()
    for word in ("kerusakan", "rusak", "rusa", "perusak"):
        stemmer.stem(word)
    stemmer.decide({}, Corrections(corrected))
    return stemmer


def test_a_correction_moves_a_word_to_another_family() -> None:
    """It is added there and left out here; words that were not corrected stay."""
    stems = CorrectedStems(built(), Corrections({"kerusakan": "rusa"}))
    assert (stems.stem("kerusakan"), stems.rule("kerusakan")) == ("rusa", "correction")
    assert stems.overlay("rusa") == (("kerusakan",), ())
    assert stems.overlay("rusak") == ((), ("kerusakan",))
    assert (stems.stem("perusak"), stems.rule("perusak")) == ("rusak", "override")


def test_a_correction_that_was_built_in_changes_nothing_more() -> None:
    """After a full rebuild the families have it."""
    stems = CorrectedStems(built(kerusakan="rusa"), Corrections({"kerusakan": "rusa"}))
    assert stems.stem("kerusakan") == "rusa"
    assert stems.overlay("rusa") == stems.overlay("rusak") == ((), ())


def test_a_correction_that_was_built_in_can_be_taken_back() -> None:
    """The word goes back to where its rule has it, before the next rebuild too."""
    stems = CorrectedStems(built(kerusakan="rusa"), Corrections())
    assert (stems.stem("kerusakan"), stems.rule("kerusakan")) == ("rusak", "override")
    assert stems.overlay("rusak") == (("kerusakan",), ())
    assert stems.overlay("rusa") == ((), ("kerusakan",))


def test_a_word_can_be_kept_whole() -> None:
    """With its own letters for a stem, a word is a family of its own."""
    corrections = Corrections({"pelayangan": "pelayangan", "kerusakan": "kerusakan"})
    stems = CorrectedStems(built(), corrections)
    assert stems.stem("kerusakan") == "kerusakan"
    assert stems.overlay("kerusakan") == (("kerusakan",), ())
    assert stems.overlay("pelayangan") == ((), ())


def test_a_word_has_its_corrected_stem_or_none() -> None:
    """Nothing is said of a word that nobody named; no corrections are false."""
    corrections = Corrections({"b": "x", "c": "y"})
    assert corrections.stem("b") == "x"
    assert corrections.stem("z") is None and corrections and not Corrections()
