"""The timeline beside the hits: each bar leads to what it counts; the figures say the same."""

import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from search import LiveArchive, Story
from tests.archives import archive_of
from tests.builders import a_story
from tests.webui.pages import Page, page_at
from webui import create_app, words
from webui.urls import from_pairs, to_pairs

_BAR = re.compile(r'<a tabindex="-1"( class="off")? href="([^"]*)"><title>([^<]*)</title>')
_ROW = re.compile(r'<tr><th scope="row">(?:<a href="([^"]*)">)?([^<]*)(?:</a>)?</th>(.*?)</tr>')


class _Bar(NamedTuple):
    """A bar as it stands on a page."""

    name: str
    count: int
    href: str
    is_chosen: bool


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Two hundred stories of 2018, 2020 and 2021, some of half a date or none."""
    home = archive_of(tmp_path_factory.mktemp("arsip"), map(_story, range(200)))
    return create_app(LiveArchive(home)).test_client()


def _story(number: int) -> Story:
    day = date((2018, 2020, 2021)[number % 3], 1, 1) + timedelta(days=number * 7 % 365)
    published = {0: None, 1: f"{day:%Y}", 2: f"{day:%Y-%m}"}.get(number % 20, day.isoformat())
    word = ("banjir", "pasar", "jalan", "sekolah")[number % 4]
    return a_story(
        id=f"s{number}",
        title=f"Kabar {word} ke-{number}",
        body=(f"Tentang {word} nomor {number}.",),
        published=published,
        topics=(("bencana",), ("niaga",), ())[number % 7 % 3],
    )


def _html(page: Page) -> str:
    return page.answer.get_data(as_text=True)


def _bars(page: Page) -> list[_Bar]:
    """The bars of a page that lead somewhere."""
    found = []
    for off, href, told in _BAR.findall(_html(page)):
        name, count = re.fullmatch(r"([^:]*): ([\d.]+) berita", unescape(told)).groups()  # type: ignore[union-attr]
        found.append(_Bar(name, int(count.replace(".", "")), unescape(href), not off))
    return found


def _total(client: FlaskClient, address: str) -> int:
    """How many stories the search at an address finds."""
    answer = client.get(address.replace("/cari", "/cari.json", 1)).get_json()
    return int(answer["total_stories"])


_TEXTS = st.sampled_from(["", "banjir", "pasar", "kabar", "seko*"])
_FILTERS = st.sampled_from(
    ["", "&topik=bencana", "&topik=~", "&topik=-niaga&urut=terlama", "&salinan=semua"]
)
_TIMES = st.sampled_from(
    ["", "&dari=2020-01-01&sampai=2020-12-31", "&dari=2018-03-01&sampai=2018-03-31", "&tahun=2021",
     "&dari=2020-02-10", "&tahun=2018&bulan=2018-05", "&tahun=2018&tahun=2021"]
)  # fmt: skip


@settings(deadline=None, max_examples=25)
@given(_TEXTS, _FILTERS, _TIMES)
def test_every_bar_leads_to_what_it_counts(
    client: FlaskClient, text: str, filters: str, time: str
) -> None:
    """The search behind a bar finds as many stories as the bar stands for, and none is empty."""
    for bar in _bars(page_at(client, f"/cari?q={text}{filters}{time}")):
        assert bar.count > 0
        assert _total(client, bar.href) == bar.count


@settings(deadline=None, max_examples=25)
@given(_TEXTS, _FILTERS, st.sampled_from(["", "&dari=2020-01-01&sampai=2020-12-31",
                                          "&dari=2018-03-01&sampai=2018-03-31"]))  # fmt: skip
def test_the_bars_and_the_rest_are_all_that_was_found(
    client: FlaskClient, text: str, filters: str, time: str
) -> None:
    """What stands under no bar is told beside them with its number, and can be seen."""
    address = f"/cari?q={text}{filters}{time}"
    page = page_at(client, address)
    rest = re.search(
        r'<a href="([^"]*)">([\d.]+) berita tanpa (?:bulan|hari|tanggal)</a>\. ', _html(page)
    )
    vague = int(rest[2]) if rest else 0
    assert sum(bar.count for bar in _bars(page)) + vague == _total(client, address)
    if rest:
        assert _total(client, unescape(rest[1])) == vague


def test_the_figures_are_those_of_the_bars(client: FlaskClient) -> None:
    """The table has a row for each period, the silent ones too, and leads where the bars do."""
    page = page_at(client, "/cari?q=banjir")
    rows = [(name, unescape(href)) for href, name, _ in _ROW.findall(_html(page))]
    assert [name for name, _ in rows] == ["2018", "2019", "2020", "2021"]
    assert rows[1] == ("2019", "")
    assert [(bar.name, bar.href) for bar in _bars(page)] == [row for row in rows if row[1]]


def test_a_click_goes_from_years_to_months_to_days_and_back(client: FlaskClient) -> None:
    """Each bar opens its period; above the chart stand the way back and the ways sideways."""
    years = page_at(client, "/cari?q=banjir&topik=bencana")
    assert "Jumlah berita per tahun" in years.spoken
    months = page_at(client, next(b.href for b in _bars(years) if b.name == "2020"))
    assert "Jumlah berita per bulan, 2020" in months.spoken
    assert "semua tahun / 2020" in months.spoken
    assert re.search(r"← 2018 \(\d+\) 2021 \(\d+\) →", months.spoken)
    assert "/cari?q=banjir&topik=bencana" in months.links
    days = page_at(client, _bars(months)[0].href)
    assert "Jumlah berita per hari, " in days.spoken
    assert "/cari?q=banjir&topik=bencana&dari=2020-01-01&sampai=2020-12-31" in days.links
    day = page_at(client, _bars(days)[0].href)
    assert [bar.name for bar in _bars(day) if bar.is_chosen] == [_bars(days)[0].name]


def test_a_range_is_marked_among_all_years(client: FlaskClient) -> None:
    """Bars outside of the chosen days are there, apart from those inside."""
    page = page_at(client, "/cari?dari=2019-06-01&sampai=2020-03-31")
    assert {bar.name: bar.is_chosen for bar in _bars(page)} == {
        "2018": False, "2020": True, "2021": False,
    }  # fmt: skip
    assert page.all("rect")[0]["class"] == "band"


def test_a_timeline_that_tells_nothing_is_not_shown(client: FlaskClient) -> None:
    """One bar or none is no timeline, unless some time was chosen: then there is a way back."""
    for address in ("/cari?q=zzz", "/cari?q=%22nomor+3%22"):
        assert "Jumlah berita per" not in page_at(client, address).spoken
    nothing = page_at(client, "/cari?q=banjir&dari=2019-01-01&sampai=2019-12-31")
    assert "Jumlah berita per bulan, 2019" in nothing.spoken
    assert _bars(nothing) == [] and "/cari?q=banjir" in nothing.links


def test_shares_are_of_all_stories_of_the_period(client: FlaskClient) -> None:
    """The switch shows parts of all stories, with both numbers; every way on keeps it."""
    page = page_at(client, "/cari?q=banjir")
    (switch,) = {link for link in page.links if link.endswith("garis=bagian")}
    shares = page_at(client, switch)
    assert "Bagian dari semua berita per tahun" in shares.spoken
    told = [unescape(text) for _, _, text in _BAR.findall(_html(shares))]
    assert len(told) == 3
    for text in told:
        name, share, count, of = re.fullmatch(
            r"(\d+): ([\d,]+)% \((\d+) dari (\d+) berita\)", text
        ).groups()  # type: ignore[union-attr]
        assert int(of) == _total(client, f"/cari?dari={name}-01-01&sampai={name}-12-31")
        assert abs(float(share.replace(",", ".")) - 100 * int(count) / int(of)) < 0.06
    assert "/cari?q=banjir" in shares.links
    assert all("garis=bagian" in unescape(href) for _, href, _ in _BAR.findall(_html(shares)))


def test_the_whole_archive_has_no_shares(client: FlaskClient) -> None:
    """Of everything each share is the whole: the switch is left out, unless it is on."""
    assert "bagian dari semua berita" not in page_at(client, "/cari").spoken
    assert "/cari" in page_at(client, "/cari?garis=bagian").links


def test_a_second_search_is_drawn_beside_the_first(client: FlaskClient) -> None:
    """It has the same filters, its own total and its own links; it can take the first's place."""
    address = "/cari?q=banjir&topik=bencana&banding=pasar"
    page = page_at(client, address)
    first, second = (_total(client, f"/cari?q={w}&topik=bencana") for w in ("banjir", "pasar"))
    assert f"banjir: {first} berita" in page.spoken and f"pasar: {second} berita" in page.spoken
    assert "/cari?q=pasar&topik=bencana&banding=banjir" in page.links
    assert "/cari?q=banjir&topik=bencana" in page.links
    sums = [0, 0]
    for name, count, other in re.findall(
        r"<title>(\d+): (\d+) berita; pembanding (\d+)</title>", _html(page)
    ):
        year = f"&topik=bencana&dari={name}-01-01&sampai={name}-12-31"
        assert (int(count), int(other)) == (
            _total(client, f"/cari?q=banjir{year}"), _total(client, f"/cari?q=pasar{year}"),
        )  # fmt: skip
        sums = [sums[0] + int(count), sums[1] + int(other)]
    assert 0 < sums[0] <= first and 0 < sums[1] <= second
    rows = {name: cells for _, name, cells in _ROW.findall(_html(page))}
    assert "q=pasar&amp;topik=bencana&amp;dari=2020-01-01" in rows["2020"]


def test_narrowing_keeps_the_second_search_and_data_does_not(client: FlaskClient) -> None:
    """Facets, sorts and forms carry it on; a table, a feed and data have no use for it."""
    page = page_at(client, "/cari?q=banjir&banding=pasar&garis=bagian")
    tail = "banding=pasar&garis=bagian"
    assert f"/cari?q=banjir&topik=bencana&{tail}" in page.links
    assert f"/cari?q=banjir&urut=terbaru&{tail}" in page.links
    assert page.all("input", name="banding", type="hidden")
    for path in ("/cari.csv", "/cari.atom", "/cari.json"):
        assert next(link for link in page.links if link.startswith(path)) == f"{path}?q=banjir"


def test_what_cannot_be_compared_with_is_said(client: FlaskClient) -> None:
    """A second text that cannot be read is no error: the page says so in place of its line."""
    page = page_at(client, "/cari?q=banjir&banding=tanggal:2024..2020")
    assert "Kata pembanding itu tidak dapat dibaca sebagai pencarian." in page.spoken
    assert len(_bars(page)) == 3


def test_what_is_drawn_is_part_of_the_address(client: FlaskClient) -> None:
    """It is read and written again; blank it is nothing, too long a text to compare with is cut."""
    pairs = [("q", "banjir"), ("banding", "pasar & jalan"), ("garis", "bagian")]
    assert to_pairs(from_pairs(pairs).query) == pairs
    assert to_pairs(from_pairs([("q", "banjir"), ("banding", " "), ("garis", "x")]).query) == [
        ("q", "banjir")
    ]
    assert to_pairs(from_pairs([("banding", "x" * 9_000)]).query) == [("banding", "x" * 200)]


def test_the_chart_is_no_obstacle_for_the_tab_key(client: FlaskClient) -> None:
    """Its bars are passed over, the table's links are the way; the whole has a name."""
    page = page_at(client, "/cari?q=banjir")
    drawn = [link for link in page.all("a", tabindex="-1")]
    assert len(drawn) == len(_bars(page)) == 3
    (plot,) = page.all("svg", role="group")
    assert page.all("h2", id=plot["aria-labelledby"])


def test_thirty_bars_are_small(tmp_path: Path) -> None:
    """A chart of thirty years takes less than 8 KB of the page."""
    stories = [a_story(id=f"s{n}", published=f"{n}-05-06") for n in range(1994, 2024)]
    client = create_app(LiveArchive(archive_of(tmp_path, stories))).test_client()
    html = client.get("/cari?q=kabar").get_data(as_text=True)
    chart = html[html.index('<svg class="plot"') : html.rindex("</svg>")]
    assert chart.count("<a ") == 30 and len(chart.encode()) < 8_000


@pytest.mark.parametrize("text", ["<b>&\"'", "</title><script>", "\u202eabc", "مرحبا"])
def test_a_compared_text_is_never_markup(client: FlaskClient, text: str) -> None:
    """What was typed stands on the page as text, and nowhere opens an element."""
    answer = client.get("/cari", query_string={"q": "banjir", "banding": text})
    page = Page(answer)
    assert page.tags <= page_at(client, "/cari?q=banjir&banding=pasar").tags
    assert page.all("input", id="banding")[0]["value"] == text


@pytest.mark.parametrize(
    ("count", "of", "said"),
    [
        (0, 0, "0%"),
        (0, 9, "0%"),
        (1, 8, "12,5%"),
        (9, 9, "100%"),
        (1, 200, "0,50%"),
        (1, 2_500, "0,04%"),
        (1, 90_000, "kurang dari 0,01%"),
    ],
)
def test_a_share_is_said_as_exactly_as_it_means_something(count: int, of: int, said: str) -> None:
    """Percent with a comma; more decimals where it is small, none where they say nothing."""
    assert words.timeline.percent(count, of) == said


def test_stories_of_one_year_are_drawn_by_its_months(tmp_path: Path) -> None:
    """One bar alone tells nothing: what it is made of is shown in its place."""
    days = ("2024-01-05", "2024-03-15", "2024-03-16")
    stories = [a_story(id=f"s{n}", title="Banjir", published=day) for n, day in enumerate(days)]
    client = create_app(LiveArchive(archive_of(tmp_path, stories))).test_client()
    page = page_at(client, "/cari?q=banjir")
    assert "Jumlah berita per bulan, 2024" in page.spoken
    assert "Terbanyak Maret 2024: 2 berita." in page.spoken
