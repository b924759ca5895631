"""Which column of a source is which field of a story?"""

from typing import Final

from indexer.raw import FIELDS

ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "id": ("story_id", "id_berita", "berita_id", "article_id", "id_artikel", "post_id", "kode"),
    "url": ("link", "tautan", "permalink", "uri", "url_berita", "article_url", "canonical_url"),
    "source": ("sumber", "media", "portal", "nama_media", "publisher", "penerbit", "situs"),
    "title": ("judul", "headline", "tajuk", "judul_berita", "judul_artikel", "post_title"),
    "body": (
        *("isi", "konten", "content", "text", "teks", "naskah", "isi_berita", "konten_berita"),
        *("isi_artikel", "artikel", "article", "full_text", "fulltext", "post_content"),
    ),
    "date": (
        *("tanggal", "tgl", "published", "published_at", "publish_date", "date_published"),
        *("pubdate", "tanggal_terbit", "tanggal_publikasi", "waktu", "waktu_terbit", "terbit"),
        *("post_date", "datetime", "created_at"),
    ),
    "author": ("penulis", "wartawan", "reporter", "jurnalis", "byline", "authors", "kontributor"),
    "topic": (
        *("topik", "rubrik", "kanal", "kategori", "category", "categories", "section", "topics"),
        *("tag", "tags"),
    ),
    "corrects": (
        *("ralat_dari", "ralat_atas", "meralat", "koreksi_dari", "mengoreksi", "correction_of"),
    ),
    "continues": (
        *("lanjutan_dari", "sambungan_dari", "melanjutkan", "continuation_of", "follow_up_to"),
    ),
}
"""Common names, the likelier first; each counts only where the field's own name is absent."""

Layout = tuple[str | None, ...]
"""For each of FIELDS, in that order, the column that holds it; None where there is none."""

MAX_LAYOUTS: Final = 256  # remembered; an archive has a handful, a hostile file one a line
MAX_LAYOUT_CHARS: Final = 4_000  # and its names may be of any length


class Columns:
    """Finds the fields among a record's columns, by `--map` and by the common names.

    Names are compared exactly first, then without regard to case, blanks and hyphens. A column
    named by `--map` is no alias of another field.

    assert Columns(()).layout(("ID", "Judul", "isi"))[:5] == ("ID", None, None, "Judul", "isi")
    """

    def __init__(self, mapped: tuple[tuple[str, str], ...]) -> None:
        taken = {folded(column) for _, column in mapped}
        self._candidates: list[tuple[str, ...]] = []
        for field in FIELDS:
            given = tuple(column for name, column in mapped if name == field)
            common = tuple(name for name in (field, *ALIASES[field]) if name not in taken)
            self._candidates.append(given or common)
        self._layouts: dict[tuple[str, ...], Layout] = {}

    def layout(self, columns: tuple[str, ...]) -> Layout:
        """Where the fields are among `columns`; of two columns of one name, the first."""
        layout = self._layouts.get(columns)
        if layout is None:
            layout = self._find(columns)
            if len(self._layouts) < MAX_LAYOUTS and sum(map(len, columns)) < MAX_LAYOUT_CHARS:
                self._layouts[columns] = layout
        return layout

    def _find(self, columns: tuple[str, ...]) -> Layout:
        exact = set(columns)
        by_folded: dict[str, str] = {}
        for column in columns:
            by_folded.setdefault(folded(column), column)
        return tuple(
            next(
                (
                    name if name in exact else by_folded[folded(name)]
                    for name in candidates
                    if name in exact or folded(name) in by_folded
                ),
                None,
            )
            for candidates in self._candidates
        )


def folded(column: str) -> str:
    """A column's name as it is compared: "Tanggal Terbit" is "tanggal_terbit"."""
    return column.strip().casefold().replace(" ", "_").replace("-", "_")
