"""Amounts are shown, read and written in words exactly (domain.md 2.11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.kernel import rial
from hamtaraz.kernel.refusals import Refused
from hamtaraz.kernel.rial import Unit

UNITS = st.sampled_from(Unit)
AMOUNTS = st.integers(min_value=0, max_value=rial.LARGEST_RIAL)


@pytest.mark.parametrize(
    ("amount", "unit", "persian", "english"),
    [
        (0, Unit.RIAL, "۰", "0"),
        (999, Unit.RIAL, "۹۹۹", "999"),
        (1_234_567, Unit.RIAL, "۱٬۲۳۴٬۵۶۷", "1,234,567"),
        (1_234_567, Unit.THOUSAND, "۱٬۲۳۴٫۵۶۷", "1,234.567"),
        (1_234_567, Unit.MILLION, "۱٫۲۳۴۵۶۷", "1.234567"),
        (1_500_000, Unit.MILLION, "۱٫۵", "1.5"),
        (1_000_001, Unit.MILLION, "۱٫۰۰۰۰۰۱", "1.000001"),
        (24_000_000 * 10**6, Unit.MILLION, "۲۴٬۰۰۰٬۰۰۰", "24,000,000"),
        (24_000_500 * 10**6, Unit.MILLIARD, "۲۴٬۰۰۰٫۵", "24,000.5"),
        (-1_234_567, Unit.RIAL, "(۱٬۲۳۴٬۵۶۷)", "(1,234,567)"),
        (-1, Unit.MILLION, "(۰٫۰۰۰۰۰۱)", "(0.000001)"),
        (rial.LARGEST_RIAL, Unit.RIAL, "۹٬۲۲۳٬۳۷۲٬۰۳۶٬۸۵۴٬۷۷۵٬۸۰۷", "9,223,372,036,854,775,807"),
    ],
)
def test_an_amount_is_shown_exactly_in_the_unit_of_the_reader(
    amount: int, unit: Unit, persian: str, english: str
) -> None:
    assert rial.show(amount, unit, "fa") == persian
    assert rial.show(amount, unit, "en") == english


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (499_999, "0"),
        (500_000, "0"),
        (500_001, "1"),
        (1_499_999, "1"),
        (1_500_000, "2"),
        (2_500_000, "2"),
        (2_500_001, "3"),
        (-500_000, "0"),
        (-2_600_000, "(3)"),
    ],
)
def test_an_overview_figure_is_rounded_half_to_even(amount: int, shown: str) -> None:
    assert rial.show(amount, Unit.MILLION, "en", rounded=True) == shown


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("0", Unit.RIAL, 0),
        ("1234567", Unit.RIAL, 1_234_567),
        ("۱٬۲۳۴٬۵۶۷", Unit.RIAL, 1_234_567),
        ("١٢٣٤٥٦٧", Unit.RIAL, 1_234_567),
        ("1,234,567", Unit.RIAL, 1_234_567),
        ("۱،۲۳۴،۵۶۷", Unit.RIAL, 1_234_567),
        ("1 234 567", Unit.RIAL, 1_234_567),
        ("1\u00a0234\u202f567", Unit.RIAL, 1_234_567),
        ("\u200f۱۲٬۴۰۰\u200e", Unit.MILLION, 12_400_000_000),
        ("12.5", Unit.MILLION, 12_500_000),
        ("۱۲٫۵", Unit.MILLION, 12_500_000),
        ("12.", Unit.MILLION, 12_000_000),
        ("1.000001", Unit.MILLION, 1_000_001),
        ("1.50000000", Unit.MILLION, 1_500_000),
        ("7.0", Unit.RIAL, 7),
        ("0012", Unit.THOUSAND, 12_000),
        ("9223372036854775807", Unit.RIAL, rial.LARGEST_RIAL),
    ],
)
def test_an_amount_is_read_from_any_script_and_separator(text: str, unit: Unit, amount: int) -> None:
    assert rial.parse(text, unit) == amount


@pytest.mark.parametrize(
    ("text", "unit", "refusal"),
    [
        ("", Unit.RIAL, rial.AmountMissing),
        (" \u200c ", Unit.RIAL, rial.AmountMissing),
        ("دوازده", Unit.RIAL, rial.AmountUnreadable),
        ("1,23", Unit.RIAL, rial.AmountUnreadable),
        ("12,5", Unit.MILLION, rial.AmountUnreadable),
        ("1234,567", Unit.RIAL, rial.AmountUnreadable),
        ("1,234 567", Unit.RIAL, rial.AmountUnreadable),
        ("1.2.3", Unit.MILLION, rial.AmountUnreadable),
        (".5", Unit.MILLION, rial.AmountUnreadable),
        ("1405/07/12", Unit.RIAL, rial.AmountUnreadable),
        ("12 ریال", Unit.RIAL, rial.AmountUnreadable),
        ("-5", Unit.RIAL, rial.AmountNegative),
        ("۵-", Unit.RIAL, rial.AmountNegative),
        ("−5", Unit.RIAL, rial.AmountNegative),
        ("(1,000)", Unit.RIAL, rial.AmountNegative),
        ("1.5", Unit.RIAL, rial.AmountTooFine),
        ("1.0000001", Unit.MILLION, rial.AmountTooFine),
        ("1.2E+15", Unit.RIAL, rial.AmountLostDigits),
        ("۱٫۲e16", Unit.RIAL, rial.AmountLostDigits),
        ("####", Unit.RIAL, rial.AmountLostDigits),
        ("9223372036854775808", Unit.RIAL, rial.AmountTooLarge),
        ("9223372036855", Unit.MILLION, rial.AmountTooLarge),
        ("9" * 5_000, Unit.RIAL, rial.AmountTooLarge),
    ],
)
def test_an_unclear_amount_is_refused_and_never_guessed(text: str, unit: Unit, refusal: type[Refused]) -> None:
    with pytest.raises(Refused) as caught:
        rial.parse(text, unit)
    assert type(caught.value) is refusal


def test_a_binary_number_is_refused_where_text_is_read() -> None:
    with pytest.raises(rial.AmountLostDigits):
        rial.parse(1.5, Unit.MILLION)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (12, 12_000_000),
        (12.0, 12_000_000),
        (12.25, 12_250_000),
        (999_999_999_999.0, 999_999_999_999_000_000),
        ("۱۲٫۲۵", 12_250_000),
    ],
)
def test_a_cell_is_read_whatever_the_sheet_stored(cell: object, amount: int) -> None:
    assert rial.parse_cell(cell, Unit.MILLION) == amount


@pytest.mark.parametrize(
    ("cell", "refusal"),
    [
        (None, rial.AmountMissing),
        (1e15, rial.AmountLostDigits),
        (1e16, rial.AmountLostDigits),
        (1234567890123456, rial.AmountLostDigits),
        (-1.0, rial.AmountNegative),
        (0.1 + 0.2, rial.AmountTooFine),
        (True, rial.AmountUnreadable),
        (float("nan"), rial.AmountUnreadable),
    ],
)
def test_a_cell_that_may_have_lost_digits_is_refused(cell: object, refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        rial.parse_cell(cell, Unit.MILLION)


@given(AMOUNTS, UNITS, st.sampled_from(["fa", "en"]))
def test_what_is_shown_is_read_back_as_the_same_amount(amount: int, unit: Unit, language: str) -> None:
    assert rial.parse(rial.show(amount, unit, language), unit) == amount


@given(st.integers(min_value=-(10**20), max_value=10**20), UNITS)
def test_a_rounded_figure_is_within_half_a_unit(amount: int, unit: Unit) -> None:
    text = rial.show(amount, unit, "en", rounded=True)
    units = int(text.strip("()").replace(",", "")) * (-1 if "(" in text else 1)
    assert abs(units * unit.size_rial - amount) * 2 <= unit.size_rial
