"""An amount in words says the same number (domain.md 2.11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.kernel.rial import in_words, in_words_en

ROWS = [
    (0, "صفر", "zero"),
    (1, "یک", "one"),
    (10, "ده", "ten"),
    (19, "نوزده", "nineteen"),
    (20, "بیست", "twenty"),
    (21, "بیست و یک", "twenty-one"),
    (99, "نود و نه", "ninety-nine"),
    (100, "یکصد", "one hundred"),
    (115, "یکصد و پانزده", "one hundred fifteen"),
    (200, "دویست", "two hundred"),
    (305, "سیصد و پنج", "three hundred five"),
    (1_000, "یک هزار", "one thousand"),
    (1_001, "یک هزار و یک", "one thousand one"),
    (1_397, "یک هزار و سیصد و نود و هفت", "one thousand three hundred ninety-seven"),
    (12_000, "دوازده هزار", "twelve thousand"),
    (100_000, "یکصد هزار", "one hundred thousand"),
    (10**6, "یک میلیون", "one million"),
    (1_500_000_000, "یک میلیارد و پانصد میلیون", "one billion five hundred million"),
    (
        262_500_000,
        "دویست و شصت و دو میلیون و پانصد هزار",
        "two hundred sixty-two million five hundred thousand",
    ),
    (10**9, "یک میلیارد", "one billion"),
    (10**9 + 1, "یک میلیارد و یک", "one billion one"),
    (12_400 * 10**9, "دوازده هزار و چهارصد میلیارد", "twelve trillion four hundred billion"),
    (24 * 10**12, "بیست و چهار هزار میلیارد", "twenty-four trillion"),
    (10**15, "یک میلیون میلیارد", "one quadrillion"),
    (10**18, "یک میلیارد میلیارد", "one quintillion"),
    (2 * 10**18 + 3 * 10**9, "دو میلیارد میلیارد و سه میلیارد", "two quintillion three billion"),
    (10**24, "یک میلیون میلیارد میلیارد", "one septillion"),
    (-5_000, "منفی پنج هزار", "minus five thousand"),
]


@pytest.mark.parametrize(("amount", "persian", "english"), ROWS)
def test_an_amount_is_written_as_official_papers_write_it(amount: int, persian: str, english: str) -> None:
    assert in_words(amount) == persian
    assert in_words_en(amount) == english


def heard(words: str, names: dict[str, int], scales: dict[str, int], milliard: str) -> int:
    """Understand a number the way a listener does: add names, multiply by scales, keep milliards."""
    total = kept = hundreds = 0
    previous = ""
    for word in words.split():
        if word == milliard:
            group = total if previous == milliard else kept + hundreds
            total = group * 10**9 if previous == milliard else total + group * 10**9
            kept = hundreds = 0
        elif word in scales:
            kept, hundreds = kept + hundreds * scales[word], 0
        else:
            hundreds += names[word]
        previous = word
    return total + kept + hundreds


@given(st.integers(min_value=1, max_value=10**18 - 1))
def test_a_listener_understands_the_same_amount_in_persian(amount: int) -> None:
    names = {in_words(n): n for n in [*range(1, 20), *range(20, 100, 10), *range(100, 1000, 100)]}
    scales = {"هزار": 10**3, "میلیون": 10**6}
    words = in_words(amount).replace(" و ", " ")
    assert heard(words, names, scales, "میلیارد") == amount


@given(st.integers(min_value=1, max_value=10**27 - 1))
def test_a_listener_understands_the_same_amount_in_english(amount: int) -> None:
    scales = [
        "thousand",
        "million",
        "billion",
        "trillion",
        "quadrillion",
        "quintillion",
        "sextillion",
        "septillion",
    ]
    names = {in_words_en(n): n for n in [*range(1, 20), *range(20, 100, 10)]}
    total = group = 0
    for word in in_words_en(amount).replace("-", " ").split():
        if word == "hundred":
            group *= 100
        elif word in scales:
            total, group = total + group * 1000 ** (scales.index(word) + 1), 0
        else:
            group += names[word]
    assert total + group == amount


@given(st.integers(min_value=0, max_value=10**27 - 1), st.integers(min_value=0, max_value=10**27 - 1))
def test_two_amounts_are_never_written_alike(first: int, second: int) -> None:
    assert (in_words(first) == in_words(second)) == (first == second)


def test_an_english_number_beyond_its_names_is_a_bug_not_a_wrong_word() -> None:
    with pytest.raises(OverflowError):
        in_words_en(10**27)
