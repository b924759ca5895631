"""What does a reader see? Every sentence and label of the pages, in Indonesian; how figures look.

Templates take their labels from here by name; a test sees to it that they hold no words themselves.
Words for errors are in `faults.py`.
"""

from typing import Final

from search import WIB, DayRange, FacetName, Moment, Precision, Related, Sort, Story

MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
UNDATED: Final = "tanpa tanggal"
UNTITLED: Final = "(tanpa judul)"

SITE: Final = "Telusur"
SITE_TITLE: Final = "Telusur: arsip berita"
SKIP: Final = "Langsung ke isi"
SKIP_TO_HITS: Final = "Langsung ke hasil"
BOX_LABEL: Final = "Cari di arsip berita"
SEARCH: Final = "Cari"
HELP_TITLE: Final = "Cara mencari"
HELP: Final = (
    ("banjir jambi", "kedua kata, juga dalam bentuk lain: kebanjiran, dibanjiri"),
    ('"kota jambi"', "persis kata-kata ini, berdampingan"),
    ("banjir -bungo", "tanpa kata bungo"),
    ("banjir ATAU longsor", "salah satunya"),
    ("bang*", "kata yang berawalan bang"),
    ("merangin~", "juga yang beda satu huruf"),
    ("judul:banjir", "hanya di judul; ada pula isi:, foto:, topik:, penulis:, tempat:"),
    ("tanggal:2024-03", "terbit pada Maret 2024; juga 2024, 2024-03-15, atau 2023..2024"),
)
"""What can be typed, and what it finds; the whole of it is docs/query-language.md."""

ARCHIVE: Final = "Arsip berita"
TOPICS: Final = "Topik"
YEARS: Final = "Tahun"
NEWEST: Final = "Terbaru"
ALL_STORIES: Final = "Semua berita, dari yang terbaru"
NO_STORIES: Final = "Belum ada berita di arsip ini."

FOR: Final = "untuk"
UNDERSTOOD: Final = "Yang dicari; pilih untuk membuangnya"
REMOVE: Final = "buang"
SORT_BY: Final = "Urutkan:"
NARROW: Final = "Saring"
FROM: Final = "Dari"
UNTIL: Final = "Sampai"
LIMIT_DAYS: Final = "Batasi"
DAYS: Final = "Tanggal terbit"
PAGES: Final = "Halaman"
PREVIOUS: Final = "← Sebelumnya"
NEXT: Final = "Berikutnya →"
BEYOND: Final = "Hasilnya tidak sampai ke halaman ini."
LAST_PAGE: Final = "Ke halaman terakhir"
TRY: Final = "Ada hasilnya jika satu syarat dilepas:"
TRY_OTHER: Final = "Periksa ejaannya, atau pakai kata yang lebih umum."
CORRECTED: Final = "Tidak ada berita yang memuat"
CORRECTED_TO: Final = "jadi yang dicari"
UNCORRECTED: Final = "Cari seperti yang diketik"
ALSO: Final = "Juga mencari:"
AS_TYPED: Final = "Cari persis kata-kata yang diketik"
NAMED_DAYS: Final = "Berita dari waktu itu didahulukan."
UNFOLD: Final = "Tampilkan satu per satu"
FOLD: Final = "Gabungkan berita yang isinya sama"
SUGGESTED: Final = "Mungkin maksudnya:"
PARTIAL: Final = (
    "Pencarian ini terlalu luas untuk dijawab seluruhnya; mungkin masih ada berita lain."
)
TOO_LONG_TO_NARROW: Final = (
    "Teks sepanjang ini tidak dapat disaring. Untuk menyaring, ambil kalimat intinya."
)
KEEP: Final = "Simpan hasil ini:"
KEEP_AS: Final = ("tabel (CSV)", "umpan (Atom)", "data (JSON)")

TITLE_DERIVED: Final = "Sumbernya tidak berjudul; kalimat pertamanya dipakai di sini."
SOURCE_LINK: Final = "Baca di situs asalnya"
PERMANENT: Final = "Tautan tetap"
UNMARKED: Final = "Tampilkan tanpa tanda"
CAPTION: Final = "Keterangan foto:"
PLACES: Final = "Tempat"
RELATED: Final = "Berita terkait"

TO_FRONT: Final = "Ke halaman depan"
TO_ALL: Final = "Lihat semua berita"

FACET_TITLES: Final = {
    FacetName.TOPIC: "Topik",
    FacetName.AUTHOR: "Penulis",
    FacetName.PLACE: "Tempat",
    FacetName.KIND: "Jenis",
    FacetName.YEAR: "Tahun",
    FacetName.MONTH: "Bulan",
    FacetName.DAY: "Hari",
}
UNKNOWN_VALUES: Final = {
    FacetName.TOPIC: "tanpa topik",
    FacetName.AUTHOR: "tanpa nama penulis",
    FacetName.PLACE: "tanpa tempat",
    FacetName.KIND: "tanpa jenis",
    FacetName.YEAR: UNDATED,
    FacetName.MONTH: UNDATED,
    FacetName.DAY: UNDATED,
}
SORT_TITLES: Final = {
    Sort.RELEVANCE: "paling relevan",
    Sort.NEWEST: "terbaru",
    Sort.OLDEST: "terlama",
}

_DAYS_TOLD: Final = 60  # days between related stories told as days; longer ones as months or years
_MONTHS_TOLD: Final = 24


def angka(number: int) -> str:
    """A whole number with points between thousands: 1.234."""
    return f"{number:,}".replace(",", ".")


def tanggal(moment: Moment | None, printed: str = "") -> str:
    """A moment as a newspaper prints it, "27 Februari 2023, 14.30 WIB"; else what was printed."""
    if moment is None:
        return printed or UNDATED
    start = moment.start if moment.precision is Precision.MINUTE else moment.start.astimezone(WIB)
    month = f"{MONTHS[start.month - 1]} {start.year}"
    match moment.precision:
        case Precision.YEAR:
            return str(start.year)
        case Precision.MONTH:
            return month
        case Precision.DAY:
            return f"{start.day} {month}"
        case Precision.MINUTE:
            return f"{start.day} {month}, {start:%H.%M} {_zone(moment)}"


def _zone(moment: Moment) -> str:
    offset = moment.start.utcoffset()
    minutes = int(offset.total_seconds()) // 60 if offset is not None else 0
    return {420: "WIB", 480: "WITA", 540: "WIT"}.get(minutes, f"UTC{moment.start:%z}")


def days_text(days: DayRange) -> str:
    """A range of days: "1 Januari 2024 s.d. 5 Maret 2024", "sejak …", "hingga …"."""
    first = tanggal(Moment.of_day(days.start)) if days.start else ""
    last = tanggal(Moment.of_day(days.last)) if days.last else ""
    if first and last:
        return first if first == last else f"{first} s.d. {last}"
    return f"sejak {first}" if first else f"hingga {last}"


def period_text(first: Moment, last: Moment) -> str:
    """From when to when an archive reaches: ", dari Maret 2007 sampai 2 Februari 2026"."""
    ends = (tanggal(first).split(",")[0], tanggal(last).split(",")[0])
    return f", dari {ends[0]} sampai {ends[1]}" if ends[0] != ends[1] else f", semuanya {ends[0]}"


def count_text(total: int) -> str:
    """How many stories: "1.234 berita"; Indonesian has no plural ending."""
    return f"{angka(total)} berita"


def found_text(total: int) -> str:
    """How many stories were found, for a heading."""
    return count_text(total) if total else "Tidak ada berita yang cocok"


def copies_text(count: int) -> str:
    """How many near copies a hit has: "2 salinan"."""
    return f"{angka(count)} salinan"


def folded_text(count: int) -> str:
    """What became of near copies; "" where there are none."""
    if not count:
        return ""
    return f"{angka(count)} salinan dengan isi yang sama digabungkan dengan beritanya."


def relaxed_text(total_all_words: int) -> str:
    """What was relaxed; the words given up follow it."""
    if total_all_words:
        return (
            f"Hanya {angka(total_all_words)} berita memuat semua kata; ditampilkan juga yang"
            " memuat sebagian. Tidak selalu ada:"
        )
    return (
        "Tidak ada berita yang memuat semua kata; ditampilkan yang memuat sebagian."
        " Tidak selalu ada:"
    )


def page_text(page: int, last: int) -> str:
    """Where one is: "Halaman 2 dari 1.234"."""
    return f"Halaman {angka(page)} dari {angka(last)}"


def within_text(days: str) -> str:
    """The way to restrict a search to days it names: "Batasi ke Februari 2023"."""
    return f"Batasi ke {days}"


def without_text(part: str) -> str:
    """A way to loosen a search: "tanpa “topik: bencana”"."""
    return f"tanpa “{part}”"


def only_text(text: str) -> str:
    """The way on after a parameter that cannot be read."""
    return f"Cari “{text}” saja, tanpa yang lain"


def filter_text(name: FacetName, value: str | None, *, excluded: bool = False) -> str:
    """A chosen filter: "Topik: bencana", "bukan topik: bencana"."""
    title = f"bukan {FACET_TITLES[name].lower()}" if excluded else FACET_TITLES[name]
    return f"{title}: {value_text(name, value)}"


def exclude_text(value: str) -> str:
    """The link that leaves a value out, to a reader who hears it."""
    return f"kecualikan {value}"


def value_text(name: FacetName, value: str | None) -> str:
    """A facet value as a reader sees it; months and days in words."""
    if value is None:
        return UNKNOWN_VALUES[name]
    if name in (FacetName.MONTH, FacetName.DAY):
        moment = Moment.from_iso(value)
        return tanggal(moment) if moment else value
    return value


def modified_text(story: Story) -> str:
    """When a story was changed: "diperbarui 28 Februari 2023"; "" where that is unknown."""
    return f"diperbarui {tanggal(story.modified)}" if story.modified else ""


def reason_text(story: Story, related: Related) -> str:
    """Why a story is related to `story`: "sama-sama: banjir, Sengeti · 3 hari sebelumnya"."""
    reason = related.reason
    own = (*reason.names, *reason.places)
    said = {word for name in own for word in name.casefold().split()}
    ties = (*(term for term in reason.terms if term.casefold() not in said), *own)
    ties = tuple(dict.fromkeys(ties))
    parts = [f"sama-sama: {', '.join(ties)}"] if ties else []
    return " · ".join([*parts, *_apart(story.published, related.story.published)])


def _apart(own: Moment | None, other: Moment | None) -> list[str]:
    """How long before or after; nothing where a day is not known."""
    if own is None or other is None or own.day is None or other.day is None:
        return []
    own_day, other_day = own.days().start, other.days().start
    if own_day is None or other_day is None:
        return []
    days = (other_day - own_day).days
    if days == 0:
        return ["pada hari yang sama"]
    side, days = ("sesudahnya" if days > 0 else "sebelumnya"), abs(days)
    months = round(days / 30.44)  # the mean month of the Gregorian calendar
    if days <= _DAYS_TOLD:
        return [f"{days} hari {side}"]
    if months <= _MONTHS_TOLD:
        return [f"sekitar {months} bulan {side}"]
    return [f"sekitar {round(months / 12)} tahun {side}"]
