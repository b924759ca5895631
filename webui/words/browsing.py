"""What do the pages say that show the archive before a word is typed?"""

from datetime import date, datetime
from typing import Final

from search import WIB, FacetName, Moment, Precision

from .figures import MONTHS, angka, count_text, tanggal

BROWSE: Final = "Jelajahi arsip"
DAYS: Final = "Hari"
TOPICS: Final = "Topik"
AUTHORS: Final = "Penulis"
PLACES: Final = "Tempat"

# The front page
ARCHIVE: Final = "Arsip berita"
NEWEST: Final = "Terbaru"
ALL_STORIES: Final = "Semua berita, dari yang terbaru"
NO_STORIES: Final = "Belum ada berita di arsip ini."
TO_FILL: Final = (
    "Pengelola memasukkan berita dengan perintah “telusur import”, lalu “telusur reindex”."
    " Sesudah itu berita terbaru, topik, dan kalendernya tampil di sini."
)
CONTENTS: Final = "Isi arsip"
ARRIVED: Final = "Terakhir masuk arsip"
ON_THIS_DAY: Final = "Hari ini, tahun-tahun lalu"
BY_YEAR: Final = "Menurut tahun"

# The calendar
CALENDAR: Final = "Kalender terbitan"
WEEKDAYS: Final = (
    ("Sen", "Senin"), ("Sel", "Selasa"), ("Rab", "Rabu"), ("Kam", "Kamis"), ("Jum", "Jumat"),
    ("Sab", "Sabtu"), ("Min", "Minggu"),
)  # fmt: skip
SHORT_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
)  # fmt: skip
SHADES: Final = ("sedikit", "banyak")
STORIES: Final = "berita"
BESIDE: Final = "Di luar kalender"
NEIGHBOURS: Final = "Sebelum dan sesudahnya"
WHERE: Final = "Letak halaman"
ALL_OF_YEAR: Final = "Semua berita tahun ini"
ALL_OF_MONTH: Final = "Semua berita bulan ini"
MOST_TOPICS: Final = "Topik terbanyak"
MOST_PLACES: Final = "Tempat terbanyak"

# The lists of values
FILTER: Final = "Saring"
ORDER: Final = "Urutkan:"
LARGEST: Final = "terbanyak"
BY_LETTER: Final = "abjad"
LETTERS: Final = "Huruf awal"
OTHER: Final = "Lainnya"
SHOW_ALL: Final = "Tampilkan semuanya"
_NAMES: Final = {
    FacetName.TOPIC: "topik",
    FacetName.AUTHOR: "penulis",
    FacetName.PLACE: "tempat",
}
_WITHOUT: Final = {
    FacetName.TOPIC: "tanpa topik",
    FacetName.AUTHOR: "tanpa nama penulis",
    FacetName.PLACE: "tanpa nama tempat",
}


def fresh_text(indexed_at: datetime | None, waiting: int) -> str:
    """How fresh the index is: "Indeks diperbarui 24 November 2026, 18.40 WIB; …"."""
    behind = (
        f"{angka(waiting)} berita baru atau berubah belum terindeks."
        if waiting
        else "semua berita sudah terindeks."
    )
    if indexed_at is None:
        return behind[0].upper() + behind[1:]
    when = Moment(indexed_at.astimezone(WIB), Precision.MINUTE)
    return f"Indeks diperbarui {tanggal(when)}; {behind}"


def day_of_year_text(day: date) -> str:
    """A day of any year: "24 November"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def others_text(count: int) -> str:
    """The way to the other stories of a day."""
    return f"dan {angka(count)} berita lain"


def since_text(year: str) -> str:
    """What the calendar offers on the front page."""
    return f"kalender sejak {year}" if year else "kalender terbitan"


def number_text(facet: FacetName, count: int) -> str:
    """How many values there are: "366 topik"."""
    return f"{angka(count)} {_NAMES[facet]}"


def month_text(year: int, month: int) -> str:
    """A month: "Februari 2023"."""
    return f"{MONTHS[month - 1]} {year}"


def year_text(year: int) -> str:
    """A year as a heading."""
    return f"Tahun {year}"


def in_calendar_text(count: int, period: str) -> str:
    """How many stories the calendar holds, and from when to when."""
    return f"{count_text(count)} bertanggal{period}." if count else NO_STORIES


def in_year_text(count: int) -> str:
    """How many stories a year has."""
    return count_text(count) if count else "Tidak ada berita dari tahun ini."


def in_month_text(count: int) -> str:
    """How many stories a month has."""
    return count_text(count) if count else "Tidak ada berita dari bulan ini."


def undated_text(count: int) -> str:
    """Stories that no calendar holds."""
    return f"{count_text(count)} tanpa tanggal"


def year_only_text(count: int) -> str:
    """Stories of which no more than the year is known."""
    return f"{count_text(count)} yang hanya diketahui tahunnya"


def month_only_text(count: int) -> str:
    """Stories of which no more than the month is known."""
    return f"{count_text(count)} yang hanya diketahui bulannya"


def before_text(text: str) -> str:
    """The way back in time."""
    return f"← {text}"


def after_text(text: str) -> str:
    """The way on in time."""
    return f"{text} →"


def filter_label(facet: FacetName) -> str:
    """What the form of a list asks for."""
    return f"Nama {_NAMES[facet]} yang memuat"


def values_text(facet: FacetName, found: int, count: int, wanted: str) -> str:
    """How many values are listed: "12 dari 831 penulis memuat “rin”"."""
    if not wanted:
        return number_text(facet, count)
    if not found:
        return f"Tidak ada nama {_NAMES[facet]} yang memuat “{wanted}”."
    return f"{angka(found)} dari {number_text(facet, count)} memuat “{wanted}”"


def without_text(facet: FacetName, count: int) -> str:
    """The stories that have no value: "6.602 berita tanpa topik"."""
    return f"{count_text(count)} {_WITHOUT[facet]}"


def search_text(wanted: str) -> str:
    """The way from a list where nothing was found to the search."""
    return f"Cari “{wanted}” di semua berita"


def years_text(first: str, last: str) -> str:
    """The years of a value: "2019–2024"."""
    return first if first == last else f"{first}–{last}"
