"""What amount does a printed number mean?

Indonesian figures: a point groups thousands, a comma is the decimal mark ("7.000" is seven
thousand, "1,3 triliun" is 1.3e12). Rules and cases: tests/cases/number.csv.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_GROUPED: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL: Final = re.compile(r"\d+[.,]\d+")
_NUMBER: Final = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d{1,15}(?:[.,]\d{1,6})?(?!\d)"
_SCALES: Final = {
    "ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9,
    "m": 10**9, "triliun": 10**12, "trilyun": 10**12, "triliyun": 10**12, "trilun": 10**12,
    "t": 10**12,
}  # fmt: skip
_UNITS: Final = {
    "persen": "%", "%": "%", "km": "km", "kilometer": "km", "m": "m", "meter": "m", "ha": "ha",
    "hektare": "ha", "hektar": "ha", "kg": "kg", "ton": "ton", "orang": "orang",
}  # fmt: skip
SUM: Final = (
    rf"\.?\s{{0,3}}(?P<number>{_NUMBER})"
    r"(?:\s{0,3}(?P<scale>ribu|rb|juta|jt|mil[iy]ar|tri[lI]i?y?un|M|T)(?![^\W_]))?"
)
"""A regular expression, ignoring case, for what follows the "Rp" of a sum of rupiah."""
_MONEY: Final = re.compile(rf"(?<![^\W_])Rp{SUM}", re.IGNORECASE)
_COUNTED: Final = re.compile(
    rf"(?<![^\W_])(?<![.,/\-])(?P<number>{_NUMBER})(?:\s{{0,3}}(?P<unit>%|[a-zA-Z]+))?"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in `text[start:end]` and its unit: "IDR", "km", "%", or "" for a bare one."""

    start: int
    end: int
    value: Decimal
    unit: str

    def __str__(self) -> str:
        figure = f"{self.value.normalize():f}"
        return f"IDR {figure}" if self.unit == "IDR" else f"{figure} {self.unit}".strip()


def read_number(text: str) -> Decimal | None:
    """The value of one printed figure: "7.000" is 7000, "12,5" is 12.5; None if it is no figure."""
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if text.isascii() and text.isdigit():
        return Decimal(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return None


def money(text: str) -> Iterator[Amount]:
    """Every sum of rupiah in a text, in order; the unit is "IDR"."""
    for match in _MONEY.finditer(text):
        value = read_number(match["number"])
        if value is None:
            continue
        scale = _SCALES.get((match["scale"] or "").lower(), 1)
        yield Amount(match.start(), match.end(), value * scale, "IDR")


def amounts(text: str) -> Iterator[Amount]:
    """Sums of rupiah and counted things ("1.042 Km") of a text, sums first."""
    sums = list(money(text))
    yield from sums
    for match in _COUNTED.finditer(text):
        if any(known.start <= match.start() < known.end for known in sums):
            continue
        value = read_number(match["number"])
        if value is not None:
            unit = _UNITS.get((match["unit"] or "").lower(), "")
            yield Amount(match.start(), match.end() if unit else match.end("number"), value, unit)


def number_terms(figure: str) -> tuple[str, ...]:
    """The terms a figure is found under: as printed, and plain: "7.000" also as "7000".

    A decimal point is also filed under the Indonesian comma.
    """
    if _GROUPED.fullmatch(figure):
        whole, _, fraction = figure.replace(".", "").partition(",")
        return figure, whole if not fraction.strip("0") else f"{whole},{fraction}"
    if _DECIMAL.fullmatch(figure) and "." in figure:
        return figure, figure.replace(".", ",")
    return (figure,)


def money_term(amount: Amount) -> str:
    """The term all spellings of one sum share: "Rp270 miliar" and "Rp 270 milyar" alike."""
    return f"idr:{amount.value.normalize():f}"
