"""What do the pages say that show the archive before a word is typed?"""

from typing import Final

ARCHIVE: Final = "Arsip berita"
NEWEST: Final = "Terbaru"
ALL_STORIES: Final = "Semua berita, dari yang terbaru"
NO_STORIES: Final = "Belum ada berita di arsip ini."
