"""How do numbers, days and the values of facets look to a reader?"""

from typing import Final

from search import WIB, DayRange, FacetName, Moment, Precision

MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
UNDATED: Final = "tanpa tanggal"
UNTITLED: Final = "(tanpa judul)"
FACET_TITLES: Final = {
    FacetName.TOPIC: "Topik",
    FacetName.AUTHOR: "Penulis",
    FacetName.PLACE: "Tempat",
    FacetName.KIND: "Jenis",
    FacetName.YEAR: "Tahun",
    FacetName.MONTH: "Bulan",
    FacetName.DAY: "Hari",
}
UNKNOWN_VALUES: Final = {
    FacetName.TOPIC: "tanpa topik",
    FacetName.AUTHOR: "tanpa nama penulis",
    FacetName.PLACE: "tanpa tempat",
    FacetName.KIND: "tanpa jenis",
    FacetName.YEAR: UNDATED,
    FacetName.MONTH: UNDATED,
    FacetName.DAY: UNDATED,
}


def angka(number: int) -> str:
    """A whole number with points between thousands: 1.234."""
    return f"{number:,}".replace(",", ".")


def tanggal(moment: Moment | None, printed: str = "") -> str:
    """A moment as a newspaper prints it, "27 Februari 2023, 14.30 WIB"; else what was printed."""
    if moment is None:
        return printed or UNDATED
    start = moment.start if moment.precision is Precision.MINUTE else moment.start.astimezone(WIB)
    month = f"{MONTHS[start.month - 1]} {start.year}"
    match moment.precision:
        case Precision.YEAR:
            return str(start.year)
        case Precision.MONTH:
            return month
        case Precision.DAY:
            return f"{start.day} {month}"
        case Precision.MINUTE:
            return f"{start.day} {month}, {start:%H.%M} {_zone(moment)}"


def _zone(moment: Moment) -> str:
    offset = moment.start.utcoffset()
    minutes = int(offset.total_seconds()) // 60 if offset is not None else 0
    return {420: "WIB", 480: "WITA", 540: "WIT"}.get(minutes, f"UTC{moment.start:%z}")


def days_text(days: DayRange) -> str:
    """A range of days: "1 Januari 2024 s.d. 5 Maret 2024", "sejak …", "hingga …"."""
    first = tanggal(Moment.of_day(days.start)) if days.start else ""
    last = tanggal(Moment.of_day(days.last)) if days.last else ""
    if first and last:
        return first if first == last else f"{first} s.d. {last}"
    return f"sejak {first}" if first else f"hingga {last}"


def period_text(first: Moment, last: Moment) -> str:
    """From when to when an archive reaches: ", dari Maret 2007 sampai 2 Februari 2026"."""
    ends = (tanggal(first).split(",")[0], tanggal(last).split(",")[0])
    return f", dari {ends[0]} sampai {ends[1]}" if ends[0] != ends[1] else f", semuanya {ends[0]}"


def count_text(total: int) -> str:
    """How many stories: "1.234 berita"; Indonesian has no plural ending."""
    return f"{angka(total)} berita"


def filter_text(name: FacetName, value: str | None, *, excluded: bool = False) -> str:
    """A chosen filter: "Topik: bencana", "bukan topik: bencana"."""
    title = f"bukan {FACET_TITLES[name].lower()}" if excluded else FACET_TITLES[name]
    return f"{title}: {value_text(name, value)}"


def value_text(name: FacetName, value: str | None) -> str:
    """A facet value as a reader sees it; months and days in words."""
    if value is None:
        return UNKNOWN_VALUES[name]
    if name in (FacetName.MONTH, FacetName.DAY):
        moment = Moment.from_iso(value)
        return tanggal(moment) if moment else value
    return value
