"""Persian text: cleaned at the door, keyed for search, keyed for alphabetical order."""

import re
import unicodedata

PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
ZWNJ = "\u200c"
_HAMZA_ABOVE = "\u0654"
_TANVIN = "\u064b"

_TO_ASCII = {ord(c): str(i) for row in (PERSIAN_DIGITS, "٠١٢٣٤٥٦٧٨٩") for i, c in enumerate(row)}
_TO_PERSIAN = {ord(str(i)): c for i, c in enumerate(PERSIAN_DIGITS)} | {
    ord(c): PERSIAN_DIGITS[i] for i, c in enumerate("٠١٢٣٤٥٦٧٨٩")
}

# Presentation forms are the shapes of letters; NFKC gives back the letters. Nothing else is folded.
_SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
# Bidi controls, joiners other than ZWNJ, soft hyphen, byte-order mark, and control characters
# that are not white space.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ڪ": "ک", "ۀ": "هٔ", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ة"})
# Tatweel, vowel signs and Quranic marks. Hamza above is part of a letter and stays.
_MARKS = "\u0610-\u061a\u0640\u064c-\u0653\u0655-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_VOWELS = re.compile(f"[{_MARKS}]")
_LOOSE_TANVIN = re.compile(f"(?<!ا){_TANVIN}(?!ا)")
_LETTER = r"[^\W\d_]"
_LOOSE_ZWNJ = re.compile(f"(?<!{_LETTER})(?<!{_HAMZA_ABOVE}){ZWNJ}|{ZWNJ}(?!{_LETTER})")


def digits(text: str) -> str:
    """Write every Persian and Arabic digit of `text` as an ASCII digit."""
    return text.translate(_TO_ASCII)


def persian_digits(text: str) -> str:
    """Write every ASCII and Arabic digit of `text` as a Persian digit."""
    return text.translate(_TO_PERSIAN)


def whole_number(text: str) -> int | None:
    """The number a text names in at most eighteen digits of any of the three scripts; None where it names none."""
    plain = digits(text)
    return int(plain) if re.fullmatch("[0-9]{1,18}", plain) else None


def clean(text: str) -> str:
    """Normalise one line of typed text; cleaning twice changes nothing more (domain.md 2.11).

    Arabic ي ى ك become ی ک, «ۀ» becomes «هٔ», ة stays (it is a spelling), presentation forms
    become letters, tatweel, vowel signs and bidi controls go, white space folds to one space.
    Digits stay as typed. ZWNJ stays between letters. Tanvin stays beside alef («قبلاً»), where it
    is spelling and not a vowel sign.
    """
    text = _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _INVISIBLE.sub("", text)
    text = unicodedata.normalize("NFC", text).translate(_LETTERS)
    text = text.replace("ی" + _HAMZA_ABOVE, "ئ")
    text = _LOOSE_TANVIN.sub("", _VOWELS.sub("", text))
    text = _LOOSE_ZWNJ.sub("", re.sub(f"{ZWNJ}+", ZWNJ, text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def clean_lines(text: str) -> str:
    """Clean a longer text line by line; paragraphs stay, runs of empty lines become one."""
    lines = "\n".join(clean(line) for line in text.splitlines())
    return re.sub("\n{3,}", "\n\n", lines).strip()


_FOLDED = str.maketrans(
    {"آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ی", "ة": "ه"}
    | dict.fromkeys(["ء", _HAMZA_ABOVE, _TANVIN, ZWNJ], "")
)


def search_key(text: str) -> str:
    """Fold `text` so that spellings a person holds for the same thing are the same string.

    On top of `clean`: lower case, ASCII digits, no ZWNJ, no hamza or madda (آ أ إ→ا, ؤ→و, ئ→ی,
    ء→nothing), ة→ه, punctuation to a space. Spaces between words stay. Fold the query too, then
    ask for prefix or substring: «كارون», «کارون» and «کارو» all find «کارون».
    """
    folded = digits(clean(text)).lower().translate(_FOLDED)
    return " ".join(re.sub(r"[\W_]+", " ", folded).split())


_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
# 33 letters fill ':' to 'Z': after the digits, before the Latin small letters.
_RANK = {letter: chr(ord(":") + place) for place, letter in enumerate(_ALPHABET)} | {
    "أ": ";",
    "إ": ";",
    "ٱ": ";",
}
_AFTER_ALL = "~"
_SORT_FOLDED = {code: to for code, to in _FOLDED.items() if chr(code) not in "آأإٱ"}


def sort_key(text: str) -> str:
    """Give an ASCII string whose byte order is Persian alphabetical order of `text`.

    Space first, then numbers by their size, then آ ا ب پ … ی, then Latin, then other scripts.
    ZWNJ and hamza do not count, case does not count, punctuation counts as a space.
    """
    folded = digits(clean(text)).lower().translate(_SORT_FOLDED)
    words = re.sub(r"[\W_]+", " ", folded).split()
    return " ".join(
        "".join(_rank_number(part) if part.isdecimal() else _rank_letters(part) for part in parts)
        for parts in (re.findall(r"[0-9]+|[^0-9]+", word) for word in words)
    )


def _rank_number(number: str) -> str:
    """Put the length before the digits, so that 9 sorts before 10."""
    number = number.lstrip("0") or "0"
    length = str(len(number)) if len(number) < 9 else f"9{len(number):03d}"
    return length + number


def _rank_letters(letters: str) -> str:
    return "".join(_RANK.get(letter, letter if letter.isascii() else _AFTER_ALL) for letter in letters)
