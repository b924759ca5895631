"""Figures and sums as an Indonesian paper prints them."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.folding import MAX_TERM_CHARS
from search.language.numbers import amounts, money, money_term, number_terms, read_number
from search.language.tokens import tokenize

_FIGURES = st.text(st.sampled_from("Rprp .,0123456789jutamilyrTM%kg-/\n"), max_size=40)


@pytest.mark.parametrize(
    ("printed", "value"),
    [("7.000", 7000), ("7000", 7000), ("1.250.000,50", "1250000.5"), ("12,5", "12.5"),
     ("12.5", "12.5"), ("007", 7), ("1.00", 1), ("12.34.56", None), ("1.0000", 1), ("", None),
     (",5", None), ("5.", None), ("²", None)],
    ids=["grouped", "plain", "groups and decimals", "a comma", "a point", "leading noughts",
         "two decimals", "a date", "four decimals", "nothing", "no whole", "no fraction",
         "an exponent"],
)  # fmt: skip
def test_a_figure_has_its_value(printed: str, value: str | int | None) -> None:
    """Points before three figures group thousands, else they are decimal marks."""
    assert read_number(printed) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    "spellings",
    [("Rp270 miliar", "Rp 270 milyar", "Rp. 270 M", "rp270.000.000.000"),
     ("Rp1,3 triliun", "Rp 1,3 T", "Rp1.300 miliar", "Rp1.3 triliyun"),
     ("Rp5 juta", "Rp 5 jt", "Rp5.000.000,00", "Rp5000 ribu", "Rp 5000000")],
    ids=["milliards", "billions", "millions"],
)  # fmt: skip
def test_all_spellings_of_a_sum_are_one_term(spellings: tuple[str, ...]) -> None:
    """And what follows a sum does not change it."""
    terms = {money_term(sum_) for text in spellings for sum_ in money(f"{text} untuk jalan")}
    assert len(terms) == 1
    assert all(terms <= set(tokenize(text)[0].terms) for text in spellings)


@pytest.mark.parametrize(
    "text",
    ["Rp", "harga Rp. naik", "Kerp 500", "rupiah 500"],
    ids=["alone", "without figure", "end of a word", "another word"],
)
def test_what_is_no_sum_is_none(text: str) -> None:
    """No sum is made of a mere Rp or a longer word."""
    assert list(money(text)) == []


def test_a_scale_belongs_to_the_sum_only_as_a_whole_word() -> None:
    """`Rp5 mobil` is five rupiah, `Rp5 m` five milliard."""
    assert [str(sum_) for sum_ in money("Rp5 mobil, Rp5 M, Rp7.500/kg")] == [
        "IDR 5", "IDR 5000000000", "IDR 7500",
    ]  # fmt: skip


def test_counted_things_keep_their_unit() -> None:
    """Units are read in all their spellings; the sum's own figure is not counted twice."""
    found = [str(amount) for amount in amounts("Rp2 juta untuk 3,5 hektar dan 1.042 Km, 12 persen")]
    assert found == ["IDR 2000000", "3.5 ha", "1042 km", "12 %"]


@given(st.text(max_size=40) | _FIGURES)
def test_every_amount_lies_in_its_text(text: str) -> None:
    """Any text is read; ranges are inside, begin at a figure or Rp, and never overlap."""
    spans = sorted((amount.start, amount.end) for amount in amounts(text))
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start].isdecimal() or text[start : start + 2].lower() == "rp"
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


@given(st.integers(0, 10**12))
def test_grouping_thousands_changes_no_value(value: int) -> None:
    """`7.000` is found as `7000` and has its value."""
    grouped = f"{value:,}".replace(",", ".")
    assert read_number(grouped) == value
    assert str(value) in number_terms(grouped)


@pytest.mark.parametrize(
    "text",
    ["Rp1" + ".000" * 60, "1" + ".000" * 60, "9" * 500, "a-" * 200 + "a", "x" * 500, "1/" * 90],
    ids=["a sum", "a grouped figure", "figures", "a hyphenated word", "a word", "a fraction"],
)
def test_no_term_is_longer_than_the_limit(text: str) -> None:
    """Junk is cut, sums too: an engine may rely on it."""
    assert max(len(term) for token in tokenize(text) for term in token.terms) <= MAX_TERM_CHARS
