"""What does the page of a story say?"""

from typing import Final

from search import Moment, Related, Story

from .figures import tanggal

TITLE_DERIVED: Final = "Sumbernya tidak berjudul; kalimat pertamanya dipakai di sini."
SOURCE_LINK: Final = "Baca di situs asalnya"
PERMANENT: Final = "Tautan tetap"
UNMARKED: Final = "Tampilkan tanpa tanda"
CAPTION: Final = "Keterangan foto:"
RELATED: Final = "Berita terkait"
_DAYS_TOLD: Final = 60  # days between related stories told as days; longer ones as months or years
_MONTHS_TOLD: Final = 24


def modified_text(story: Story) -> str:
    """When a story was changed: "diperbarui 28 Februari 2023"; "" where that is unknown."""
    return f"diperbarui {tanggal(story.modified)}" if story.modified else ""


def reason_text(story: Story, related: Related) -> str:
    """Why a story is related to `story`: "sama-sama: banjir, Sengeti · 3 hari sebelumnya"."""
    reason = related.reason
    own = (*reason.names, *reason.places)
    said = {word for name in own for word in name.casefold().split()}
    ties = (*(term for term in reason.terms if term.casefold() not in said), *own)
    ties = tuple(dict.fromkeys(ties))
    parts = [f"sama-sama: {', '.join(ties)}"] if ties else []
    return " · ".join([*parts, *_apart(story.published, related.story.published)])


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
