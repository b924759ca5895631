"""Which pages are there? Every one is looked at by all the tests of this folder that ask for all.

A new page is one line here; `test_every_page_of_the_program_is_looked_at` says which are missing.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the sample archive, by a name that a file can have."""

    name: str
    address: str
    status: int = 200


PAGES = (
    Place("front", "/"),
    Place("search", "/cari?q=banjir"),
    Place("search-full", "/cari?q=jambi"),
    Place("search-all", "/cari"),
    Place("search-last", "/cari?urut=terlama&hal=6"),
    Place("search-narrowed", "/cari?q=banjir&topik=lingkungan-bencana&tempat=-Mersam&tahun=2024"),
    Place("search-days", "/cari?q=banjir&dari=2024-03-01&sampai=2024-03-31"),
    Place("search-undated", "/cari?tahun=~"),
    Place("search-copies", "/cari?q=tambak+udang"),
    Place("search-expanded", "/cari?q=pemkot"),
    Place("search-corrected", "/cari?q=banjr"),
    Place("search-relaxed", "/cari?q=kerjasama+UCLG+ASPAC"),
    Place("search-odd", "/cari?q=ajaib"),
    Place("search-nothing", "/cari?q=zzyzx"),
    Place("search-loosened", "/cari?q=banjir&topik=otomotif&tempat=Tebo"),
    Place("search-beyond", "/cari?q=banjir&hal=9"),
    Place("search-month", "/cari?q=banjir&tahun=2024&bulan=2024-03"),
    Place("search-share", "/cari?q=banjir&garis=bagian"),
    Place("search-compared", "/cari?q=banjir&banding=pasar"),
    Place("pick-topic", "/cari/topik?q=banjir"),
    Place("pick-author", "/cari/penulis?q=banjir"),
    Place("pick-place", "/cari/tempat?q=banjir&cari=mua"),
    Place("pick-kind", "/cari/jenis"),
    Place("pick-year", "/cari/tahun?cari=zz"),
    Place("story", "/berita/khr-1005"),
    Place("story-marks", "/berita/khr-1005?q=banjir+batanghari"),
    Place("story-way", "/berita/khr-1005?q=banjir&urut=terbaru"),
    Place("story-long", "/berita/khr-1063?q=pompong"),
    Place("story-photos", "/berita/kir-001"),
    Place("story-undated", "/berita/khr-1060"),
    Place("story-corrected", "/berita/khr-1002"),
    Place("story-correction", "/berita/khr-1003"),
    Place("story-continued", "/berita/khr-1021"),
    Place("story-copy", "/berita/tbh-1"),
    Place("story-odd", "/berita/tbh-3?q=ajaib"),
    Place("calendar", "/hari"),
    Place("calendar-year", "/hari/2024"),
    Place("calendar-month", "/hari/2024/03"),
    Place("calendar-month-empty", "/hari/2023/03"),
    Place("topics", "/topik"),
    Place("authors", "/penulis?urut=abjad"),
    Place("places", "/tempat"),
    Place("places-sifted", "/tempat?cari=mua"),
    Place("authors-sifted", "/penulis?cari=zz"),
    Place("topic", "/topik/ekonomi"),
    Place("author", "/penulis/Hendri%20Satmoko"),
    Place("place", "/tempat/Jambi"),
    Place("day", "/hari/2024/03/15"),
    Place("day-empty", "/hari/2024/03/16"),
    Place("error-date", "/cari?q=banjir&dari=kemarin", 400),
    Place("running", "/berita/khr-1025/rangkaian"),
    Place("running-none", "/berita/khr-1045/rangkaian"),
    Place("error-address", "/tidak-ada", 404),
    Place("error-month", "/hari/2024/13", 404),
    Place("error-day", "/hari/2024/02/30", 404),
    Place("error-story", "/berita/tidak-ada", 404),
)

BARE_PAGES = (
    Place("bare-front", "/", 503),
    Place("bare-search", "/cari?q=banjir", 503),
)
"""Pages of a folder that has no archive yet."""

PARTS = (Place("suggestions", "/cari/usul?q=ban"),)
"""Addresses that answer a piece of a page to a script; no reader opens them."""

NOT_PAGES = (
    ("/static/", "/api/", "/healthz", "/sematan/"),
    (".json", ".csv", ".atom", ".bib", ".xml"),
)
"""What an address of data begins or ends with; anything else that can be opened is a page.

What stands in other people's pages (/sematan/) has tests of its own.
"""
