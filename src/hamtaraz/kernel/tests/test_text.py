"""Persian text is one spelling inside, found in all spellings, and in alphabetical order (2.11)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamtaraz.kernel import text

LETTERS = "آأإابپتثجچحخدذرزژسشصضطظعغفقکكگلمنوؤهۀةیيىئء"
TYPED = st.text(
    st.one_of(
        st.sampled_from(LETTERS + "۰١2 ‌‏ـ\u064b\u0651\u0653\u0654\u0655().-\nabZ"),
        st.characters(exclude_categories=["Cs"]),
    )
)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("كارون", "کارون"),
        ("علي", "علی"),
        ("موسى", "موسی"),
        ("خانۀ", "خانهٔ"),
        ("مُحَمَّد", "محمد"),
        ("قبلاً", "قبلاً"),
        ("دفعةً", "دفعة"),
        ("کـــارون", "کارون"),
        ("ﻛﺎﺭﻭﻥ", "کارون"),
        ("ﻻﻟﻲ", "لالی"),
        ("\u200fاهواز\u202c", "اهواز"),
        ("  باغ \t\n ملک ", "باغ ملک"),
        ("می‌شود", "می‌شود"),
        ("می‌‌شود", "می‌شود"),
        ("می‌ شود‌", "می شود"),
        ("خانهٔ‌ما", "خانهٔ‌ما"),
        ("ا\u0653ب", "آب"),
        ("مسي\u0654ول", "مسئول"),
        ("\ufeffماه", "ماه"),
        ("۱۲ ١٣ 14", "۱۲ ١٣ 14"),
        ("m² ½", "m² ½"),
    ],
)
def test_typed_text_is_cleaned_at_the_door(typed: str, clean: str) -> None:
    assert text.clean(typed) == clean


@given(TYPED)
def test_cleaning_and_keying_twice_changes_nothing_more(typed: str) -> None:
    assert text.clean(text.clean(typed)) == text.clean(typed)
    assert text.search_key(text.search_key(typed)) == text.search_key(typed)
    assert text.search_key(text.clean(typed)) == text.search_key(typed)


@given(TYPED)
def test_no_arabic_letter_or_invisible_mark_passes_the_door(typed: str) -> None:
    assert not set(text.clean(typed)) & set("يىكۀـ\u200e\u200f\u202a\u202b\u202e\u2066\u2069\ufeff\n\t")


def test_a_longer_text_keeps_its_paragraphs() -> None:
    assert text.clean_lines(" يك \r\n\n\n\nدو‏ \nسه\n") == "یک\n\nدو\nسه"


@pytest.mark.parametrize("query", ["كارون", "کارون", "کارو", "ﻛﺎﺭﻭﻥ", "كَارون", "کارون‌"])
def test_a_name_is_found_however_it_is_spelled(query: str) -> None:
    assert text.search_key(query) in text.search_key("شهرستان کارون")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("آبادان", "ابادان"),
        ("مسئول", "مسیول"),
        ("مؤسسه", "موسسه"),
        ("إدارة", "اداره"),
        ("خانهٔ", "خانه"),
        ("می‌رود", "میرود"),
        ("قبلاً", "قبلا"),
        ("جزء", "جز"),
        ("Karun-12", "karun ۱۲"),
        ("محور اهواز-شوش", "محور اهواز – شوش"),
    ],
)
def test_spellings_of_one_thing_have_one_search_key(one: str, other: str) -> None:
    assert text.search_key(one) == text.search_key(other)


def test_names_sort_in_persian_alphabetical_order_by_bytes() -> None:
    in_order = [
        "۹ دی",
        "۱۰ فروردین",
        "آبادان",
        "آغاجاری",
        "امیدیه",
        "اهواز",
        "باغ ملک",
        "باوی",
        "بهبهان",
        "پارس",
        "تهران",
        "جلفا",
        "چابهار",
        "حمیدیه",
        "رامشیر",
        "زابل",
        "ژاله",
        "سمنان",
        "کارون",
        "گتوند",
        "لالی",
        "منطقهٔ ۲",
        "منطقهٔ ۱۰",
        "نطنز",
        "ورامین",
        "هویزه",
        "یزد",
        "Ahvaz",
    ]
    shuffled = random.Random(1405).sample(in_order, len(in_order))  # noqa: S311
    assert sorted(shuffled, key=lambda name: text.sort_key(name).encode()) == in_order


def test_each_letter_sorts_after_the_one_before_it_in_the_alphabet() -> None:
    alphabet = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
    keys = [text.sort_key(letter) for letter in alphabet]
    assert keys == sorted(set(keys))
    assert [text.sort_key(letter) for letter in "كيؤئ"] == [text.sort_key(letter) for letter in "کیوی"]


@given(TYPED)
def test_a_sort_key_is_plain_ascii_and_the_same_for_both_keyboards(typed: str) -> None:
    key = text.sort_key(typed)
    assert key.isascii()
    assert text.sort_key(typed.replace("ی", "ي").replace("ک", "ك")) == key


@given(st.integers(min_value=0), st.integers(min_value=0))
def test_numbers_sort_by_their_size(one: int, other: int) -> None:
    assert (text.sort_key(str(one)) < text.sort_key(str(other))) == (one < other)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 0), ("۱۲", 12), ("٤٢", 42), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5_000, None), ("", None),
     ("²", None), ("-1", None), ("1.0", None), (" 1", None), ("१२", None)],
)  # fmt: skip
def test_a_whole_number_is_read_of_at_most_eighteen_digits(typed: str, number: int | None) -> None:
    assert text.whole_number(typed) == number


def test_digits_change_script_and_nothing_else_does() -> None:
    assert text.digits("سال ۱۴۰۵ و ١٣٩٤") == "سال 1405 و 1394"
    assert text.persian_digits("سال 1405 و ١٣٩٤") == "سال ۱۴۰۵ و ۱۳۹۴"
