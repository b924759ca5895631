"""What is one line of a page: the story's own text, or furniture around it?"""

import re
from enum import StrEnum
from typing import Final

from .datelines import split_dateline

MAX_FURNITURE_CHARS: Final = 260  # the longest "follow our channel" line seen; longer is text
TAIL_CHARS: Final = 60  # a reporter's code or an advertorial mark lies within a line's end


class LineLabel(StrEnum):
    """What a line is; the story keeps `body`, `dateline`, and from some others a part."""

    RELATED_HEADER = "related_header"
    READ_ALSO = "read_also"
    AD_MARKER = "ad_marker"
    WIDGET = "widget"
    CAPTION = "caption"
    DATE_LINE = "date_line"
    ADVERTORIAL = "advertorial"
    BYLINE = "byline"
    RELATED_ITEM = "related_item"
    DATELINE = "dateline"
    BODY = "body"


_MONTH: Final = (
    r"(?:jan|[fp]eb|mar|apr|mei|may|jun|jul|ag[sut]|aug|sep|o[ck]t|no[vp]|de[sc])[a-z]{0,7}\.?"
)
_DATE: Final = (
    rf"(?:[0-9]{{1,2}}[ -]{_MONTH}[ -][0-9]{{4}}|[0-9]{{1,2}}[/-][0-9]{{1,2}}[/-][0-9]{{4}}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2})"
)
_CODE: Final = r"\(\s*(?!ist\b)[A-Za-z]{2,8}(?:\s*[/&,-]\s*[A-Za-z0-9]{2,6}){0,2}\s*\)"
_CHANNEL: Final = (
    r"(?:google ?news|(?:saluran|channel|kanal)\s+(?:whatsapp|wa|telegram)|whatsapp\s+channel)"
)


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{pattern})\s*", re.IGNORECASE)


# First match wins: research/language.md section 6, with what a look at 40,000 stories added.
_WHOLE_LINE: Final = (
    (
        LineLabel.RELATED_HEADER,
        _whole(
            r"(?:berita|artikel)\s+(?:terkait|lainnya|terbaru|populer|terpopuler|pilihan)\s*:?"
            r"|baca\s+juga\s*:?"
        ),
    ),
    (
        LineLabel.READ_ALSO,
        _whole(
            r"\(?(?:baca|simak|lihat|tonton|saksikan)\s+(?:juga|pula)\s*:\s*\S.*"
            r"|(?:simak|lihat|tonton|saksikan)\s+(?:juga|pula)?\s*video\b.{0,200}[^.]"
            r"|(?:simak|lihat|tonton)\s+juga\s+[\"“'‘].*"
            r"|video\s*:\s*[^.]{10,180}"
        ),
    ),
    (
        LineLabel.AD_MARKER,
        _whole(
            r"iklan|advertisements?|sponsored|pariwara|scroll (?:to continue with content"
            r"|ke bawah untuk (?:membaca berita|melanjutkan membaca))|lanjut(?:kan)? membaca"
        ),
    ),
    (
        LineLabel.WIDGET,
        _whole(
            r"add images?|tweet|share(?: on \w+)?|bagikan(?: ke \w+)?|tags?\s*:.*"
            r"|(?:arrow_forward_ios )?(?:(?:baca|simak|klik|lihat|cek) )?"
            r"(?:(?:berita|informasi|artikel|ulasan) )?selengkapnya\b[^,:]{0,60}"
            r"|(?:berlanjut ke |simak di |klik )?halaman (?:selanjutnya|berikutnya)\.?"
            r"|selanjutnya|halaman"
            r"|\[gambas:.{1,60}\]|loading\.*|daftar isi|geser untuk melihat tabel lengkap"
            r"|google news|ikuti kami(?: di)?|komentar|print|facebook|twitter|whatsapp|telegram"
            r"|copy link|salin tautan|https?://\S+|(?:#\w+[\s,]*){1,12}"
            r"|[-(•*]?\s*(?:ayo\s+)?(?:ikuti|update|akses|baca|simak|dapatkan|cek|gabung|kami)\b"
            rf".*{_CHANNEL}.*"
            r"|general_url_gpt_producer.*|dilarang keras mengambil konten.*"
        ),
    ),
    (
        LineLabel.CAPTION,
        _whole(
            r"(?:ket(?:erangan)?\.?\s*(?:gambar|foto)|foto|gambar|dok(?:\.|umentasi)?)\s*[:/].*"
        ),
    ),
    (
        LineLabel.DATE_LINE,
        _whole(
            r"(?:(?:tayang|terbit|diterbitkan|diperbarui|dipublikasikan|published|updated?)\s*:?\s*)?"
            r"(?:(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad)\s*,?\s*)?"
            rf"{_DATE}(?:[\s,|/-]*(?:pukul\s+|jam\s+)?[0-9]{{1,2}}[.:][0-9]{{2}}(?::[0-9]{{2}})?"
            r"(?:\s*(?:wib|wita|wit))?)?"
        ),
    ),
)
ADVERTORIAL_MARK: Final = re.compile(
    r"\(\s*(?:[A-Za-z]{2,10}\s*/\s*)?adv(?:t|ertorial)?\.?(?:\s*/[^)]{0,30})?\)\s*(?:iklan"
    r"|advert?orial)?\s*$|^\s*advert?orial\s*:?\s*$",
    re.IGNORECASE,
)
READ_ALSO_TAIL: Final = re.compile(
    r" ?\(\s*baca juga\s*:[^()]{5,200}\)"
    r"|(?<=[.!?”\"])\s*baca juga\s*:\s*[^.!?\"”]{10,200}$"
    r"|(?<=[.!?”\"])\s*\(?(?:simak|baca|lihat) selengkapnya (?:di ?)?sini[.>]*\)?$"
    r"|\s*\[gambas:[^\[\]]{1,60}\]",
    re.IGNORECASE,
)
"""Pointers to other stories inside a paragraph that can be cut out without guessing."""
_CODE_AT_END: Final = re.compile(rf"(?:^|[.!?”\"]\s*){_CODE}\s*(?:iklan)?\s*$", re.IGNORECASE)
_CREDIT: Final = re.compile(
    r"\s*\(?(?:penulis|editor|reporter|pewarta|oleh)\s*:\s*\S"
    r"|\s*laporan (?:wartawan|reporter)\b[^.]*(?:\.\w{2,3}\b[^.]*){0,2}$",
    re.IGNORECASE,
)
_NAME_IN_BRACKETS: Final = re.compile(
    r"\((?:[\w-]+(?:\.\w+){1,3}/)?[A-Z][\w'’.]+(?: [A-Z][\w'’.]*){1,4}\s*\)"
)
_RELATED_ITEM: Final = re.compile(r"\s*[-•*»]\s+[A-Z0-9“\"].{15,}[^.!?”\"]\s*")
BULLET: Final = re.compile(r"\s*[-•*»]\s+\S")
SHARE_COUNT: Final = re.compile(r"(?<=[A-Za-z)”\"])0\s*$")
"""A share count of nought glued to a headline; "U20" is safe, since a digit precedes its nought."""


def label_line(line: str) -> LineLabel:
    """Say what `line` is, looked at alone; pure, and linear in its length.

    A single bullet that looks like a headline is a `related_item` here; whether it belongs to a
    related list is decided among its neighbours (indexer/related.py).
    """
    if len(line) <= MAX_FURNITURE_CHARS:
        for label, pattern in _WHOLE_LINE:
            if pattern.fullmatch(line):
                return label
    tail = line[-TAIL_CHARS:] if len(line) > MAX_FURNITURE_CHARS else line
    if ")" in tail or tail[:1] in "Aa ":
        if ADVERTORIAL_MARK.search(tail):
            return LineLabel.ADVERTORIAL
        if ")" in tail and _CODE_AT_END.search(tail):
            return LineLabel.BYLINE
    if len(line) > MAX_FURNITURE_CHARS:
        return LineLabel.DATELINE if split_dateline(line) else LineLabel.BODY
    if _CREDIT.match(line) or _NAME_IN_BRACKETS.fullmatch(line):
        return LineLabel.BYLINE
    if _RELATED_ITEM.fullmatch(line):
        return LineLabel.RELATED_ITEM
    return LineLabel.DATELINE if split_dateline(line) else LineLabel.BODY
