"""Areas of a file are given to counties by code, then by name; what is doubtful is left over, never guessed."""

from decimal import Decimal

from hamtaraz.places.boundary_file import read_boundary_file
from hamtaraz.places.matching import Sought, key_of, match, names_of_counties, point_of
from hamtaraz.places.tests.boundary_files import feature, geojson

HOME = Sought("06", ("خوزستان", "Khuzestan"))
ABADAN, IZEH, AHVAZ = (
    Sought("0601", ("آبادان", "Abadan")),
    Sought("0604", ("ایذه", "Izeh")),
    Sought("0603", ("اهواز", "Ahvaz")),
)
COUNTIES = [ABADAN, IZEH, AHVAZ]


def matched(*features, counties=COUNTIES):
    return match(HOME, counties, read_boundary_file("map", geojson(*features)))


def test_codes_are_compared_by_their_digits():
    found = matched(feature(c="601", x="Z"), feature(1, c="IR-0604"), feature(2, c="۰۶۰۳"))
    assert (found.by_code, found.by_name, found.code_field) == ({"0601": 0, "0604": 1, "0603": 2}, {}, "c")


def test_names_are_compared_as_they_are_searched_for():
    found = matched(feature(n="شهرستان ابادان"), feature(1, n="Izeh County"), feature(2, n="اهواز"))
    assert (found.pairs, found.by_code, found.name_field) == ({"0601": 0, "0604": 1, "0603": 2}, {}, "n")


def test_a_county_without_a_fitting_code_is_found_by_its_name():
    found = matched(feature(c="0601", n="آبادان"), feature(1, c="0604", n="ایذه"), feature(2, c="9999", n="اهواز"))
    assert (found.by_code, found.by_name) == ({"0601": 0, "0604": 1}, {"0603": 2})


def test_numbers_that_only_look_like_codes_are_not_believed():
    # A running number happens to be some county's code; the names say otherwise.
    found = matched(feature(id="603", n="آبادان"), feature(1, id="601", n="ایذه"), feature(2, id="604", n="اهواز"))
    assert (found.by_code, found.pairs) == ({}, {"0601": 0, "0604": 1, "0603": 2})


def test_one_lucky_number_among_names_is_not_believed():
    found = matched(feature(id="1", n="آبادان"), feature(1, id="2", n="ایذه"), feature(2, id="3", n="اهواز"),
                    feature(3, id="601", n="دیگر"))  # fmt: skip
    assert (found.by_code, found.pairs) == ({}, {"0601": 0, "0604": 1, "0603": 2})


def test_what_stays_over_is_told_on_both_sides():
    found = matched(feature(0, n="آبادان"), feature(2, n="اهواز"), feature(1, n="کارون"), feature(30, n="بم"))
    assert found.pairs == {"0601": 0, "0603": 1}
    assert (found.near, found.elsewhere) == ([2], 1)


def test_where_nothing_is_found_everything_is_left_over():
    found = matched(feature(n="یکم"), feature(1, n="دوم"))
    assert (found.pairs, found.near, found.elsewhere) == ({}, [0, 1], 0)


def test_two_areas_of_one_name_are_not_guessed_between():
    found = matched(feature(0, n="آبادان"), feature(1, n="آبادان"), feature(2, n="اهواز"), feature(3, n="ایذه"))
    assert found.pairs == {"0603": 2, "0604": 3}


def test_of_two_areas_of_one_name_the_one_in_the_province_is_taken():
    found = matched(
        feature(0, n="آبادان", p="IR-06"), feature(9, n="آبادان", p="IR-07"), feature(2, n="اهواز", p="IR-06"),
        feature(8, n="دیگر", p="IR-07"), feature(3, n="چهارم", p="IR-06"),
    )  # fmt: skip
    assert found.pairs == {"0601": 0, "0603": 2}
    assert (found.near, found.elsewhere) == ([4], 2)


def test_of_two_areas_of_one_name_the_one_around_the_countys_point_is_taken():
    here = ABADAN._replace(point=point_of(Decimal("48.75"), Decimal("31.75")))
    found = matched(feature(0, n="آبادان"), feature(1, n="آبادان"), counties=[here, AHVAZ])
    assert found.pairs == {"0601": 1}


def test_two_counties_of_one_name_are_not_guessed_between():
    twins = [Sought("0601", ("بهار",)), Sought("0602", ("بهار",)), AHVAZ]
    assert matched(feature(n="بهار"), feature(1, n="اهواز"), counties=twins).pairs == {"0603": 1}


def test_no_area_is_given_to_two_counties():
    found = matched(feature(c="0601", n="ایذه"), feature(1, c="0604", n="x"), feature(2, c="0603", n="آبادان"))
    assert len(set(found.pairs.values())) == len(found.pairs)


def test_a_county_is_also_known_by_its_other_names_on_the_shipped_map():
    names = names_of_counties("06", [("0622", "هفتگل", "Haftkel")])
    assert {key_of(name) for name in names["0622"]} >= {key_of("هفتگل"), key_of("هفتکل"), "haftkel"}
