"""The 27 counties of Khuzestan: facts of the 1395 census by the Statistical Centre of Iran.

Areas are in km², computed from OpenStreetMap outlines.
"""

from fractions import Fraction
from typing import NamedTuple


class Facts(NamedTuple):
    """One county: its name, persons, km², unemployed, labour force."""

    name: str
    population: int
    area: int
    unemployed: int
    labour_force: int


COUNTIES = {
    "0601": Facts("آبادان", 298_090, 3_715, 13_875, 97_345),
    "0602": Facts("اندیمشک", 171_412, 3_069, 10_788, 59_300),
    "0603": Facts("اهواز", 1_302_591, 4_458, 55_802, 420_714),
    "0604": Facts("ایذه", 198_871, 2_521, 11_727, 64_000),
    "0605": Facts("بندرماهشهر", 296_271, 4_638, 11_158, 97_503),
    "0606": Facts("بهبهان", 180_593, 2_977, 8_006, 59_520),
    "0607": Facts("خرمشهر", 170_976, 1_901, 4_982, 53_575),
    "0608": Facts("دزفول", 443_971, 4_638, 23_423, 153_990),
    "0609": Facts("دشت آزادگان", 107_989, 1_951, 4_882, 33_095),
    "0610": Facts("رامهرمز", 113_776, 1_859, 4_224, 37_144),
    "0611": Facts("شادگان", 138_480, 3_719, 6_121, 46_872),
    "0612": Facts("شوشتر", 192_028, 2_419, 12_231, 61_545),
    "0613": Facts("مسجدسلیمان", 113_419, 2_185, 9_796, 43_166),
    "0614": Facts("شوش", 205_720, 2_112, 7_379, 67_210),
    "0615": Facts("باغ ملک", 105_384, 1_814, 5_589, 33_224),
    "0616": Facts("امیدیه", 92_335, 2_092, 4_939, 31_168),
    "0617": Facts("لالی", 37_963, 1_418, 2_691, 12_568),
    "0618": Facts("هندیجان", 38_762, 4_145, 1_019, 12_766),
    "0619": Facts("رامشیر", 54_004, 1_620, 2_187, 17_614),
    "0620": Facts("گتوند", 65_468, 991, 3_821, 22_492),
    "0621": Facts("اندیکا", 47_629, 2_351, 2_375, 15_995),
    "0622": Facts("هفتگل", 22_119, 1_414, 1_489, 6_926),
    "0623": Facts("هویزه", 38_886, 3_184, 1_473, 12_216),
    "0624": Facts("باوی", 96_484, 1_368, 4_649, 29_291),
    "0625": Facts("حمیدیه", 53_762, 815, 2_351, 17_046),
    "0626": Facts("آغاجاری", 17_654, 356, 940, 6_012),
    "0627": Facts("کارون", 105_872, 1_209, 3_841, 34_387),
}

INDICATORS: dict[str, dict[str, int | Fraction | None]] = {
    "population": {code: facts.population for code, facts in COUNTIES.items()},
    "area": {code: facts.area for code, facts in COUNTIES.items()},
    "unemployment": {code: Fraction(facts.unemployed, facts.labour_force) for code, facts in COUNTIES.items()},
}
