"""What does the page of a story say?"""

from collections.abc import Mapping
from typing import Final

from search import Kind, Moment, Related, Story

from .figures import angka, tanggal

TITLE_DERIVED: Final = "Sumbernya tidak berjudul; kalimat pertamanya dipakai di sini."
SOURCE_LINK: Final = "Baca di situs asalnya"
PERMANENT: Final = "Tautan tetap"
CAPTION: Final = "Keterangan foto:"
RELATED: Final = "Berita terkait"
RUNNING: Final = "Ikuti rangkaian peristiwanya"
RUNNING_TITLE: Final = "Rangkaian peristiwa"
NOT_RUNNING: Final = "Tidak ditemukan berita lain tentang peristiwa yang sama."
THIS_STORY: Final = "berita yang dibuka"
FOR_STORY: Final = "Bertolak dari"

WAY: Final = "Hasil pencarian"
PREVIOUS_HIT: Final = "Berita sebelumnya"
NEXT_HIT: Final = "Berita berikutnya"

UNMARKED: Final = "Tampilkan tanpa tanda"
MARKS: Final = "Tanda di dalam teks"
FIRST_MARK: Final = "Ke tanda pertama"
NEXT_MARK: Final = "Tanda berikutnya"
PREVIOUS_MARK: Final = "Tanda sebelumnya"
NEXT: Final = "berikutnya"
TO_TOP: Final = "kembali ke atas"
MARK_PLACE: Final = "{tanda} dari {semua} tanda"
"""Filled in by the script; so is the next."""
ALL_MARKS: Final = "{semua} tanda"
NEXT_KEY: Final = "n"
PREVIOUS_KEY: Final = "p"

CORRECTED_BY: Final = "Berita ini telah diralat:"
CORRECTS: Final = "Ralat atas:"
CONTINUES: Final = "Lanjutan dari:"
CONTINUED_BY: Final = "Dilanjutkan dalam:"

COPIES: Final = "Salinan dengan isi yang hampir sama"
COPIES_HOW: Final = (
    "Yang dicoret hanya ada di berita ini; yang digarisbawahi hanya ada di salinannya."
)
ONLY_HERE: Final = "(hanya di berita ini:)"
ONLY_THERE: Final = "(hanya di salinan:)"
IN_TITLE: Final = "Judul"
IN_BODY: Final = "Isi"
NO_DIFFERENCE: Final = "Isinya sama kata demi kata."
TOO_LONG: Final = "Teksnya terlalu panjang untuk dibandingkan kata demi kata."
READ_COPY: Final = "Baca salinannya"

CITE: Final = "Kutip berita ini"
CITE_LINE: Final = "Untuk naskah"
BIBTEX: Final = "BibTeX"
CSL: Final = "CSL-JSON"
AS_FILE: Final = "unduh berkas"
COPY: Final = "Salin"
COPIED: Final = "Disalin."
NOT_COPIED: Final = "Peramban menolak menyalin; pilih teksnya, lalu salin."

_DAYS_TOLD: Final = 60  # days between related stories told as days; longer ones as months or years
_MONTHS_TOLD: Final = 24
_QUOTED_CHARS: Final = 60  # of a query's text, in a link


def modified_text(story: Story) -> str:
    """When a story was changed: "diperbarui 28 Februari 2023"; "" where unknown, or at once."""
    if story.modified is None or story.modified == story.published:
        return ""
    return f"diperbarui {tanggal(story.modified)}"


def back_text(text: str) -> str:
    """The way back to the hits: "Hasil untuk “banjir”"."""
    return f"Hasil untuk {_quoted(text)}" if text.strip() else "Kembali ke hasil pencarian"


def hit_place_text(place: int, total: int) -> str:
    """Which of the hits a story is: "Berita 3 dari 120"."""
    return f"Berita {angka(place)} dari {angka(total)}"


def marks_text(stops: int, text: str, *, in_title: bool) -> str:
    """How many marks the text has, and what for: "12 tanda untuk “banjir”"; "" for none."""
    if stops:
        return f"{angka(stops)} tanda untuk {_quoted(text)}"
    return f"{_quoted(text)} hanya ada di judulnya" if in_title else ""


def stops_text(first: int, last: int, stops: int) -> str:
    """Which of the marks a paragraph has: "3–5 dari 12"."""
    own = angka(first) if first == last else f"{angka(first)}–{angka(last)}"
    return f"{own} dari {angka(stops)}"


def corrected_text(corrections: tuple[Story, ...]) -> str:
    """That a story was corrected, and when: "Berita ini diralat pada 29 Januari 2024:"."""
    moments = [story.published for story in corrections]
    days = dict.fromkeys(_day_text(moment) for moment in moments if moment and moment.day)
    if not days or len(days) < len(moments):
        return CORRECTED_BY
    return f"Berita ini diralat pada {_joined(list(days))}:"


def citation_text(story: Story, address: str) -> str:
    """A story as a newsroom cites it: Rina, “Judul”, Kabar Hulu, 27 Februari 2023, https://….

    The comma stands behind the quotation mark, as EYD V has it for titles. `story` has its texts on
    one line (`webui.citations.printable`).
    """
    title = f"“{_inner_quotes(story.title)}”"
    title += f" ({story.kind.value})" if story.kind is not Kind.NEWS else ""
    date = _day_text(story.published) if story.published else tanggal(None, story.date_text.strip())
    parts = (_joined(list(story.authors)), title, story.source, date, address)
    return ", ".join(filter(None, parts))


def running_text(count: int) -> str:
    """How many stories tell of one matter."""
    return f"{angka(count)} berita, dari yang paling lama"


def reason_text(story: Story, related: Related, titles: Mapping[str, str] | None = None) -> str:
    """Why a story is related to `story`: "sama-sama: banjir, Sengeti · 3 hari sebelumnya".

    `titles` has the headline of the story that another came by, where it did not come by `story`.
    """
    reason = related.reason
    own = (*reason.names, *reason.places)
    said = {word for name in own for word in name.casefold().split()}
    ties = (*(term for term in reason.terms if term.casefold() not in said), *own)
    ties = tuple(dict.fromkeys(ties))
    parts = [f"sama-sama: {', '.join(ties)}"] if ties else []
    if reason.by and titles and reason.by in titles:
        parts.append(f"lewat “{titles[reason.by]}”")
    return " · ".join([*parts, *_apart(story.published, related.story.published)])


def _quoted(text: str) -> str:
    """What was asked, on one line and not too long, in quotation marks."""
    line = " ".join(text.split())
    line = line if len(line) <= _QUOTED_CHARS else f"{line[:_QUOTED_CHARS].rstrip()}…"
    return f"“{line}”"


def _joined(parts: list[str]) -> str:
    """A list as one says it: "Rina, Budi, dan Citra"."""
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"


def _day_text(moment: Moment) -> str:
    """The WIB day of a moment, or month or year where no more is known; without the time."""
    known = Moment.from_iso(moment.day or moment.month or moment.year)
    return tanggal(known or moment)


def _inner_quotes(text: str) -> str:
    """Quotation marks within quotation marks are single ones."""
    opens = True
    signs: list[str] = []
    for sign in text:
        if sign == '"':
            signs.append("‘" if opens else "’")
            opens = not opens
        else:
            signs.append({"“": "‘", "”": "’"}.get(sign, sign))
    return "".join(signs)


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
