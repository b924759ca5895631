"""What does the timeline of a search say?"""

from typing import Final

from search import FacetName, Moment

from .figures import MONTHS, angka, tanggal

EVERYTHING: Final = "semua tahun"
UP: Final = "Waktu yang dipilih"
SHOW: Final = "Tampilkan:"
NUMBERS: Final = "jumlah berita"
SHARES: Final = "bagian dari semua berita"
FIGURES: Final = "Angkanya"
ALL_STORIES: Final = "semua berita"
SHARE: Final = "bagian"
COMPARE: Final = "Bandingkan"
COMPARED: Final = "Bandingkan dengan"
DO_COMPARE: Final = "Bandingkan"
SWAP: Final = "tukar"
SWAP_TITLE: Final = "Jadikan pembanding ini yang dicari"
END_COMPARING: Final = "hapus"
END_COMPARING_TITLE: Final = "Hapus pembanding"
UNREADABLE: Final = "Kata pembanding itu tidak dapat dibaca sebagai pencarian."
WITH_COPIES: Final = "Salinan dengan isi yang sama ikut dihitung."
DRAGGED: Final = "{days}: {count} berita"
"""What is said of the span that is being selected."""
DRAG: Final = "Geser pada grafik untuk memilih rentang"

_LEAST_PERCENT: Final = 0.01
_STEPS: Final = {FacetName.YEAR: "tahun", FacetName.MONTH: "bulan", FacetName.DAY: "hari"}
_VAGUE: Final = {
    FacetName.YEAR: "tanpa tanggal",
    FacetName.MONTH: "tanpa bulan",
    FacetName.DAY: "tanpa hari",
}


def heading_text(step: FacetName, within: str, *, share: bool) -> str:
    """What the timeline counts: "Jumlah berita per bulan, 2023"."""
    what = "Bagian dari semua berita" if share else "Jumlah berita"
    place = f", {period_text(within)}" if within else ""
    return f"{what} per {_STEPS[step]}{place}"


def step_text(step: FacetName) -> str:
    """The head of the column of periods."""
    return _STEPS[step].capitalize()


def period_text(iso: str) -> str:
    """A year, month or day in words: "Maret 2023"."""
    return tanggal(Moment.from_iso(iso), iso)


def tick_text(iso: str) -> str:
    """A period below its bar, as short as can be: "2023", "Mar", "5"."""
    match iso.split("-"):
        case [year]:
            return year
        case [_, month]:
            return MONTHS[int(month) - 1][:3]
        case _:
            return str(int(iso[-2:]))


def amount_text(count: int, of: int, *, share: bool) -> str:
    """A number of stories, or the part they are of some: "12,5%"."""
    return percent(count, of) if share else angka(count)


def percent(count: int, of: int) -> str:
    """A share with as many decimals as say something: "12,5%", "0,04%"."""
    part = 100 * count / of if of else 0.0
    if 0 < part < _LEAST_PERCENT:
        return "kurang dari 0,01%"
    return f"{part:.{1 if part >= 1 or not part else 2}f}%".replace(".", ",").replace(",0%", "%")


def bar_text(name: str, count: int, of: int, other: int | None, *, share: bool) -> str:
    """What a bar stands for: "2023: 41 berita", "2023: 12,5% (41 dari 328 berita)"."""
    told = f"{percent(count, of)} ({angka(count)} dari {angka(of)} berita)"
    text = f"{name}: {told if share else f'{angka(count)} berita'}"
    if other is None:
        return text
    return f"{text}; pembanding {amount_text(other, of, share=share)}"


def vague_text(step: FacetName, count: int) -> str:
    """Stories that stand under none of the periods: "12 berita tanpa tanggal"."""
    return f"{angka(count)} berita {_VAGUE[step]}"


def most_text(name: str, amount: str, *, share: bool) -> str:
    """The largest bar: "Terbanyak 2019: 123 berita."."""
    return f"Bagian terbesar {name}: {amount}." if share else f"Terbanyak {name}: {amount} berita."


def near_text(iso: str, count: int) -> str:
    """A way sideways: "2022 (41)"."""
    return f"{period_text(iso)} ({angka(count)})"
