"""What is said outside our own pages: in the box, the frame and the portal of the demo?

BOX goes to the box's script as JSON. In its sentences {n} is a number and {text} what was meant;
where a number has forms, they are named as Intl.PluralRules does.
"""

from typing import Any, Final

BOX: Final[dict[str, dict[str, Any]]] = {
    "id": {
        "label": "Cari di arsip berita",
        "placeholder": "Cari berita, nama, tempat …",
        "search": "Cari",
        "close": "Tutup",
        "list": "Berita yang cocok",
        "found": {"other": "{n} berita. Pilih dengan panah bawah."},
        "all": {"other": "Lihat semua: {n} berita"},
        "none": "Tidak ada berita yang cocok.",
        "meant": "Menampilkan hasil untuk “{text}”.",
        "waiting": "Mencari …",
        "anyway": "Buka halaman pencarian",
        "untitled": "(tanpa judul)",
        "undated": "tanpa tanggal",
        "related": "Berita terkait",
        "faults": {
            "offline": "Arsip tidak dapat dihubungi. Periksa sambungan internet Anda.",
            "slow": "Arsip terlalu lama menjawab. Coba sebentar lagi.",
            "busy": "Arsip sedang sibuk. Pencarian diulang sebentar lagi.",
            "refused": "Pencarian ini tidak dapat dibaca. Coba dengan kata lain.",
            "broken": "Arsip sedang terganggu. Coba beberapa saat lagi.",
        },
    },
    "en": {
        "label": "Search the news archive",
        "placeholder": "Search stories, names, places …",
        "search": "Search",
        "close": "Close",
        "list": "Matching stories",
        "found": {
            "one": "{n} story. Arrow down to choose it.",
            "other": "{n} stories. Arrow down to choose one.",
        },
        "all": {"one": "See the {n} story", "other": "See all {n} stories"},
        "none": "No story matches.",
        "meant": "Showing results for “{text}”.",
        "waiting": "Searching …",
        "anyway": "Open the search page",
        "untitled": "(untitled)",
        "undated": "undated",
        "related": "Related stories",
        "faults": {
            "offline": "The archive cannot be reached. Check your internet connection.",
            "slow": "The archive takes too long to answer. Try again in a moment.",
            "busy": "The archive is busy. The search is repeated in a moment.",
            "refused": "This search cannot be read. Try other words.",
            "broken": "The archive is out of order. Try again later.",
        },
    },
}

PORTAL: Final = "Kabar Rawa"
PORTAL_NOTE: Final = "Portal rekaan untuk mencoba kotak pencarian Telusur"
LOOKS: Final = {
    "polos": "Tema polos",
    "gelap": "Tema gelap",
    "kasar": "Tema yang memaksakan gayanya",
}
LOOKS_TITLE: Final = "Tampilan portal"
ARTICLE_NOTE: Final = "Berita terbaru dari arsip ini, seolah-olah terbit di portal."
NO_ARTICLE: Final = "Arsip belum berisi berita"
NO_ARTICLE_TEXT: Final = "Impor berita dulu, lalu muat ulang halaman ini."
WAYS_TITLE: Final = "Cara memasang"
IN_LINE: Final = "Kotak dengan daftar di bawahnya"
IN_DIALOG: Final = "Tombol yang membuka jendela"
AS_LINK: Final = "Hanya menuju halaman hasil"
IN_ENGLISH: Final = "Berbahasa Inggris"
IN_FRAME: Final = "Bingkai, untuk halaman tanpa skrip"
AS_FORM: Final = "Formulir biasa, tanpa skrip sama sekali"
EVENTS_TITLE: Final = "Kabar untuk statistik portal"
EVENTS_NOTE: Final = "Setiap pencarian dan berita yang dibuka dari kotak tercatat di sini."
