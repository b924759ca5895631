"""What is said in the list under the search box?"""

from typing import Final

from .figures import angka

SECTIONS: Final = {"judul": "Judul", "tempat": "Tempat", "penulis": "Penulis", "topik": "Topik"}
LIST: Final = "Usulan"
NONE: Final = "Tidak ada usulan"


def number_text(count: int) -> str:
    """How many suggestions there are: "7 usulan"."""
    return f"{angka(count)} usulan" if count else NONE


def meant_text(text: str) -> str:
    """Nothing begins as typed; this does."""
    return f"Mungkin maksudnya: {text}"
