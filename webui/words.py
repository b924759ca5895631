"""What does a reader see? Every sentence of the pages, in Indonesian, and how figures look."""

from typing import Final

from search import WIB, ArchiveError, FacetName, Moment, Precision, Reason, Sort

MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
UNDATED: Final = "tanpa tanggal"
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
_ERRORS: Final = {
    "bad-query": ("Pencarian tidak dapat dibaca", "Bagian ini tidak kami pahami: “{piece}”."),
    "bad-source": ("Sumber tidak dapat dibaca", "Sumber berita itu tidak dapat dibaca."),
    "story-not-found": (
        "Berita tidak ditemukan",
        "Tidak ada berita di alamat ini. Mungkin alamatnya salah ketik, atau beritanya dihapus.",
    ),
    "archive-not-found": (
        "Arsip belum siap",
        "Arsip atau indeksnya belum dibuat. Pengelola dapat membuatnya dengan perintah"
        " “telusur import” lalu “telusur reindex”.",
    ),
    "stale-index": (
        "Indeks perlu dibangun ulang",
        "Indeks dibuat dari arsip lain atau oleh versi lain. Pengelola dapat membangunnya kembali"
        " dengan perintah “telusur reindex --full”.",
    ),
    "damaged-index": (
        "Indeks rusak",
        "Indeks tidak dapat dibaca; tidak ada berita yang hilang. Pengelola dapat membangunnya"
        " kembali dengan perintah “telusur reindex --full”.",
    ),
    "damaged-store": (
        "Arsip tidak dapat dibaca",
        "Penyimpanan berita tidak dapat dibaca, jadi tidak ada yang ditampilkan.",
    ),
    "archive-busy": ("Arsip sedang ditulis", "Arsip sedang diperbarui. Coba lagi sebentar lagi."),
    "archive": ("Ada yang salah", "Permintaan ini tidak dapat dijawab."),
}
NOT_FOUND: Final = ("Halaman tidak ada", "Tidak ada halaman di alamat ini.")
BROKEN: Final = ("Ada yang salah di pihak kami", "Kesalahan ini sudah dicatat. Coba lagi nanti.")


def error_words(error: ArchiveError) -> tuple[str, str]:
    """Heading and sentence for an error."""
    if error.values.get("reason") == "too-long":
        return (
            "Pencarian terlalu panjang",
            "Teks yang dicari terlalu panjang. Ambil kalimat intinya.",
        )
    if error.values.get("reason") == "date":
        return (
            "Tanggal tidak dapat dibaca",
            f"“{error.values.get('piece', '')}” bukan tanggal. Tulis 2023, 2023-02, atau"
            " 2023-02-27.",
        )
    heading, sentence = _ERRORS[error.code]
    return heading, sentence.format(piece=error.values.get("piece", ""))


def has_words(code: str) -> bool:
    """Whether an error's code has a sentence."""
    return code in _ERRORS


def figure(number: int) -> str:
    """A whole number with points between thousands: 1.234."""
    return f"{number:,}".replace(",", ".")


def date_text(moment: Moment | None, printed: str = "") -> str:
    """A moment as a newspaper prints it: "27 Februari 2023, 14.30 WIB"; else what was printed."""
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
            zone = {7: "WIB", 8: "WITA", 9: "WIT"}.get(_offset_hours(moment), f"{start:UTC%z}")
            return f"{start.day} {month}, {start:%H.%M} {zone}"


def _offset_hours(moment: Moment) -> int:
    offset = moment.start.utcoffset()
    return int(offset.total_seconds() // 3600) if offset else 0


def value_text(name: FacetName, value: str | None) -> str:
    """A facet value as a reader sees it; months and days in words."""
    if value is None:
        return UNKNOWN_VALUES[name]
    if name in (FacetName.MONTH, FacetName.DAY):
        moment = Moment.from_iso(value)
        return date_text(moment) if moment else value
    return value


def reason_text(reason: Reason) -> str:
    """Why a story is related: "sama-sama: banjir, Sengeti · 3 hari selisihnya"."""
    ties = ", ".join(dict.fromkeys((*reason.terms, *reason.places)))
    parts = [f"sama-sama: {ties}"] if ties else []
    if reason.days is not None:
        parts.append(
            "hari yang sama" if reason.days == 0 else f"selisih {figure(reason.days)} hari"
        )
    return " · ".join(parts)
