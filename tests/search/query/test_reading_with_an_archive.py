"""What does an archive add to the reading of a query? Corrections, other names and days, all told.

The archive is the memory engine's, of stories made for each test.
"""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from search.engines.memory import MemoryIndex
from search.language.stems import Stemmer
from search.language.variants import Lexicon, Synonym, shipped_synonyms
from search.ports import Reader, Request
from search.query.clauses import Preferred, Recent, Variants
from search.query.knowledge import Knowledge
from search.query.planning import Planned, plan
from search.values import Story
from search.vocabulary import ReaderVocabulary
from tests.builders import a_story, commit

STEMMER = Stemmer()
LEXICON = Lexicon(shipped_synonyms())
TODAY = date(2023, 3, 1)


def archive_of(*stories: Story) -> Reader:
    """A reader of some stories."""
    index = MemoryIndex(STEMMER.stem)
    commit(index, *stories)
    return index.reader()


def numbered(*bodies: str) -> list[Story]:
    """A story for each text."""
    return [
        a_story(id=f"s{n}", title="Kabar", body=("Isi.", body)) for n, body in enumerate(bodies)
    ]


def knowing(reader: Reader) -> Knowledge:
    """All that is known of an archive."""
    return Knowledge(
        stem=STEMMER.stem,
        is_listed=lambda word: STEMMER.rule(word) in ("dictionary", "acronym"),
        lexicon=LEXICON,
        vocabulary=ReaderVocabulary(reader),
        today=TODAY,
    )


def read(text: str, reader: Reader, *, expand: bool = True, correct: bool = True) -> Planned:
    """A query as this archive reads it."""
    return plan(text, knowing(reader), expand=expand, correct=correct)


def found(planned: Planned, reader: Reader) -> list[str]:
    """The stories with all its words, best first."""
    request = Request(plan=planned.plan, enough=0)
    return [story for story, _ in reader.search(request).hits]


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        pytest.param("bajir", "banjir", id="a letter left out"),
        pytest.param("bannjir", "banjir", id="a letter twice"),
        pytest.param("banijr", "banjir", id="two letters swapped"),
        pytest.param("semabko", "sembako", id="two letters swapped, two edits away from others"),
        pytest.param("telanaipurra", "telanaipura", id="a name"),
        pytest.param("kotajambi", "kota jambi", id="two words typed as one"),
    ],
)
def test_a_word_that_no_story_has_is_replaced_by_the_nearest(typed: str, used: str) -> None:
    """The answer says which, and what the query is now; as typed it is left alone."""
    reader = archive_of(*numbered("Banjir di Kota Jambi.", "Sembako untuk warga Telanaipura."))
    corrected = read(f"kabar {typed}", reader).corrected
    assert corrected is not None
    assert (corrected.words, corrected.text) == (((typed, used),), f"kabar {used}")
    assert read(f"kabar {typed}", reader, correct=False).corrected is None


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("banjirnya", id="a form of a word there is"),
        pytest.param("walikota", id="a spelling of what there is"),
        pytest.param("bnj", id="too short a word"),
        pytest.param("2024", id="a figure"),
        pytest.param("xyzzyplugh", id="nothing like it"),
        pytest.param('"bajir"', id="in quotes"),
        pytest.param("-bajir", id="excluded"),
        pytest.param("apakah", id="a question word"),
        pytest.param("surat", id="a word that occurs"),
    ],
)
def test_nothing_else_is_replaced(typed: str) -> None:
    """A word that occurs in any form or spelling, is short, marked or like nothing stays."""
    reader = archive_of(*numbered("Banjir dan surat wali kota.", "Surut.", "Suratan."))
    assert read(f"kabar {typed}", reader).corrected is None


def test_of_several_neighbours_the_one_in_company_is_taken() -> None:
    """What stands with the other words of the query was meant, though another is commoner."""
    reader = archive_of(
        *numbered("Harga cabai naik.", "Lada, cabai.", "Pantai landai, landai.", "Rantai putus.")
    )
    corrected = read("putus lrantai", reader).corrected
    assert corrected is not None and corrected.words == (("lrantai", "rantai"),)


def test_a_rare_word_beside_a_common_one_is_asked_about_and_not_replaced() -> None:
    """ "Did you mean": the query as typed is answered."""
    reader = archive_of(*numbered("Pemilukada ulang.", *["Pemilikada serentak."] * 120))
    planned = read("pemilukada", reader)
    assert planned.corrected is None and planned.suggested == "pemilikada"
    assert found(planned, reader) == ["s0"]


def test_a_word_of_the_dictionary_is_asked_about_and_not_replaced() -> None:
    """No story has "jagung", one "Kejagung": that is another word, not a slip of the same."""
    reader = archive_of(*numbered("Kejari menahan kades."))
    planned = read("kejar", reader)
    assert planned.corrected is None and planned.suggested == "kejari"
    assert found(planned, reader) == []


def test_a_misspelt_name_is_found_below_the_name_as_typed() -> None:
    """Even in a headline it is worth less than the typed name once in a text."""
    typed = [f"Menurut Bernadia Irawati, hal {n} itu baik." for n in range(3)]
    reader = archive_of(
        *numbered(*typed),
        a_story(id="slip", title="Kata Bernadia Irawaty", body=("Isi.", "Kata Bernadia Irawaty.")),
        a_story(id="other", title="Kabar", body=("Isi.", "Kata Irawati, Bernadia lain.")),
    )
    planned = read("bernadia irawati", reader)
    names = found(planned, reader)
    assert names[-1] == "slip" and len(names) == 5
    assert "slip" not in found(read("bernadia irawati", reader, correct=False), reader)


def test_a_name_that_the_archive_prints_otherwise_is_found_as_it_prints_it() -> None:
    """Where the typed one never stands side by side nothing is held against the other."""
    reader = archive_of(*numbered(*[f"Kata Jonatan Christie ke-{n}." for n in range(3)],
                                  "Kata Jonathan Sihombing.", "Lalu Christie pergi."))  # fmt: skip
    planned = read("jonathan christie", reader)
    assert set(found(planned, reader)) >= {"s0", "s1", "s2"}


def test_what_was_expanded_is_told_and_can_be_switched_off() -> None:
    """Only what the archive says; as typed nothing is added."""
    reader = archive_of(*numbered("Pemerintah Kota Jambi.", "Kata Pemkot.", "Lain."))
    planned = read("pemkot", reader)
    assert [(own.typed, own.to) for own in planned.expanded] == [("pemkot", ("Pemerintah Kota",))]
    assert set(found(planned, reader)) == {"s0", "s1"}
    plain = read("pemkot", reader, expand=False)
    assert plain.expanded == () and found(plain, reader) == ["s1"]
    assert read("pemkab", reader).expanded == ()


def test_each_word_of_a_long_form_may_be_answered_by_the_short_one() -> None:
    """A story with the acronym holds all words of the long form; one with half of it does not."""
    reader = archive_of(
        *numbered("Kata Pemkot Jambi.", "Kota Jambi saja.", "Pemerintah Kota Jambi.")
    )
    planned = read("pemerintah kota jambi", reader)
    assert set(found(planned, reader)) == {"s0", "s2"}
    assert all(isinstance(word.clause, Variants) for word in planned.plan.words[:2])


def test_an_acronym_counts_less_than_what_was_typed() -> None:
    """The typed form first, all else being equal."""
    reader = archive_of(*numbered("Kata Pemkot itu.", "Kata Pemerintah Kota.", "x", "x"))
    assert found(read("pemkot", reader), reader) == ["s0", "s1"]


def test_the_newsroom_has_its_own_synonyms() -> None:
    """A lexicon made of other rows reads otherwise."""
    reader = archive_of(*numbered("Forum Petani Merdeka.", "FPM."))
    lexicon = Lexicon([Synonym("FPM", "Forum Petani Merdeka", "acronym")])
    planned = plan("fpm", replace(knowing(reader), lexicon=lexicon))
    assert set(found(planned, reader)) == {"s0", "s1"}


def test_days_in_words_prefer_and_are_offered() -> None:
    """Stories of those days, or that print the date, are first; the others stay."""
    reader = archive_of(
        a_story(id="then", title="Kabar banjir", published="2023-02-27", body="Isi."),
        a_story(id="prints", title="Kabar banjir", published="2021-05-05", body="Pada 27/2/2023."),
        a_story(id="later", title="Kabar banjir", published="2023-06-01", body="Isi."),
    )
    planned = read("kabar banjir 27 Februari 2023", reader)
    named = planned.dates[0]
    assert (named.label, named.days.start) == ("27 Februari 2023", date(2023, 2, 27))
    hits = reader.search(Request(plan=planned.plan, enough=50)).hits
    assert {story for story, _ in hits[:2]} == {"then", "prints"} and hits[2][0] == "later"


def test_without_a_today_no_day_is_named_and_no_age_counts() -> None:
    """Equal input, equal answer: the clock is never asked."""
    reader = archive_of(*numbered("Banjir kemarin."))
    planned = plan("banjir kemarin", replace(knowing(reader), today=None))
    assert planned.dates == () and planned.plan.factors == ()
    (day, age) = read("banjir kemarin", reader).plan.factors
    assert isinstance(day, Preferred) and isinstance(age, Recent) and age.today == TODAY


def test_neighbouring_words_are_pairs_and_function_words_lie_between() -> None:
    """Pairs are of content words in the order of the query, also over what only scores."""
    reader = archive_of(*numbered("Jembatan di atas Batanghari."))
    planned = read("jembatan di batanghari putus", reader)
    clauses = [word.clause for word in planned.plan.words]
    assert list(planned.plan.near) == list(pairwise(clauses))


def test_words_that_frame_a_question_only_score_where_one_is_asked() -> None:
    """ "Apa nama sungai": a story need not say "nama"; without a question word it must."""
    reader = archive_of(*numbered("Sungai Batanghari.", "Nama sungai."))
    asked = read("apa nama sungai terpanjang", reader, correct=False)
    assert [word.text for word in asked.plan.words] == ["sungai", "terpanjang"]
    plain = read("nama sungai", reader)
    assert [word.text for word in plain.plan.words] == ["nama", "sungai"]
