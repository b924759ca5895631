"""What does the search page say?"""

from collections.abc import Iterable
from typing import Final

from search import Sort

from .figures import angka, count_text

SKIP_TO_HITS: Final = "Langsung ke hasil"
FOR: Final = "untuk"
UNDERSTOOD: Final = "Yang dicari; pilih untuk membuangnya"
REMOVE: Final = "buang"
SORT_BY: Final = "Urutkan:"
NARROW: Final = "Saring"
PART: Final = "Memuat"
SHOW: Final = "Tampilkan"
NO_VALUES: Final = "Tidak ada yang memuat tulisan itu."
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
LEFT_OUT: Final = "Di luar saringan tanggal ini:"
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
SORT_TITLES: Final = {
    Sort.RELEVANCE: "paling relevan",
    Sort.NEWEST: "terbaru",
    Sort.OLDEST: "terlama",
}


def found_text(total: int) -> str:
    """How many stories were found, for a heading."""
    return count_text(total) if total else "Tidak ada berita yang cocok"


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


def exclude_text(value: str) -> str:
    """The link that leaves a value out, to a reader who hears it."""
    return f"kecualikan {value}"


def all_values_text(count: int) -> str:
    """The way to all values of a facet: "Semua (1.234)"."""
    return f"Semua ({angka(count)})"


def values_text(count: int) -> str:
    """How many values a facet has: "1.234 pilihan"."""
    return f"{angka(count)} pilihan"


def back_text(total: int) -> str:
    """The way from a page of values back to the hits."""
    return f"← Kembali ke hasil ({count_text(total)})"


def undated_text(count: int) -> str:
    """What a filter of days leaves out because it has no date."""
    return f"{count_text(count)} tanpa tanggal"


def vague_text(count: int) -> str:
    """What a filter of days leaves out because only its year is known."""
    return f"{count_text(count)} yang hanya diketahui tahunnya"


def piece_text(text: str, also: tuple[str, ...]) -> str:
    """A part of what was understood, and for what else: "Pemkot, juga Pemerintah Kota"."""
    return f"{text}, juga {', '.join(also)}" if also else text


def subject_text(filters: Iterable[str]) -> str:
    """What a page of stories without a text is about: "Topik: bencana · Tahun: 2024"."""
    return " · ".join(filters)
