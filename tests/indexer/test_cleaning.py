"""Does the story come out of the page whole, and nothing else with it?"""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.cleaning import MAX_DERIVED_TITLE_CHARS, Derived, derive
from indexer.raw import RawStory, Refused
from search.dates import WIB, Moment, Precision
from search.values import Kind, Story


def a_raw(body: str = "Isi berita.", **values: object) -> RawStory:
    """A record with a title; name only what the test is about."""
    base = RawStory(id="r-1", origin="berkas.jsonl:1", form="record", title="Judul", body=body)
    return replace(base, **values)  # type: ignore[arg-type]


def a_story(body: str = "Isi berita.", **values: object) -> Story:
    """The story derived from `a_raw`; fails where it was refused."""
    derived = derive(a_raw(body, **values))
    assert isinstance(derived, Derived)
    return derived.story


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("Satu.\niklan\nDua.", ("Satu.", "Dua."), id="an ad marker"),
        pytest.param("Satu.\nBaca juga: Judul Lain\nDua.", ("Satu.", "Dua."), id="a link"),
        pytest.param(
            "Satu.\nBaca juga:\nBupati Tebo Lantik Dua Puluh Pejabat\nDua.",
            ("Satu.", "Dua."),
            id="a link on the next line",
        ),
        pytest.param(
            "Satu. Baca juga: Bupati Tebo Lantik Pejabat", ("Satu.",), id="a link at the end"
        ),
        pytest.param(
            "Satu (Baca juga: Bupati Lantik Pejabat) saja.", ("Satu saja.",), id="in brackets"
        ),
        pytest.param(
            "Satu.\n- Bupati Tebo Lantik Dua Puluh Pejabat0\nDua.", ("Satu.", "Dua."), id="a share"
        ),
        pytest.param(
            "Rincian:\n- Bupati Tebo menerima 20 paket\n- Bupati Bungo menerima 5 paket\n"
            "- Wali Kota menerima 3 paket",
            (
                "Rincian:",
                "- Bupati Tebo menerima 20 paket",
                "- Bupati Bungo menerima 5 paket",
                "- Wali Kota menerima 3 paket",
            ),
            id="a list of its own stays",
        ),
        pytest.param("Judul\nSatu.", ("Satu.",), id="the title again"),
        pytest.param("Judul", ("Judul",), id="nothing but the title"),
        pytest.param("<p>Satu &amp; dua</p><p>Tiga < 4</p>", ("Satu & dua", "Tiga < 4"), id="tags"),
        pytest.param("Menemui (\nHipmi\n) kemarin.", ("Menemui (Hipmi) kemarin.",), id="a link"),
    ],
)
def test_keeps_the_text_and_drops_the_furniture(body: str, expected: tuple[str, ...]) -> None:
    """Furniture goes wherever it stands; the story's own lines stay as they are."""
    assert a_story(body).body == expected


@pytest.mark.parametrize(
    ("lead", "dateline", "rest"),
    [
        pytest.param("JAMBI - Wali Kota hadir.", "Jambi", "Wali Kota hadir.", id="a place"),
        pytest.param("JAMBI, Kabar Hulu - Ia hadir.", "Jambi", "Ia hadir.", id="the source's name"),
        pytest.param("Jambi\n- Ia hadir.", "Jambi", "Ia hadir.", id="broken over two lines"),
        pytest.param("- Polisi datang.", "", "Polisi datang.", id="a lost one"),
    ],
)
def test_keeps_the_place_of_the_dateline(lead: str, dateline: str, rest: str) -> None:
    """The dateline is cut off the lead; its place is kept, the portal is not."""
    story = a_story(lead, source="Kabar Hulu")
    assert (story.dateline, story.lead) == (dateline, rest)


@pytest.mark.parametrize(
    ("title", "body", "expected", "is_derived"),
    [
        pytest.param("", "Hujan turun. Lalu reda.", "Hujan turun.", True, id="the first sentence"),
        pytest.param(
            "",
            "Bupati Tebo Lantik Pejabat\nIsi.",
            "Bupati Tebo Lantik Pejabat",
            False,
            id="a headline in the body",
        ),
        pytest.param(" Judul\xa0asli ", "Isi.", "Judul asli", False, id="the title given"),
    ],
)
def test_every_story_has_a_title(title: str, body: str, expected: str, is_derived: bool) -> None:
    """A missing title is the headline found in the text, else the first sentence, and marked."""
    story = a_story(body, title=title)
    assert (story.title, story.title_derived) == (expected, is_derived)


@pytest.mark.parametrize(
    ("author", "body", "authors", "code"),
    [
        pytest.param("", "Isi.\nPenulis: Yeni | Editor: Mas", ("Yeni",), "", id="a byline"),
        pytest.param("Rina", "Isi.\nPenulis: Yeni", ("Rina",), "", id="the field goes first"),
        pytest.param("", "Isi berita. (Yen)iklan", (), "Yen", id="a code glued to an ad"),
        pytest.param("", "Ia (Yen) hadir.", (), "", id="brackets in a sentence"),
    ],
)
def test_knows_who_wrote_it(author: str, body: str, authors: tuple[str, ...], code: str) -> None:
    """Authors come from the field, or else from a byline; a code is kept as printed."""
    story = a_story(body, author=author)
    assert (story.authors, story.author_code) == (authors, code)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"body": "Isi. (adv)"}, Kind.ADVERTORIAL, id="a mark at the end"),
        pytest.param({"body": "ADVERTORIAL\nIsi."}, Kind.ADVERTORIAL, id="a line"),
        pytest.param({"topic": "Opini"}, Kind.OPINION, id="the topic opinion"),
        pytest.param({"title": "Opini: Jalan Kita"}, Kind.OPINION, id="the title opinion"),
        pytest.param({"topic": "Ekonomi, Foto"}, Kind.PHOTO, id="one topic of two"),
        pytest.param({"title": "Galeri Foto: Banjir"}, Kind.PHOTO, id="the title photo"),
        pytest.param({"topic": "politik"}, Kind.NEWS, id="anything else"),
    ],
)
def test_knows_what_kind_it_is(values: dict[str, str], expected: Kind) -> None:
    """Marks in the text come first, then the topic, then the title."""
    assert a_story(**{"body": "Isi.", **values}).kind is expected


def test_the_topic_field_is_kept_as_printed() -> None:
    """Topics are parted at commas, each once; "&" belongs to a name."""
    assert a_story(topic="Hukum & Kriminal, Jambi; Jambi").topics == ("Hukum & Kriminal", "Jambi")


def test_an_update_is_the_date_of_both() -> None:
    """ "Diperbarui" gives the last change, and the publication where no other date is printed."""
    only = a_story(date="Diperbarui 18 Jun 2025, 21:30 WIB")
    both = a_story(date="Tayang 17 Jun 2025 | Diperbarui 18 Jun 2025")
    moment = Moment(datetime(2025, 6, 18, 21, 30, tzinfo=WIB), Precision.MINUTE)
    assert (only.published, only.modified) == (moment, moment)
    assert both.published is not None
    assert both.modified is not None
    assert (both.published.iso(), both.modified.iso()) == ("2025-06-17", "2025-06-18")


@pytest.mark.parametrize(
    ("date", "body", "published", "text"),
    [
        pytest.param("entah kapan", "Isi.", None, "entah kapan", id="unreadable"),
        pytest.param("Tidak ditemukan", "Isi.", None, "", id="a scrape's nothing"),
        pytest.param(
            "", "Sabtu, 25/02/2023 14:30 WIB\nIsi.", "2023-02-25T14:30+07:00", "", id="a date line"
        ),
        pytest.param("", "Ia tiba, Senin (27/2).", None, "Senin (27/2)", id="a day in the text"),
        pytest.param("27/02/2023", "Ia tiba, Senin (6/2).", "2023-02-27", "", id="the field"),
    ],
)
def test_an_unknown_date_keeps_what_was_printed(
    date: str, body: str, published: str | None, text: str
) -> None:
    """The field, else a date line, gives the date; what cannot be read is kept as text."""
    story = a_story(body, date=date)
    assert (story.published and story.published.iso(), story.date_text) == (published, text)


def test_a_turned_date_is_reported() -> None:
    """The report can count the slash dates that had to be read month first."""
    derived = derive(a_raw(date="02/25/2023"))
    assert isinstance(derived, Derived)
    assert (derived.date_turned, derived.date_unknown) == (True, False)


@pytest.mark.parametrize(
    "body",
    [pytest.param(" \n\u200b", id="nothing"), pytest.param("iklan\nadd images", id="furniture")],
)
def test_a_story_without_text_is_refused(body: str) -> None:
    """Where nothing is left of the body, the reason and the place are told."""
    refused = derive(a_raw(body))
    assert isinstance(refused, Refused)
    assert (refused.id, refused.origin) == ("r-1", "berkas.jsonl:1")
    assert refused.reason


PIECES = st.sampled_from(
    ["Baca juga:", "(Yen)", "(adv)", "iklan", "- Judul Lain Yang Panjang Sekali0", "\n", "\n", " ",
     "Foto: a/f-yen", "JAMBI -", "Kabar.example –", "Senin (27/2)", "25/02/2023 14:30 WIB", "(",
     "Isi.", "Penulis:", "\ud800", "‚Ä", "&#0;", "<p>", "Tags: a", "ANTARA", "baca juga: \"a"]
)  # fmt: skip


@given(
    st.lists(PIECES | st.text(max_size=10)).map("".join),
    st.text(max_size=40),
    st.text(max_size=40),
    st.sampled_from(["page", "record"]),
)
def test_any_text_gives_the_same_story_twice(body: str, title: str, other: str, form: str) -> None:
    """Whatever a source holds, deriving it does not fail, and gives the same again."""
    raw = a_raw(body, title=title, author=other, date=other, topic=other, form=form)
    derived = derive(raw)
    assert derived == derive(raw)
    if isinstance(derived, Derived):
        story = derived.story
        assert story.title
        assert story.body or story.captions
        assert all(text and text == text.strip() and "\n" not in text for text in story.body)
        assert not story.title_derived or len(story.title) <= MAX_DERIVED_TITLE_CHARS
        story.title.encode("utf-8")
        "".join(story.body).encode("utf-8")
