"""What is said when something went wrong? A heading and a sentence for every error.

What was typed stands quoted in such a sentence, so characters that cannot be seen (controls, marks
of writing direction) are left out of the quote: they could turn the sentence around.
"""

from typing import Final

from search import ArchiveError

from .figures import angka

_ERRORS: Final = {
    "bad-query": ("Pencarian tidak dapat dibaca", "Bagian ini tidak kami pahami: “{piece}”."),
    "bad-source": ("Sumber tidak dapat dibaca", "Sumber berita itu tidak dapat dibaca."),
    "story-not-found": (
        "Berita tidak ditemukan",
        "Tidak ada berita di alamat ini. Mungkin alamatnya salah ketik, atau beritanya dihapus.",
    ),
    "story-withdrawn": (
        "Berita ini telah ditarik",
        "Redaksi telah menarik berita di alamat ini, sehingga isinya tidak dapat dibaca lagi.",
    ),
    "bad-backup": ("Cadangan tidak dapat dibaca", "Berkas cadangan itu tidak dapat dibaca."),
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
_REASONS: Final = {
    "too-long": (
        "Pencarian terlalu panjang",
        "Teks yang dicari terlalu panjang. Ambil kalimat intinya.",
    ),
    "date": (
        "Tanggal tidak dapat dibaca",
        "Tidak ada tanggal seperti ini: “{piece}”. Tulis 2023, 2023-02, atau 2023-02-27.",
    ),
    "days": (
        "Rentang tanggal terbalik",
        "Rentang ini berakhir sebelum dimulai: “{piece}”. Tukar kedua tanggalnya.",
    ),
    "sort": (
        "Urutan tidak dikenal",
        "Tidak ada urutan “{piece}”. Pilihannya: relevan, terbaru, terlama.",
    ),
    "number": (
        "Angka tidak dapat dipakai",
        "“{piece}” bukan angka dari {least} sampai {most}.",
    ),
    "facet": ("Saringan tidak dikenal", "Tidak ada saringan bernama “{piece}”."),
}
_STATUSES: Final = {
    400: ("Permintaan tidak dapat dibaca", "Peramban mengirim permintaan yang tidak kami pahami."),
    404: ("Halaman tidak ada", "Tidak ada halaman di alamat ini."),
    405: ("Alamat ini hanya dapat dibaca", "Di alamat ini tidak ada yang dapat dikirim."),
    414: _REASONS["too-long"],
    431: _REASONS["too-long"],
}
FOREIGN: Final = (
    "Situs ini tidak bernama demikian",
    "Arsip ini tidak dibuka dengan nama yang diminta peramban. Periksa alamatnya.",
)
"""For a request by a name that is not among those allowed."""
BROKEN: Final = ("Ada yang salah di pihak kami", "Kesalahan ini sudah dicatat. Coba lagi nanti.")


def error_words(error: ArchiveError) -> tuple[str, str]:
    """Heading and sentence for an error: by its reason, else by its code."""
    values = error.values
    heading, sentence = _REASONS.get(str(values.get("reason")), _ERRORS[error.code])
    least, most = values.get("least"), values.get("most")
    return heading, sentence.format(
        piece=_visible(str(values.get("piece", ""))),
        least=angka(least) if isinstance(least, int) else "",
        most=angka(most) if isinstance(most, int) else "",
    )


def status_words(status: int) -> tuple[str, str]:
    """Heading and sentence for an HTTP status that no error of ours stands behind."""
    return _STATUSES.get(status, _STATUSES[400] if status < 500 else BROKEN)


def has_words(code: str) -> bool:
    """Whether an error's code has a sentence."""
    return code in _ERRORS


def _visible(text: str) -> str:
    return "".join(char for char in text if char.isprintable())
