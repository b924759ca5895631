"""A story as others cite it."""

import json
import re

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search import Kind
from tests.builders import a_story
from tests.webui.pages import page_at
from webui import words
from webui.citations import bibtex, citation_key, csl, date_parts, printable

_ADDRESS = "https://kabar.example/2023/banjir"
_FIELD = re.compile(r"  (\w+) = (?:\{(.*)\}|(\w+)),?")


def _fields(entry: str) -> dict[str, str]:
    """The fields of an entry, one a line."""
    first, *lines, last = entry.splitlines()
    assert first.startswith("@") and first.endswith(",") and last == "}"
    found = [_FIELD.fullmatch(line) for line in lines]
    assert all(found)
    return {match[1]: match[2] if match[2] is not None else match[3] for match in found if match}


def test_an_entry_of_bibtex_has_what_is_known() -> None:
    """Names and headline whole, the day for biblatex, year and month for BibTeX."""
    story = a_story(id="khr-1", title="Banjir di Jambi", authors=("Rina", "Budi Sari"),
                    source="Kabar Hulu", published="2023-02-27T23:30+07:00")  # fmt: skip
    entry = bibtex(story, _ADDRESS)
    assert entry.startswith("@article{telusur-khr-1,\n")
    assert _fields(entry) == {
        "author": "{Rina} and {Budi Sari}",
        "title": "{Banjir di Jambi}",
        "journal": "Kabar Hulu",
        "date": "2023-02-27",
        "year": "2023",
        "month": "feb",
        "url": _ADDRESS,
        "langid": "indonesian",
    }


def test_what_is_not_known_is_left_out_of_an_entry() -> None:
    """Without paper, day and names an entry is `online`, and no field is empty."""
    entry = bibtex(a_story(id="aneh/id ü", title="", kind=Kind.OPINION), _ADDRESS)
    assert entry.startswith("@online{telusur-")
    assert set(_fields(entry)) == {"title", "note", "url", "langid"}
    assert _fields(entry)["title"] == "{(tanpa judul)}" and _fields(entry)["note"] == "opini"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Naik 50% & Rp5_000 #1 $", r"Naik 50\% \& Rp5\_000 \#1 \$"),
        (r"\input{x}", r"\textbackslash{}input\textbraceleft{}x\textbraceright{}"),
        ("a } b", r"a \textbraceright{} b"),
        ("~ dan ^", r"\textasciitilde{} dan \textasciicircum{}"),
        ("“Ée” 🌶️ مرحبا", "“Ée” 🌶️ مرحبا"),
        ("dua\nbaris\x00\u202e", "dua baris"),
    ],
    ids=["signs", "a command", "one brace", "accents", "other scripts", "controls"],
)
def test_what_tex_would_read_as_a_command_is_written_as_a_sign(title: str, written: str) -> None:
    """TeX's own signs are escaped, other letters stay, and controls are dropped."""
    assert _fields(bibtex(a_story(title=title), _ADDRESS))["title"] == f"{{{written}}}"


@given(title=st.text(max_size=30), name=st.text(max_size=10), address=st.text(max_size=20))
def test_no_text_breaks_out_of_an_entry(title: str, name: str, address: str) -> None:
    """Whatever a story says, braces pair up and every field is one line."""
    story = a_story(title=title, authors=(name,), source=name)
    entry = bibtex(story, address.encode("utf-8", "replace").decode())
    depth = 0
    for sign in entry:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0 and entry.count("@article{") + entry.count("@online{") >= 1
    assert "title" in _fields(entry)


@pytest.mark.parametrize(
    ("iso", "parts"),
    [
        ("2023-02-27T23:30+09:00", [2023, 2, 27]),
        ("2023-02-27T20:30Z", [2023, 2, 28]),
        ("2023-02-27", [2023, 2, 27]),
        ("2023-02", [2023, 2]),
        ("2023", [2023]),
    ],
)
def test_csl_has_the_date_as_far_as_it_is_known(iso: str, parts: list[int]) -> None:
    """Year, month and day of WIB, and no more than is known."""
    story = a_story(published=iso)
    assert csl(story, _ADDRESS)[0]["issued"] == {"date-parts": [parts]}
    assert story.published is not None and list(date_parts(story.published)) == parts


def test_csl_keeps_names_whole() -> None:
    """A name is one literal; type and language are those of a newspaper here."""
    story = a_story(id="khr-1", title="Banjir", authors=("Rina",), source="Kabar Hulu")
    assert csl(story, _ADDRESS) == [
        {
            "id": "telusur-khr-1",
            "type": "article-newspaper",
            "title": "Banjir",
            "author": [{"literal": "Rina"}],
            "container-title": "Kabar Hulu",
            "URL": _ADDRESS,
            "language": "id",
        }
    ]
    assert "author" not in csl(a_story(), _ADDRESS)[0]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"authors": ("Rina",), "source": "Kabar Hulu", "published": "2023-02-27T14:30+07:00"},
         f"Rina, “Banjir”, Kabar Hulu, 27 Februari 2023, {_ADDRESS}"),
        ({"authors": ("Rina", "Budi"), "published": "2023-02"},
         f"Rina dan Budi, “Banjir”, Februari 2023, {_ADDRESS}"),
        ({"authors": ("Rina", "Budi", "Sari")},
         f"Rina, Budi, dan Sari, “Banjir”, tanpa tanggal, {_ADDRESS}"),
        ({"date_text": "Senin (27/2)", "kind": Kind.ADVERTORIAL},
         f"“Banjir” (advertorial), Senin (27/2), {_ADDRESS}"),
        ({"title": 'Bupati: "Siap" dan “Sigap”', "published": "2023"},
         f"“Bupati: ‘Siap’ dan ‘Sigap’”, 2023, {_ADDRESS}"),
    ],
    ids=["all known", "a month", "three names", "as printed", "quotes in quotes"],
)  # fmt: skip
def test_a_newsroom_line_reads_as_one_prints_it(changes: dict[str, object], line: str) -> None:
    """Names, headline in quotation marks, paper, day without the time, address."""
    story = printable(a_story(**{"title": "Banjir", **changes}))
    assert words.story.citation_text(story, _ADDRESS) == line


def test_a_key_is_made_of_the_id_alone() -> None:
    """A story that is cleaned or dated anew keeps the name it was cited by."""
    first, second = a_story(id="s1", title="A", published="2023"), a_story(id="s1", title="B")
    assert citation_key(first) == citation_key(second) == "telusur-s1"


def test_the_page_offers_what_the_files_hold(client: FlaskClient) -> None:
    """The blocks of the page are the files' own text, and the files have their media types."""
    page = page_at(client, "/berita/s2")
    bib, csl_file = client.get("/berita/s2.bib"), client.get("/berita/s2.csl.json")
    assert bib.mimetype == "application/x-bibtex"
    assert csl_file.mimetype == "application/vnd.citationstyles.csl+json"
    assert "s2.bib" in bib.headers["Content-Disposition"]
    assert bib.get_data(as_text=True).strip() in page.text
    assert csl_file.get_data(as_text=True).strip() in page.text
    (item,) = json.loads(csl_file.get_data())
    assert item["URL"] == "https://kabar.example/s2" and item["id"] == "telusur-s2"
    assert {"/berita/s2.bib", "/berita/s2.csl.json"} <= set(page.links)
    assert "“Banjir Surut di Sengeti”, 18 Maret 2024, https://kabar.example/s2" in page.spoken


def test_a_story_without_an_address_of_its_own_is_cited_here(client: FlaskClient) -> None:
    """Then the address is ours, with its host."""
    (item,) = json.loads(client.get("/berita/s4.csl.json").get_data())
    assert item["URL"] == "http://localhost/berita/s4"


@pytest.mark.parametrize("ending", [".bib", ".csl.json"])
def test_an_unknown_story_cannot_be_cited(client: FlaskClient, ending: str) -> None:
    """What is not there is a 404, in these forms too."""
    assert client.get(f"/berita/tiada{ending}").status_code == 404
