"""What stands on every page, or on several?"""

from typing import Final

from .figures import angka

SITE: Final = "Telusur"
SITE_TITLE: Final = "Telusur: arsip berita"
SKIP: Final = "Langsung ke isi"
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
KEYS_TITLE: Final = "Tombol papan ketik"
KEYS: Final = (
    ("/", "ke kotak pencarian"),
    ("j", "berita berikutnya, selama fokus di daftar hasil"),
    ("k", "berita sebelumnya, selama fokus di daftar hasil"),
    ("n", "tanda berikutnya, di halaman berita"),
    ("p", "tanda sebelumnya, di halaman berita"),
    ("Enter", "buka berita yang dipilih"),
    ("Esc", "tutup usulan atau jendela ini"),
    ("?", "daftar tombol ini"),
)
KEYS_ON: Final = "Tombol satu huruf menyala"
CLOSE: Final = "Tutup"
TOPICS: Final = "Topik"
PLACES: Final = "Tempat"
TO_FRONT: Final = "Ke halaman depan"
TO_ALL: Final = "Lihat semua berita"

_HEADING_CHARS: Final = 120  # of a pasted text shown in headings


def copies_text(count: int) -> str:
    """How many near copies a hit has: "2 salinan"."""
    return f"{angka(count)} salinan"


def short(text: str) -> str:
    """Enough of a text for a heading."""
    return text if len(text) <= _HEADING_CHARS else f"{text[:_HEADING_CHARS].rstrip()}…"
